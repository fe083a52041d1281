#include "app/client/serverconnection.h"

#include "app/client/log.h"
#include "app/client/statusreason.h"

#include <QDateTime>

#include <algorithm>

namespace app {

namespace {

Self readSelf(const stomp::Headers &connected)
{
    Self self;
    self.person = connected.value("person");
    self.name = QString::fromUtf8(connected.value("name"));
    self.maxText = connected.value("max-text").toLongLong();
    self.maxBody = connected.value("max-body").toLongLong();
    self.messagesPerMinute = connected.value("messages-per-minute").toInt();
    return self;
}

chat::Prefixes readPrefixes(const stomp::Headers &connected)
{
    chat::Prefixes prefixes;
    if (const QByteArray prefix = connected.value("application-prefix"); !prefix.isEmpty())
        prefixes.application = prefix;
    if (const QByteArray prefix = connected.value("broker-prefix"); !prefix.isEmpty())
        prefixes.broker = prefix;
    return prefixes;
}

stomp::ConnectOptions connectOptions(const ConnectCommand &command)
{
    stomp::ConnectOptions options;
    options.url = command.options.url;
    options.login = command.options.name.toUtf8();
    options.passcode = command.options.passcode.toUtf8();
    options.trustedCertificate = command.trustedCertificate;
    if (!command.personSecret.isEmpty())
        options.headers.append("person-secret", command.personSecret);
    if (!command.options.hostToken.isEmpty())
        options.headers.append("host-token", command.options.hostToken);
    return options;
}

} // namespace

ServerConnection::ServerConnection(
    const stomp::Client::TransportFactory &transports, Report report, QObject *parent)
    : QObject(parent)
    , m_report(std::move(report))
    , m_client(transports ? new stomp::Client(transports, stomp::ReconnectPolicy(), this)
                          : new stomp::Client(this))
{
    connect(m_client, &stomp::Client::connected, this, &ServerConnection::onConnected);
    connect(m_client, &stomp::Client::stateChanged, this, &ServerConnection::onStateChanged);
    connect(m_client, &stomp::Client::certificateRejected, this,
        [this](const stomp::CertificateTrouble &shown) { m_report(CertificateEvent{shown}); });
    connect(m_client, &stomp::Client::errorOccurred, this, &ServerConnection::onError);
    connect(m_client, &stomp::Client::reconnectScheduled, this, &ServerConnection::onScheduled);
    connect(m_client, &stomp::Client::problemReceived, this, &ServerConnection::onProblem);
}

void ServerConnection::handle(const ConnectCommand &command)
{
    m_isHost = !command.options.hostToken.isEmpty();
    m_hasPasscode = !command.options.passcode.isEmpty();
    m_options = connectOptions(command);
    m_client->activate(m_options);
}

void ServerConnection::handle(const ConnectNowCommand &)
{
    // After what it does not try again by itself there is nothing to reconnect.
    if (m_client->state() == stomp::Client::State::Disconnected)
        m_client->activate(m_options);
    else
        m_client->reconnectNow();
}

void ServerConnection::handle(const WatchRoomCommand &command)
{
    WatchedRoom &room = m_rooms[command.room];
    room.newest = std::max(room.newest, command.after);
    if (m_isOnline)
        watch(command.room);
}

void ServerConnection::handle(const UnwatchRoomCommand &command)
{
    const auto room = m_rooms.find(command.room);
    if (room == m_rooms.end())
        return;
    delete room->second.entries; // deleting it unsubscribes
    delete room->second.members;
    delete room->second.typing;
    m_rooms.erase(room);
}

void ServerConnection::leave()
{
    m_isLeaving = true;
    m_report = [](const NetworkEventContent &) {};
    if (m_client->state() == stomp::Client::State::Disconnected)
        Q_EMIT left();
    else
        m_client->deactivate();
}

void ServerConnection::onConnected()
{
    m_isOnline = true;
    const stomp::Headers &headers = m_client->connectedHeaders();
    m_destinations = chat::Destinations(readPrefixes(headers));
    m_status = {};
    m_status.state = ConnectionStatus::State::Online;
    reportStatus();
    Self self = readSelf(headers);
    self.isHost = m_isHost;
    m_report(SessionEvent{std::move(self)});
    subscribeToServer();
    if (m_presence == chat::Presence::Away)
        tellPresence();
    requestRooms();
    for (const auto &[id, room] : m_rooms)
        watch(id);
}

void ServerConnection::onStateChanged(stomp::Client::State state)
{
    using State = stomp::Client::State;
    m_isOnline = m_isOnline && state == State::Connected;
    if (state == State::Disconnected && m_isLeaving) {
        Q_EMIT left();
        return;
    }
    if (state == State::Connecting)
        m_status.state = ConnectionStatus::State::Connecting;
    else if (state == State::Disconnected)
        m_status.state = ConnectionStatus::State::Offline;
    else
        return; // Connected and waiting are told with what is known of them
    m_status.nextTryAt = 0;
    reportStatus();
}

void ServerConnection::onError(const stomp::Error &error)
{
    using Reason = ConnectionStatus::Reason;
    const Reason reason =
        statusReason(error, m_status.state == ConnectionStatus::State::Online, m_hasPasscode);
    // That a stopped server does not answer is no news.
    if (m_status.reason == Reason::ServerStopped && reason == Reason::NotReachable)
        return;
    m_status.reason = reason;
    m_status.detail = QString::fromUtf8(error.text);
    qCInfo(clientLog) << "connection:" << stomp::codeName(error.code) << m_status.detail;
    if (m_status.state == ConnectionStatus::State::Offline)
        reportStatus();
}

void ServerConnection::onScheduled(std::chrono::milliseconds delay)
{
    m_status.state = ConnectionStatus::State::Waiting;
    m_status.nextTryAt = QDateTime::currentMSecsSinceEpoch() + delay.count();
    reportStatus();
}

void ServerConnection::onProblem(const stomp::Frame &message)
{
    reportProblem({}, message.body);
}

void ServerConnection::reportStatus()
{
    m_report(StatusEvent{m_status});
}

} // namespace app
