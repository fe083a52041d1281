#pragma once

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

// A message of one's own that has no receipt yet.
struct OutboxMessage {
    enum class State { Queued, InFlight, Failed };

    QByteArray room;
    QByteArray key; // idempotency key: the same however often it is sent
    QString text;
    QByteArray replyTo;
    qint64 writtenAt = 0; // milliseconds since 1970 UTC
    State state = State::Queued;
    bool isLate = false;
    SendFailure failure; // Failed
};

// Messages of one's own on their way: a core. Ordered per room, one of each room in flight, so that
// none overtakes another. What fails for good steps aside and blocks nothing; what fails for a
// while, or is cut off, is sent again under the same key. Time comes in as milliseconds since 1970
// UTC.
class Outbox {
public:
    struct Send {
        OutboxMessage message;
    };
    // State, lateness or text of the message is another now.
    struct Changed {
        OutboxMessage message;
    };
    // It is the server's now, or was discarded.
    struct Gone {
        QByteArray room;
        QByteArray key;
    };
    using Action = std::variant<Send, Changed, Gone>;
    using Actions = std::vector<Action>;

    static constexpr qint64 lateAfter = 10'000;
    static constexpr qint64 firstRetryDelay = 1'000;
    static constexpr qint64 longestRetryDelay = 30'000;

    // What a store kept from an earlier run, in its order.
    void restore(std::vector<OutboxMessage> messages);

    Actions add(OutboxMessage message, qint64 now);
    Actions connected(qint64 now);
    Actions disconnected();
    Actions receipted(const QByteArray &room, const QByteArray &key, qint64 now);
    Actions failed(
        const QByteArray &room, const QByteArray &key, const SendFailure &failure, qint64 now);

    // Of a failed message. Editing makes it another message, under a new key.
    Actions retry(const QByteArray &room, const QByteArray &key, qint64 now);
    Actions discard(const QByteArray &room, const QByteArray &key, qint64 now);
    Actions edit(const QByteArray &room, const QByteArray &key, const QByteArray &newKey,
        const QString &text, qint64 now);

    // To be called when nextWake() is due.
    Actions wake(qint64 now);
    std::optional<qint64> nextWake() const;

    // Queued or in flight, in all rooms.
    int waitingCount() const;
    const OutboxMessage *find(const QByteArray &room, const QByteArray &key) const;

private:
    struct Lane {
        std::vector<OutboxMessage> messages; // in the order they were written
        qint64 notBefore = 0;
        int failures = 0; // temporary ones in a row
    };

    OutboxMessage *find(const QByteArray &room, const QByteArray &key);
    void sendNext(Lane &lane, qint64 now, Actions &actions);

    std::map<QByteArray, Lane> m_lanes; // by room
    bool m_isConnected = false;
};

// 22 characters, base64url: 128 random bits.
QByteArray makeIdempotencyKey();

} // namespace app
