#pragma once

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace server {

// Who is typing where. What is said too often is not passed on, and who falls silent stops typing
// without saying so. Broker thread.
class Typists {
public:
    static constexpr qint64 expiryMs = 6000;
    static constexpr qint64 throttleMs = 2000; // of one person in one room

    struct Typist {
        QByteArray room;
        QByteArray person;
        QString name;

        friend bool operator==(const Typist &, const Typist &) = default;
    };

    // Whether others are to hear of it.
    bool start(const Typist &typist, qint64 nowMs);
    bool stop(const QByteArray &room, const QByteArray &person);

    // Those who stopped without a word.
    std::vector<Typist> expire(qint64 nowMs);
    std::optional<qint64> nextExpiry() const { return m_next; }

private:
    struct State {
        QString name;
        qint64 toldAt = 0;
        qint64 until = 0;
        bool isTyping = false; // as others see it; else only kept for the throttle
    };

    std::map<std::pair<QByteArray, QByteArray>, State> m_states; // room, person
    std::optional<qint64> m_next; // never later than the first expiry
};

} // namespace server
