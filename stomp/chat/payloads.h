#pragma once

#include "stomp/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtGlobal>

#include <optional>
#include <vector>

// What travels in the bodies of Maru's chat, as JSON (PROTOCOL.md, Chat). Both sides use these.
namespace chat {

// Who said something: an id that never changes, and the name others saw when it was said.
struct Author {
    QByteArray id;
    QString name;

    friend bool operator==(const Author &, const Author &) = default;
};

enum class EntryType { Message, Edit, Delete, Reaction, Pin, Room };

// One entry of a room's sequence. Which fields mean something depends on the type.
struct Entry {
    EntryType type = EntryType::Message;
    // Of the message: its own, or the one that is edited, deleted, reacted to, pinned.
    QByteArray id;
    QByteArray room;
    qint64 seq = 0; // counts from 1 in each room, without holes; 0 until the log has given it
    Author author;
    QString text; // message, edit
    QByteArray replyTo; // message; empty when it answers none
    QString emoji; // reaction
    bool on = true; // reaction, pin: set or taken back
    QString name; // room
    QString topic; // room
    bool isArchived = false; // room
    bool isDeleted = false; // message, edit: its text is withheld since it was deleted
    qint64 sentAt = 0; // milliseconds since 1970 UTC, the server's clock

    friend bool operator==(const Entry &, const Entry &) = default;
};

// Entries from..to are too old to be replayed.
struct Gap {
    qint64 from = 0;
    qint64 to = 0;

    friend bool operator==(const Gap &, const Gap &) = default;
};

// What a client says: a SEND to …/chat/{room}.
struct Say {
    QString text;
    QByteArray replyTo;

    friend bool operator==(const Say &, const Say &) = default;
};

enum class Presence { Online, Away };

struct Member {
    QByteArray person;
    QString name;
    bool isGuest = false;
    Presence state = Presence::Online;
    qint64 since = 0; // milliseconds since 1970 UTC

    friend bool operator==(const Member &, const Member &) = default;
};

struct MemberChange {
    enum class Event { Joined, Left, Changed };
    Event event = Event::Joined;
    Member member;

    friend bool operator==(const MemberChange &, const MemberChange &) = default;
};

struct RoomInfo {
    QByteArray id;
    QString name;
    QString topic;
    QByteArray creator; // a person's id
    qint64 lastSeq = 0;
    int members = 0;
    qint64 read = 0; // the marker of the person who asked
    bool isArchived = false;
    qint64 joined = 0; // where the person who asked came in: what `read` was then

    friend bool operator==(const RoomInfo &, const RoomInfo &) = default;
};

struct RoomChange {
    enum class Event { Created, Changed, Archived };
    Event event = Event::Created;
    RoomInfo room;

    friend bool operator==(const RoomChange &, const RoomChange &) = default;
};

// A SEND to …/rooms: creates a room, or changes what has a value.
struct RoomRequest {
    QByteArray id;
    std::optional<QString> name;
    std::optional<QString> topic;
    std::optional<bool> isArchived;

    friend bool operator==(const RoomRequest &, const RoomRequest &) = default;
};

struct EditRequest {
    QByteArray id;
    QString text;
};

struct DeleteRequest {
    QByteArray id;
};

struct ReactRequest {
    QByteArray id;
    QString emoji;
    bool on = true;
};

struct PinRequest {
    QByteArray id;
    bool on = true;
};

// A SEND to …/presence: about the connection it comes from.
struct PresenceRequest {
    Presence state = Presence::Online;
};

struct TypingRequest {
    bool on = true;
};

// Read up to `seq`; with `joined`, the person came in anew when that was read.
struct ReadRequest {
    qint64 seq = 0;
    std::optional<qint64> joined = {};
};

struct RemoveRequest {
    QByteArray person;
    int minutes = 0;
};

struct Typing {
    QByteArray person;
    QString name;
    bool on = true;

    friend bool operator==(const Typing &, const Typing &) = default;
};

// How far a person has read a room, and how far when coming in: 0 <= joined <= seq.
struct ReadMarker {
    QByteArray room;
    qint64 seq = 0;
    qint64 joined = 0;

