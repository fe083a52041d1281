#include "app/client/chatclient.h"

#include "app/client/clock.h"
#include "app/client/networksession.h"
#include "app/client/serveraddress.h"
#include "app/client/settings.h"

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace app {

namespace {

constexpr unsigned long stopTimeout = 3000; // longer than a DISCONNECT is waited for

} // namespace

ChatClient::ChatClient(Settings *settings, QObject *parent)
    : ChatClient(settings, {}, parent)
{
}

ChatClient::ChatClient(
    Settings *settings, stomp::Client::TransportFactory transports, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    m_eventTimer.setSingleShot(true);
    connect(&m_eventTimer, &QTimer::timeout, this, &ChatClient::takeEvents);
    m_outboxTimer.setSingleShot(true);
    connect(&m_outboxTimer, &QTimer::timeout, this, [this] { carryOut(m_outbox.wake(now())); });
    startThreads(std::move(transports));
}

ChatClient::~ChatClient()
{
    m_session->post(StopCommand());
    if (!m_thread.wait(stopTimeout)) {
        m_thread.quit();
        m_thread.wait();
    }
    m_storeThread.quit(); // what is to be written is written before it ends
    m_storeThread.wait();
}

void ChatClient::startThreads(stomp::Client::TransportFactory transports)
{
    m_events = std::make_shared<stomp::Mailbox<NetworkEvent>>(
        [this] { QMetaObject::invokeMethod(this, "scheduleEvents", Qt::QueuedConnection); });
    m_session = new NetworkSession(std::move(transports),
        [events = m_events](NetworkEvent event) { events->push(std::move(event)); });
    m_session->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_session, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("network"));
    m_thread.start();
    m_store = new StoreSession(
        [events = m_events](NetworkEvent event) { events->push(std::move(event)); });
    m_store->moveToThread(&m_storeThread);
    connect(&m_storeThread, &QThread::finished, m_store, &QObject::deleteLater);
    m_storeThread.setObjectName(QStringLiteral("store"));
    m_storeThread.start();
}

void ChatClient::join(const JoinOptions &options)
{
    JoinOptions wanted = options;
    wanted.name = options.name.simplified();
    if (wanted.identity.isEmpty())
        wanted.identity = ServerAddress{options.url, {}, {}}.identity();
    const bool isAnother = !m_isJoined || wanted.identity != m_options.identity;
    if (isAnother) {
        clearRooms();
        m_drafts.clear();
    }
    m_options = wanted;
    m_left = m_settings->leftRooms(m_options.identity);
    m_marks = m_settings->roomMarks(m_options.identity);
    m_trust = CertificateTrust(m_settings->trustedCertificate(m_options.identity));
    m_isJoined = true;
    m_isListed = false;
    ++m_join;
    if (isAnother) {
        m_outbox = {};
        m_isLoaded = false;
        m_hasToldStoreTrouble = false;
        m_storeJoin = m_join;
        keep(OpenStoreCommand{m_join, storeFolder()}); // the connection follows
    } else if (m_isLoaded) {
        carryOut(m_outbox.disconnected());
        openConnection();
    }
    ConnectionStatus status;
    status.state = ConnectionStatus::State::Connecting;
    setStatus(status);
}

// Identities hold characters that no folder's name has.
QString ChatClient::storeFolder() const
{
    const QByteArray name =
        QCryptographicHash::hash(m_options.identity.toUtf8(), QCryptographicHash::Sha256).first(16);
    return m_settings->directory() + QStringLiteral("/servers/")
        + QString::fromLatin1(name.toHex());
}

void ChatClient::openConnection()
{
    m_session->post(ConnectCommand{
        m_join, m_options, m_settings->personSecret(m_options.identity), m_trust.pin()});
    m_session->post(PresenceCommand{m_presence});
    for (const auto &room : m_rooms)
        watch(room.get());
}

void ChatClient::leave()
{
    ++m_join;
    m_trust = {};
    m_session->post(DisconnectCommand());
    m_outbox = {};
    clearRooms(); // what was being written is still kept
    m_drafts.clear();
    m_store->post(CloseStoreCommand());
    m_isJoined = false;
    setStatus({});
}

void ChatClient::tryNow()
{
    if (m_isJoined)
        m_session->post(ConnectNowCommand());
}

void ChatClient::setPresence(chat::Presence presence)
{
    m_presence = presence;
    send(PresenceCommand{presence});
}

void ChatClient::setStatus(ConnectionStatus status)
{
    status.waitingMessages = m_outbox.waitingCount();
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

void ChatClient::countOthers()
{
    std::map<QByteArray, QString> people;
    for (const auto &room : m_rooms) {
        for (const chat::Member &member : room->members())
            people.insert_or_assign(member.person, member.name);
    }
    people.erase(m_self.person);
    std::vector<chat::Author> others;
    for (const auto &[person, name] : people)
        others.push_back({person, name});
    std::sort(
        others.begin(), others.end(), [](const chat::Author &left, const chat::Author &right) {
            const int order = QString::localeAwareCompare(left.name, right.name);
            return order != 0 ? order < 0 : left.id < right.id;
        });
    if (others != std::exchange(m_othersPresent, others))
        Q_EMIT othersPresentChanged();
}

void ChatClient::removePerson(const QByteArray &person, int minutes)
{
    for (const auto &room : m_rooms) {
        const auto &members = room->members();
        if (std::any_of(members.begin(), members.end(),
                [&person](const chat::Member &member) { return member.person == person; }))
            room->removePerson(person, minutes);
    }
}

void ChatClient::keep(StoreCommand command)
{
    if (m_isJoined)
        m_store->post(std::move(command));
}

void ChatClient::send(NetworkCommand command)
{
    if (m_isJoined)
        m_session->post(std::move(command));
}

} // namespace app
