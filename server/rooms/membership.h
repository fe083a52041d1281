#pragma once

#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace server {

// Who is in which room: whoever subscribed to its stream, with any connection; several
// subscriptions of one person are one member. Broker thread.
class Membership {
public:
    // One more subscription; the member when it is the person's first.
    std::optional<chat::Member> join(const QByteArray &room, const chat::Member &member);
    // One less; the member who left when it was the last.
    std::optional<chat::Member> leave(const QByteArray &room, const QByteArray &person);
    // The rooms in which the person is, with the member under the new name, or as seen now.
    using Changed = std::vector<std::pair<QByteArray, chat::Member>>;
    Changed rename(const QByteArray &person, const QString &name);
    Changed setPresence(const QByteArray &person, chat::Presence state, qint64 since);

    std::vector<chat::Member> members(const QByteArray &room) const; // longest first
    int count(const QByteArray &room) const;

private:
    struct Presence {
        chat::Member member;
        int subscriptions = 0;
        qint64 joinedAt = 0;
    };
    using Roster = std::unordered_map<QByteArray, Presence>; // by person

    template<typename Change>
    Changed changeEach(const QByteArray &person, Change change);

    std::unordered_map<QByteArray, Roster> m_rooms;
};

} // namespace server
