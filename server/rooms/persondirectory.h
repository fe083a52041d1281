#pragma once

#include "server/broker/inboundhandler.h"
#include "server/rooms/nameregistry.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace server {

// Who somebody is: people who come with a secret, known for ever, and the guests who are here now.
// Their names are unique among all of them. Broker thread.
class PersonDirectory {
public:
    PersonDirectory(const std::vector<PersonRecord> &known, std::function<QByteArray()> makeId);

    struct Arrival {
        QByteArray person;
        QString name;
        bool isGuest = true;
        bool isNew = true; // never seen before; a guest always is
        bool isRenamed = false;
        std::optional<PersonRecord> record; // to be kept
    };
    // A Problem when the login cannot be a name.
    stomp::BasicResult<Arrival, Problem> arrive(
        const QByteArray &login, const QByteArray &personHash, qint64 nowMs);
    void guestLeft(const QByteArray &person);

    // As others see it now; empty for somebody who is not known.
    QString nameOf(const QByteArray &person) const;
    // Who has this name now, whatever its case; nobody does: nothing.
    std::optional<QByteArray> bearerOf(const QString &name) const { return m_names.ownerOf(name); }

    // Derived from the hash of the secret, so that it never changes and tells nothing of the
    // secret.
    static QByteArray personId(const QByteArray &personHash);
    // The login as a name: trimmed, composed; empty for an empty one.
    static stomp::BasicResult<QString, Problem> nameFromLogin(const QByteArray &login);

private:
    Arrival guestArrives(const QString &asked);
    Arrival personArrives(const QString &asked, const QByteArray &personHash, qint64 nowMs);

    NameRegistry m_names;
    std::function<QByteArray()> m_makeId;
};

} // namespace server
