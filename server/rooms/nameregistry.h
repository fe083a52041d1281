#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>
#include <set>
#include <unordered_map>

namespace server {

// Names in use, unique whatever their case: who comes second is "Ann 2". Broker thread.
class NameRegistry {
public:
    static constexpr qsizetype longestName = 40; // characters

    // The name that this owner has from now on: the one asked for, or it with the lowest free
    // number. Somebody who was given a number keeps it as long as the name itself is not free.
    QString claim(const QString &asked, const QByteArray &owner);
    // A name from before the start, as it was given then.
    void restore(const QString &name, const QByteArray &owner);
    void release(const QByteArray &owner);

    std::optional<QString> nameOf(const QByteArray &owner) const;
    std::optional<QByteArray> ownerOf(const QString &name) const;

private:
    struct Claim {
        QString name;
        QString base; // folded, without the number
        int number = 1; // 1: none
    };
    // Which numbers of one base are given: those below `next` that did not come back.
    struct Numbers {
        int next = 2;
        std::set<int> returned;
    };

    bool isFreeFor(const QString &name, const QByteArray &owner) const;
    bool isNumbered(const QString &asked, const QByteArray &owner) const;
    int takeNumber(const QString &asked, const QString &base, const QByteArray &owner);
    void enter(Claim claim, const QByteArray &owner);

    std::unordered_map<QByteArray, Claim> m_claims; // by owner
    std::unordered_map<QString, QByteArray> m_owners; // by folded name
    std::unordered_map<QString, Numbers> m_numbers; // by base
};

} // namespace server