    friend bool operator==(const ReadMarker &, const ReadMarker &) = default;
};

// The one reply of a history subscription: oldest first.
struct HistoryPage {
    std::vector<Entry> entries;
    bool isStart = false; // nothing older is kept
    bool isEnd = false; // nothing newer was there
    std::vector<Gap> gaps = {}; // what the page would have, were it kept

    friend bool operator==(const HistoryPage &, const HistoryPage &) = default;
};

// An application error, as it is told to the sender on /user/queue/errors.
struct Problem {
    QByteArray code; // for programs: "no-such-room", "too-long", …
    QString detail; // for people, English
    QByteArray destination;

    friend bool operator==(const Problem &, const Problem &) = default;
};

// Writing. JSON objects are UTF-8 without blanks.
QByteArray toJson(const Entry &entry);
// The same without `seq`: what the log keeps. withSeq() puts the number in.
QByteArray toJsonWithoutSeq(const Entry &entry);
QByteArray withSeq(QByteArrayView entryWithoutSeq, qint64 seq);
QByteArray toJson(const Gap &gap);
QByteArray toJson(const Say &say);
QByteArray toJson(const Member &member);
QByteArray toJson(const std::vector<Member> &members);
QByteArray toJson(const MemberChange &change);
QByteArray toJson(const RoomInfo &room);
QByteArray toJson(const std::vector<RoomInfo> &rooms);
QByteArray toJson(const RoomChange &change);
QByteArray toJson(const RoomRequest &request);
QByteArray toJson(const Typing &typing);
QByteArray toJson(const TypingRequest &request);
QByteArray toJson(const ReadMarker &marker);
QByteArray toJson(const ReadRequest &request);
QByteArray toJson(const EditRequest &request);
QByteArray toJson(const DeleteRequest &request);
QByteArray toJson(const ReactRequest &request);
QByteArray toJson(const PinRequest &request);
QByteArray toJson(const PresenceRequest &request);
QByteArray toJson(const RemoveRequest &request);
QByteArray toJson(const Problem &problem);
// A page made of entries and gaps that already are JSON objects.
QByteArray historyJson(const std::vector<QByteArray> &entries, bool isStart, bool isEnd = false);

// Reading. What is missing, of the wrong type, too deep or not JSON is an error that says which
// field.
stomp::Result<Entry> parseEntry(QByteArrayView json);
std::optional<Gap> parseGap(QByteArrayView json); // nullopt when it is no gap
// What an entry becomes when its message is deleted: without its text. Anything but a message or
// an edit stays as it is.
QByteArray withoutText(QByteArrayView entryWithoutSeq);
// Plain text, or JSON with `text` (or `content`, or `message`) as the content type says. A text
// that is not valid UTF-8 or has no character is an error.
stomp::Result<Say> parseSay(QByteArrayView contentType, QByteArrayView body);
stomp::Result<std::vector<Member>> parseMembers(QByteArrayView json);
stomp::Result<MemberChange> parseMemberChange(QByteArrayView json);
stomp::Result<std::vector<RoomInfo>> parseRooms(QByteArrayView json);
stomp::Result<RoomChange> parseRoomChange(QByteArrayView json);
stomp::Result<RoomRequest> parseRoomRequest(QByteArrayView json);
stomp::Result<EditRequest> parseEditRequest(QByteArrayView json);
stomp::Result<DeleteRequest> parseDeleteRequest(QByteArrayView json);
stomp::Result<ReactRequest> parseReactRequest(QByteArrayView json);
stomp::Result<PinRequest> parsePinRequest(QByteArrayView json);
stomp::Result<PresenceRequest> parsePresenceRequest(QByteArrayView json);
stomp::Result<TypingRequest> parseTypingRequest(QByteArrayView json);
stomp::Result<ReadRequest> parseReadRequest(QByteArrayView json);
stomp::Result<RemoveRequest> parseRemoveRequest(QByteArrayView json);
stomp::Result<Typing> parseTyping(QByteArrayView json);
stomp::Result<ReadMarker> parseReadMarker(QByteArrayView json);
// Gaps are taken out of the entries; entries of types that are not known are left out.
stomp::Result<HistoryPage> parseHistory(QByteArrayView json);
stomp::Result<Problem> parseProblem(QByteArrayView json);

} // namespace chat
