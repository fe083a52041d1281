#pragma once

#include "app/client/networkmessages.h"
#include "stomp/chat/destinations.h"
#include "stomp/client.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>

namespace app {

// The connection to one server, from joining to leaving: makes frames of commands and events of
// frames; JSON is read here. Lives on the network thread.
class ServerConnection : public QObject {
    Q_OBJECT

public:
    using Report = std::function<void(NetworkEventContent)>;

    // `transports` may be empty.
    ServerConnection(const stomp::Client::TransportFactory &transports, Report report,
        QObject *parent = nullptr);

    void handle(const ConnectCommand &command);
    void handle(const ConnectNowCommand &command);
    void handle(const WatchRoomCommand &command);
    void handle(const UnwatchRoomCommand &command);
    void handle(const SayCommand &command);
    void handle(const HistoryCommand &command);
    void handle(const SearchCommand &command);
    void handle(const MarkReadCommand &command);
    void handle(const ChangeRoomCommand &command);
    void handle(const TypingCommand &command);
    void handle(const RemovePersonCommand &command);
    void handle(const PresenceCommand &command);

    // Disconnects in order; left() follows, and nothing is reported any more.
    void leave();

Q_SIGNALS:
    void left();

private:
    struct WatchedRoom {
        qint64 newest = 0; // the highest number that came; 0: none
        QPointer<stomp::Subscription> entries;
        QPointer<stomp::Subscription> members;
        QPointer<stomp::Subscription> typing;
    };
    struct Outgoing {
        QByteArray destination;
        QByteArray contentType;
        QByteArray body;
    };

    void onConnected();
    void onStateChanged(stomp::Client::State state);
    void onError(const stomp::Error &error);
    void onScheduled(std::chrono::milliseconds delay);
    void onProblem(const stomp::Frame &message);
    void reportStatus();

    void subscribeToServer();
    void watch(const QByteArray &room);
    void subscribeToEntries(const QByteArray &room);
    void subscribeToMembers(const QByteArray &room);
    void subscribeToTyping(const QByteArray &room);
    Outgoing outgoing(const OutboxMessage &message) const;
    void ask(const QByteArray &room, const QByteArray &destination, const QByteArray &body);
    void tellPresence();
    void requestRooms();
    void requestMembers(const QByteArray &room);
    void onEntry(const QByteArray &room, const stomp::Frame &message);
    void reportProblem(const QByteArray &room, const QByteArray &body);

    Report m_report;
    stomp::Client *m_client;
    stomp::ConnectOptions m_options; // of the server that was joined
    chat::Destinations m_destinations;
    ConnectionStatus m_status;
    std::map<QByteArray, WatchedRoom> m_rooms;
    QPointer<stomp::Subscription> m_roomsSubscription;
    chat::Presence m_presence = chat::Presence::Online;
    bool m_isHost = false;
    bool m_hasPasscode = false;
    bool m_isOnline = false;
    bool m_isLeaving = false;
};

} // namespace app
