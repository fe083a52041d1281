#pragma once

#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtGlobal>

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace app {

// Why a message did not get its receipt: what the server or the connection called it.
struct SendFailure {
    QByteArray code; // "too-long", "disk-full", …; of the connection: "connection", "timeout"
    QString detail;

    // It will pass by itself: the message is sent again, later.
    bool isTemporary() const;
};

// Something of one's own that has no receipt yet: a message, or what becomes of one.
struct OutboxMessage {
    enum class Kind { Message, Edit, Delete, Reaction, Pin };
    enum class State {
        Writing, // on its way to the disk: nothing is sent, and nobody is told that it waits
        Queued,
        InFlight,
        Failed,
    };

    QByteArray room;
    QByteArray key; // idempotency key: the same however often it is sent
    Kind kind = Kind::Message;
    QString text; // Message, Edit
    QByteArray replyTo; // Message
    QByteArray target; // all others: the id of the message
    QString emoji; // Reaction
    bool on = true; // Reaction, Pin: added or taken back
    qint64 writtenAt = 0; // milliseconds since 1970 UTC
    State state = State::Writing;
    bool isLate = false;
    SendFailure failure; // Failed

    friend bool operator==(const OutboxMessage &, const OutboxMessage &) = default;
};

// The entry the server would make of it; of a message's parts what its kind needs.
chat::Entry entryOf(const OutboxMessage &message);

// Messages of one's own on their way: a core. Ordered per room, one of each room in flight, so that
// none overtakes another. What is written goes to the disk first, and is sent once it is there.
// What fails for good steps aside and blocks nothing; what fails for a while, or is cut off, is
// sent again under the same key. Time comes in as milliseconds since 1970 UTC.
class Outbox {
public:
    // To the disk; kept() tells when it is there. `replaces`: the key it had before, or empty.
    struct Keep {
        OutboxMessage message;
        QByteArray replaces;
    };
    struct Send {
        OutboxMessage message;
    };
    // State, lateness or text of the message is another now.
    struct Changed {
        OutboxMessage message;
    };
    // It is the server's now, or was discarded; or it goes on under another key.
    struct Gone {
        QByteArray room;
        QByteArray key;
        bool isReplaced = false;
    };
    using Action = std::variant<Keep, Send, Changed, Gone>;
    using Actions = std::vector<Action>;

    static constexpr qint64 lateAfter = 10'000;
    static constexpr qint64 firstRetryDelay = 1'000;
    static constexpr qint64 longestRetryDelay = 30'000;

    // What the disk kept from an earlier run, in its order; it comes before what was added since.
    Actions restore(std::vector<OutboxMessage> messages, qint64 now);

    Actions add(OutboxMessage message, qint64 now);
    // It is on the disk, or cannot be put there: then it goes out all the same.
    Actions kept(const QByteArray &room, const QByteArray &key, qint64 now);
    Actions connected(qint64 now);
    Actions disconnected();
    Actions receipted(const QByteArray &room, const QByteArray &key, qint64 now);
    Actions failed(
        const QByteArray &room, const QByteArray &key, const SendFailure &failure, qint64 now);

    // Of a failed message. Editing makes it another message, under a new key; so does trying again
    // what the server holds for another one.
    Actions retry(
        const QByteArray &room, const QByteArray &key, const QByteArray &newKey, qint64 now);
    Actions discard(const QByteArray &room, const QByteArray &key, qint64 now);
    Actions edit(const QByteArray &room, const QByteArray &key, const QByteArray &newKey,
        const QString &text, qint64 now);

    // To be called when nextWake() is due.
    Actions wake(qint64 now);
    std::optional<qint64> nextWake() const;

    // On their way, in all rooms; what the disk does not have yet left out.
    int waitingCount() const;
    std::vector<OutboxMessage> messages(const QByteArray &room) const;
    const OutboxMessage *find(const QByteArray &room, const QByteArray &key) const;

private:
    struct Lane {
        std::vector<OutboxMessage> messages; // in the order they were written
        qint64 notBefore = 0;
        int failures = 0; // temporary ones in a row
    };

    OutboxMessage *find(const QByteArray &room, const QByteArray &key);
    Actions again(OutboxMessage &message, const QByteArray &newKey, qint64 now);
    void sendNext(Lane &lane, qint64 now, Actions &actions);

    std::map<QByteArray, Lane> m_lanes; // by room
    bool m_isConnected = false;
};

// 22 characters, base64url: 128 random bits.
QByteArray makeIdempotencyKey();

} // namespace app
