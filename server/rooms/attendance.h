#pragma once

#include "server/broker/inboundhandler.h"
#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QHashFunctions>

#include <map>
#include <optional>
#include <unordered_map>

namespace server {

// Who is connected, and whether somebody sits there: a person is online who is online at any
// connection. Broker thread.
class Attendance {
public:
    // A person as others see it.
    struct Shown {
        chat::Presence state = chat::Presence::Online;
        qint64 since = 0;

        friend bool operator==(const Shown &, const Shown &) = default;
    };

    // Each of these returns what others see now, when it changed for somebody who is still there.
    std::optional<Shown> arrive(const Caller &caller, qint64 nowMs);
    std::optional<Shown> leave(const Caller &caller, qint64 nowMs);
    std::optional<Shown> say(const Caller &caller, chat::Presence state, qint64 nowMs);

    Shown of(const QByteArray &person) const;
    qsizetype connectionsOf(const QByteArray &person) const;
    bool isHost(const QByteArray &person) const; // with any connection
    bool isGuest(const QByteArray &person) const;

private:
    struct Connection {
        chat::Presence state = chat::Presence::Online;
        bool isHost = false;
    };
    struct Person {
        std::map<SessionId, Connection> connections;
        Shown shown;
        bool isGuest = true;
    };

    static std::optional<Shown> update(Person &person, qint64 nowMs);

    std::unordered_map<QByteArray, Person> m_people;
};

} // namespace server
