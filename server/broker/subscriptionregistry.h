#pragma once

#include "server/broker/destinationpattern.h"
#include "server/broker/message.h"
#include "stomp/version.h"

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace server {

// One subscription of one session, with what deciding about a copy needs.
struct Subscriber {
    SessionId session;
    QByteArray id; // unique in its session
    QByteArray header; // what MESSAGE carries as `subscription`; empty in 1.0 without an id (S-140)
    stomp::Version version = stomp::Version::V12;

    // Names it in the `ack` of its MESSAGEs; 0: they are not to be acknowledged, or a queue's.
    quint64 stream = 0;
    bool isNoLocal = false; // does not want what its own session sends (S-288)
    // Not yet receipted: gets nothing.
    bool isActive = true;
    // Entries of a logged room up to here come from its replay.
    qint64 skipThrough = 0;
    // The newest entry skipped so: the replay has to reach it.
    qint64 newestSkipped = 0;
    // Names the replay that is going on; 0 for none.
    quint64 replay = 0;

    static constexpr qint64 skipAll = std::numeric_limits<qint64>::max();
};

// Everybody who gets the messages of one destination, when all get the same.
struct Audience {
    std::vector<std::pair<quint32, Receivers>> byWorker;
    std::array<bool, 3> versions{}; // that its members speak
    std::size_t size = 0;
    // Numbered messages up to here are not for all of them: some get those by a replay.
    qint64 skipThrough = 0;
};

// Who is subscribed to what: exact destinations, found by hash, and patterns. Broker thread.
class SubscriptionRegistry {
public:
    struct Entry {
        QByteArray id;
        QByteArray destination;
    };

    // False when the session has this id already.
    bool add(const QByteArray &destination, Subscriber subscriber);
    // Its destination; empty when there is none of this id.
    QByteArray remove(SessionId session, const QByteArray &id);
    std::vector<Entry> removeSession(SessionId session);
    // Everybody subscribed to exactly this destination, in no order; valid until the next add or
    // remove.
    std::span<Subscriber> find(const QByteArray &destination);

    // The same, with everybody whose pattern matches it; each subscription once.
    std::vector<Subscriber *> matching(const QByteArray &destination);
    // The same as it is kept from one message to the next; nullptr when there is nobody, or some
    // need a look of their own each time. Valid until the next change.
    const Audience *audience(const QByteArray &destination);

    // One subscription; nullptr when there is none. Valid until the next add or remove.
    const Subscriber *subscriber(SessionId session, const QByteArray &id) const;
    // The same, to change what decides about its copies.
    Subscriber *changeable(SessionId session, const QByteArray &id);
    // Where it is subscribed; empty when there is none of this id.
    QByteArray destinationOf(SessionId session, const QByteArray &id) const;
    std::vector<Entry> ofSession(SessionId session) const;
    int count(SessionId session) const;
    qsizetype size() const { return m_size; }

private:
    struct Place {
        QByteArray destination;
        std::size_t index = 0;
    };
    using Places = std::unordered_map<QByteArray, Place>;
    struct Listeners {
        std::vector<Subscriber> subscribers;
        std::optional<Audience> audience;
        bool isAudienceKnown = false; // that there is one, or that there is none
    };

    static std::optional<Audience> gather(const std::vector<Subscriber> &subscribers);
    const Place *place(SessionId session, const QByteArray &id) const;
    void takeOut(const Place &place);

    std::unordered_map<QByteArray, Listeners> m_byDestination;
    std::unordered_map<SessionId, Places> m_bySession;
    PatternTrie m_patterns;
    qsizetype m_size = 0;
};

} // namespace server
