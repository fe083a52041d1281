#pragma once

#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace app {

// What can be said of a message of one's own that the server has not numbered yet.
enum class PendingState {
    Writing, // not yet on the disk
    Waiting, // on the disk, not yet receipted
    Late, // for more than ten seconds
    Sent, // receipted; the server's entry is about to arrive
    Failed, // stepped aside; `failure` says why
};

enum class HoleKind {
    Missing, // will be loaded
    TooOld, // the server announced that it does not replay them; history may have them
};

struct Reaction {
    QString emoji;
    std::vector<chat::Author> people;

    friend bool operator==(const Reaction &, const Reaction &) = default;
};

// What a reply answers, as far as it is known.
struct Quote {
    qint64 seq = 0;
    chat::Author author;
    QString text;
    bool isDeleted = false;

    friend bool operator==(const Quote &, const Quote &) = default;
};

// What a message said from a time on.
struct MessageVersion {
    QString text;
    qint64 at = 0; // milliseconds since 1970 UTC

    friend bool operator==(const MessageVersion &, const MessageVersion &) = default;
};
struct MessageVersions {
    std::vector<MessageVersion> versions; // the oldest first
    bool isWhole = true; // false: others may be among what is not loaded, or no longer kept
};

// One place of a timeline. Never changed once made: a change is another item in its place.
struct TimelineItem {
    enum class Kind { Message, RoomChange, Hole, Pending };

    Kind kind = Kind::Message;
    // Orders items and names them: `seq`, the first number of a hole, or beyond all numbers for
    // what is pending.
    qint64 position = 0;
    // Message, RoomChange: as it came. Pending: what is known of it, `seq` 0.
    chat::Entry entry;
    QString text; // after edits
    bool isEdited = false;
    bool isDeleted = false;
    chat::Author deletedBy; // empty id: not known
    bool isPinned = false;
    std::vector<Reaction> reactions;
    std::optional<Quote> quote; // of a reply; none while the other message is not loaded
    bool isOwn = false;
    bool isMention = false;
    // Hole: its last number.
    qint64 holeEnd = 0;
    HoleKind holeKind = HoleKind::Missing;
    // Pending; also a Message while a change of one's own to it is on its way: then the key is that
    // of the change.
    QByteArray key; // idempotency key, by which retry, discard and edit name it
    PendingState state = PendingState::Waiting;
    QString failure; // translated

    qint64 holeSize() const { return kind == Kind::Hole ? holeEnd - position + 1 : 0; }

    friend bool operator==(const TimelineItem &, const TimelineItem &) = default;
};
using TimelineItemPointer = std::shared_ptr<const TimelineItem>;

// Positions from here on are those of pending messages, in the order they were written.
inline constexpr qint64 firstPendingPosition = Q_INT64_C(1) << 60;

// What happened to a timeline, to be done in this order by who mirrors it.
struct InsertItems {
    std::vector<TimelineItemPointer> items; // in order, with nothing else between them
};
struct RemoveItem {
    qint64 position = 0;
};
// In the same place; its position may become another one.
struct ReplaceItem {
    qint64 position = 0;
    TimelineItemPointer item;
};
// The beginning of the room's history is (not) there.
struct StartChanged {
    bool reachesStart = false;
};
using TimelineChange = std::variant<InsertItems, RemoveItem, ReplaceItem, StartChanged>;
using TimelineChanges = std::vector<TimelineChange>;

} // namespace app
