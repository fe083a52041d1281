#pragma once

#include "app/client/connectionstatus.h"
#include "app/client/outbox.h"
#include "stomp/certificatetrouble.h"
#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>
#include <variant>
#include <vector>

// What the UI thread and the network thread say to each other, as values in mailboxes.
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
struct HistoryCommand {
    QByteArray room;
    qint64 before = 0;
    int limit = 100;
};
struct MarkReadCommand {
    QByteArray room;
    qint64 seq = 0;
};
struct ChangeRoomCommand {
    chat::RoomRequest request;
};
using NetworkCommand = std::variant<ConnectCommand, DisconnectCommand, StopCommand,
    ConnectNowCommand, WatchRoomCommand, UnwatchRoomCommand, SayCommand, HistoryCommand,
    MarkReadCommand, ChangeRoomCommand>;

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
struct GapEvent {
    QByteArray room;
    chat::Gap gap;
};
struct HistoryEvent {
    QByteArray room;
    qint64 before = 0;
    std::optional<chat::HistoryPage> page; // none: it failed
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
struct ReadEvent { // read on another connection of this person
    chat::ReadMarker marker;
};
// Something other than a message was refused: a room that could not be made or subscribed.
struct ProblemEvent {
    QByteArray room;
    chat::Problem problem;
};
using NetworkEventContent = std::variant<StatusEvent, CertificateEvent, SessionEvent, RoomsEvent,
    RoomChangeEvent, EntryEvent, GapEvent, HistoryEvent, MembersEvent, MemberChangeEvent,
    ReceiptEvent, SendFailedEvent, ReadEvent, ProblemEvent>;

// `join` counts the servers joined, so that late words of a server one has left fall to the ground.
struct NetworkEvent {
    int join = 0;
    NetworkEventContent content;
};

} // namespace app
