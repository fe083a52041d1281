#pragma once

#include <Qt>

// Role numbers: all that delegates know of models.
namespace app {

// TimelineModel: one row for each message or day line of the open room.
namespace TimelineRole {
enum {
    Kind = Qt::UserRole + 1, // TimelineRowKind
    MessageId, // QByteArray
    Seq, // qint64, 0 while pending
    AuthorId, // QByteArray
    AuthorName, // QString
    Text, // QString
    SentAt, // QDateTime, local
    State, // MessageState
    FailureReason, // QString, translated
    IsOwn, // bool
    ContinuesGroup, // bool: same author as the row above within 5 minutes, no header line
    IsMention, // bool
    HoleSize, // qlonglong: how many entries a hole row stands for
    PendingKey, // QByteArray: names what is on its way of one's own, a message or a change to one
    IsEdited, // bool
    IsDeleted, // bool
    IsPinned, // bool
    QuotedAuthor, // QString, of a reply; empty while the other message is not known
    QuotedText, // QString
    IsReply, // bool
    Reactions, // QStringList: "👍 2"; one's own end in a check mark
};
}

enum class TimelineRowKind { Message, DayLine, UnreadLine, Hole, System, Start };
// Late: waiting for more than 10 s. Writing: not on the disk yet, for a moment.
enum class MessageState { Sent, Waiting, Late, Failed, Writing };

// RoomListModel, and RoomsAsideModel with the rooms that were left or archived: one row a room.
namespace RoomRole {
enum {
    RoomId = Qt::UserRole + 1, // QByteArray
    Name, // QString
    Topic, // QString
    Unread, // int
    Mentions, // int
    IsOpen, // bool: the room on display
    LastText, // QString: "Ann: see you"
    LastAt, // QDateTime, local
    IsArchived, // bool
    MayChange, // bool: one may archive it, or take it out of the archive
    IsFavourite, // bool: stands first
    IsMuted, // bool: what is unread but no mention is not stressed
    Draft, // QString: what was begun there; empty of the room on display
    Kind, // RoomRowKind
};
}

// RoomSectionsModel: what a row of it is; a room of RoomListModel is a room.
enum class RoomRowKind {
    Room,
    Header,
    Gone // of a room that is no more, while nothing may move
};

// SearchModel: one row a message that was found.
namespace SearchRole {
enum {
    RoomId = Qt::UserRole + 1, // QByteArray
    RoomName, // QString; empty while only one room is searched
    Seq, // qint64
    AuthorId, // QByteArray
    AuthorName, // QString
    SentAt, // QDateTime, local
    Text, // QString: an excerpt
    Hits, // QVariantList of QPoint: where in it (x) and how many characters (y)
};
}

// MemberListModel: one row a person in the room.
namespace MemberRole {
enum {
    Person = Qt::UserRole + 1, // QByteArray
    Name, // QString
    IsGuest, // bool
    IsAway, // bool
    IsSelf, // bool
    Since, // QDateTime, local
};
}

} // namespace app
