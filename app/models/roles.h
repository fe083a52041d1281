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
};
}

enum class TimelineRowKind { Message, DayLine, UnreadLine, Hole, System, Start };
enum class MessageState { Sent, Waiting, Late, Failed }; // Late: waiting for more than 10 s

// RoomListModel: one row a room.
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
