#pragma once

#include "app/client/connectionstatus.h"
#include "app/client/outbox.h"
#include "app/client/storedstate.h"
#include "stomp/certificatetrouble.h"
#include "stomp/chat/payloads.h"
#include "stomp/chat/search.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>
#include <variant>
#include <vector>

// What the UI thread says to the network thread, and what it hears from there and from the store,
// as values in mailboxes.
namespace app {

// Everything needed to join a server.
struct JoinOptions {
    QUrl url; // ws:// or wss://
    QString name;
    QString passcode;
    QByteArray hostToken; // of one's own server; empty elsewhere
    QString identity; // what secrets and markers are kept under; empty: made from the URL
};

// Who one is on a server, and what it allows.
struct Self {
    QByteArray person;
    QString name; // as others see it
    qint64 maxText = 0; // characters; 0: not told
    qint64 maxBody = 0; // bytes
    int messagesPerMinute = 0;
    bool isHost = false;

    friend bool operator==(const Self &, const Self &) = default;
};

// UI → network.
struct ConnectCommand {
    int join = 0; // what comes of it carries this number
    JoinOptions options;
    QByteArray personSecret;
    QByteArray trustedCertificate; // see stomp::ConnectOptions
};
struct DisconnectCommand { };
struct ConnectNowCommand { };
// Disconnects in order and ends the thread.
struct StopCommand { };
// Subscribes to a room; the entries after `after` come first, or the newest ones when nothing is
// known (-1).
struct WatchRoomCommand {
    QByteArray room;
    qint64 after = -1;
};
struct UnwatchRoomCommand {
    QByteArray room;
};
struct SayCommand {
    OutboxMessage message;
};
// Which page of a room's history: the entries before a number, after it, or around it.
enum class HistoryRange { Before, After, Around };
struct HistoryCommand {
    QByteArray room;
    qint64 before = 0; // or after it, or around it
    int limit = 100;
    HistoryRange range = HistoryRange::Before;
};
struct SearchCommand {
    int number = 0; // the reply carries it, too
    QString query;
    qint64 before = 0; // of the reply before this one; 0: from the newest
    int minutesFromUtc = 0;

    friend bool operator==(const SearchCommand &, const SearchCommand &) = default;
};
struct MarkReadCommand {
    QByteArray room;
    qint64 seq = 0;
    std::optional<qint64> joined = {}; // came in anew when that was read
};
struct ChangeRoomCommand {
    chat::RoomRequest request;
};
struct TypingCommand {
    QByteArray room;
    bool on = true;
};
struct RemovePersonCommand {
    QByteArray room;
    QByteArray person;
    int minutes = 0;
};
struct PresenceCommand {
    chat::Presence state = chat::Presence::Online;
};
using NetworkCommand =
    std::variant<ConnectCommand, DisconnectCommand, StopCommand, ConnectNowCommand,
        WatchRoomCommand, UnwatchRoomCommand, SayCommand, HistoryCommand, MarkReadCommand,
        ChangeRoomCommand, TypingCommand, RemovePersonCommand, PresenceCommand, SearchCommand>;

// Network → UI.
struct StatusEvent {
    ConnectionStatus status;
};
// The server's certificate was not accepted; a status follows, and nothing more is tried.
struct CertificateEvent {
    stomp::CertificateTrouble shown;
};
struct SessionEvent { // connected, and this is who we are
    Self self;
};
struct RoomsEvent {
    std::vector<chat::RoomInfo> rooms;
};
struct RoomChangeEvent {
    chat::RoomChange change;
};
struct EntryEvent {
    QByteArray room;
    chat::Entry entry;
};
// An entry of a type that this client does not know.
struct SkippedEvent {
    QByteArray room;
    qint64 seq = 0;
};
struct GapEvent {
    QByteArray room;
    chat::Gap gap;
};
struct HistoryEvent {
    QByteArray room;
    qint64 before = 0;
    std::optional<chat::HistoryPage> page; // none: it failed
    HistoryRange range = HistoryRange::Before;
};
struct SearchEvent {
    int number = 0;
    std::optional<chat::SearchResult> result; // none: it failed
    chat::Problem problem;
};
struct MembersEvent {
    QByteArray room;
    std::vector<chat::Member> members;
};
struct MemberChangeEvent {
    QByteArray room;
    chat::MemberChange change;
};
struct ReceiptEvent {
    QByteArray room;
    QByteArray key;
    qint64 seq = 0;
};
struct SendFailedEvent {
    QByteArray room;
    QByteArray key;
    SendFailure failure;
};
struct TypingEvent {
    QByteArray room;
    chat::Typing typing;
};
struct ReadEvent { // read on another connection of this person
    chat::ReadMarker marker;
};
// Something other than a message was refused: a room that could not be made or subscribed.
struct ProblemEvent {
    QByteArray room;
    chat::Problem problem;
};

// Store → UI, through the same mailbox.
struct StoreLoadedEvent {
    StoredState state;
};
// Entries the disk has right below `before`; none: the server is to be asked.
struct StoredPageEvent {
    QByteArray room;
    qint64 before = 0;
    int limit = 0;
    std::vector<chat::Entry> entries;
};
struct OutboxKeptEvent {
    QByteArray room;
    QByteArray key;
    QString trouble; // why it could not be kept; empty: it is on the disk
};

using NetworkEventContent = std::variant<StatusEvent, CertificateEvent, SessionEvent, RoomsEvent,
    RoomChangeEvent, EntryEvent, SkippedEvent, GapEvent, HistoryEvent, MembersEvent,
    MemberChangeEvent, ReceiptEvent, SendFailedEvent, TypingEvent, ReadEvent, ProblemEvent,
    SearchEvent, StoreLoadedEvent, StoredPageEvent, OutboxKeptEvent>;

// `join` counts the servers joined, so that late words of a server one has left fall to the ground.
struct NetworkEvent {
    int join = 0;
    NetworkEventContent content;
};

} // namespace app
