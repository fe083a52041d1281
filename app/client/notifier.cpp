#include "app/client/notifier.h"

#include "app/client/chatclient.h"

#include <utility>

namespace app {

static constexpr int gatheringTime = 150; // milliseconds
static const QByteArray testKey("/test"); // no room's id

Notifier::Notifier(
    ChatClient *client, NotificationService *service, Surroundings surroundings, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_service(service)
    , m_surroundings(std::move(surroundings))
{
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(gatheringTime);
    m_counting.setSingleShot(true);
    m_counting.setInterval(0);
    connect(&m_gathering, &QTimer::timeout, this, &Notifier::show);
    connect(&m_counting, &QTimer::timeout, this, &Notifier::updateUnread);
    connect(client, &ChatClient::unseenMessageArrived, this, &Notifier::hear);
    connect(client, &ChatClient::roomAdded, this, &Notifier::watch);
    connect(client, &ChatClient::roomsListed, this, &Notifier::noteBeginnings);
    connect(client, &ChatClient::roomRemoved, this, &Notifier::forget);
    connect(client, &ChatClient::statusChanged, this, &Notifier::followJoin);
    connect(service, &NotificationService::activated, this, &Notifier::onActivated);
}

void Notifier::watch(ChatRoom *room)
{
    connect(room, &ChatRoom::marksChanged, &m_counting, qOverload<>(&QTimer::start));
    connect(room, &ChatRoom::countsChanged, this, [this, room] {
        if (room->unreadCount() == 0)
            forget(room->id());
        m_counting.start();
    });
    m_counting.start();
}

// Of the next server, or the next time at this one, nothing is known yet.
void Notifier::followJoin()
{
    if (!m_client->isJoined())
        m_listedServer.clear();
    m_counting.start();
}

void Notifier::noteBeginnings()
{
    m_listedServer = m_client->joinOptions().identity;
    m_beginnings.clear();
    for (const ChatRoom *room : m_client->rooms())
        m_beginnings[room->id()] = room->lastSeq();
}

// Missed while this program did not run: the rooms' counts tell. What a broken connection or a
// sleep held up is told.
bool Notifier::isCaughtUp(const chat::Entry &entry) const
{
    if (m_listedServer != m_client->joinOptions().identity)
        return true;
    const auto beginning = m_beginnings.find(entry.room);
    return beginning != m_beginnings.end() && entry.seq <= beginning->second;
}

void Notifier::hear(const ChatRoom *room, const chat::Entry &entry, bool isMention)
{
    NotificationQuestion question;
    question.rule = m_surroundings.rule();
    question.isMention = isMention;
    question.isMuted = m_surroundings.isMuted(room->id());
    question.isWindowActive = m_surroundings.isWindowActive();
    question.isRoomInView = room == m_client->currentRoom();
    question.isCaughtUp = isCaughtUp(entry);
    const NotificationVerdict verdict = judgeNotification(question);
    m_lastTold = Told{room->name(), verdict};
    if (!verdict.isTold)
        return;
    Gathered &gathered = m_gathered[room->id()];
    gathered.roomName = room->name();
    gathered.newest = entry;
    ++gathered.count;
    gathered.isMention = gathered.isMention || isMention;
    gathered.isFresh = true;
    if (!m_gathering.isActive())
        m_gathering.start();
}

NotificationText Notifier::textOf(const Gathered &gathered) const
{
    NotificationText text;
    text.isUrgent = gathered.isMention;
    if (!m_surroundings.showsText()) {
        text.title = QStringLiteral("Maru");
        text.body = tr("%n new message(s)", nullptr, gathered.count);
        return text;
    }
    text.title = tr("%1 in “%2”").arg(gathered.newest.author.name, gathered.roomName);
    text.body = m_surroundings.plainText(gathered.newest.text);
    if (gathered.count > 1)
        text.body += u'\n' + tr("and %n more", nullptr, gathered.count - 1);
    return text;
}

void Notifier::show()
{
    bool isAny = false;
    for (auto &[room, gathered] : m_gathered) {
        if (!std::exchange(gathered.isFresh, false))
            continue;
        isAny = true;
        m_places[room] = {m_client->joinOptions().identity, room, gathered.newest.seq};
        m_service->show(room, textOf(gathered));
    }
    if (isAny)
        Q_EMIT attentionWanted();
}

// What has been read is not told any more.
void Notifier::forget(const QByteArray &room)
{
    if (m_gathered.erase(room) > 0)
        m_service->withdraw(room);
    m_counting.start();
}

void Notifier::onActivated(const QByteArray &key, const QByteArray &activationToken)
{
    if (const auto place = m_places.find(key); place != m_places.end())
        Q_EMIT openWanted(MessagePlace(place->second), activationToken);
    else
        Q_EMIT openWanted({}, activationToken);
}

void Notifier::test()
{
    m_service->show(
        testKey, {QStringLiteral("Maru"), tr("This is how you are told of messages."), false});
}

qint64 Notifier::unread() const
{
    qint64 count = 0;
    for (const ChatRoom *room : m_client->rooms()) {
        count += m_surroundings.isMuted(room->id()) ? room->mentionCount() : room->unreadCount();
    }
    return count;
}

void Notifier::updateUnread()
{
    if (const qint64 count = unread(); count != m_announced) {
        m_announced = count;
        Q_EMIT unreadChanged(count);
    }
}

} // namespace app
