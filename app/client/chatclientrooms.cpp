#include "app/client/chatclient.h"

#include "app/client/clock.h"
#include "app/client/roomid.h"
#include "app/client/settings.h"

#include <algorithm>
#include <utility>

// ChatClient's part that keeps the rooms: which there are, which one is on display, and which of
// them are out of sight because they were left or archived.
namespace app {

std::vector<ChatRoom *> ChatClient::rooms() const
{
    std::vector<ChatRoom *> rooms;
    for (const auto &room : m_rooms)
        rooms.push_back(room.get());
    std::sort(rooms.begin(), rooms.end(), [](const ChatRoom *left, const ChatRoom *right) {
        const int order = QString::localeAwareCompare(left->name(), right->name());
        return order != 0 ? order < 0 : left->id() < right->id();
    });
    return rooms;
}

ChatRoom *ChatClient::room(const QByteArray &id) const
{
    const auto room = std::find_if(
        m_rooms.begin(), m_rooms.end(), [&id](const auto &other) { return other->id() == id; });
    return room == m_rooms.end() ? nullptr : room->get();
}

ChatRoom *ChatClient::openRoom(const QByteArray &id)
{
    enterRoom(id);
    ChatRoom *opened = ensureRoom(id);
    if (opened == m_current)
        return opened;
    ChatRoom *const before = m_current;
    if (before)
        before->setOpen(false);
    m_current = opened;
    opened->setOpen(true);
    m_settings->setLastRoom(m_options.identity, id);
    Q_EMIT currentRoomChanged(opened);
    if (before && before->isArchived())
        putAside(before->info());
    return opened;
}

QByteArray ChatClient::createRoom(const QString &name, const QString &topic)
{
    std::vector<QByteArray> taken;
    for (const auto &room : m_rooms)
        taken.push_back(room->id());
    chat::RoomRequest request;
    request.id = makeRoomId(name, taken);
    request.name = name.simplified();
    if (!topic.isEmpty())
        request.topic = topic;
    send(ChangeRoomCommand{request});
    return request.id;
}

void ChatClient::changeRoom(const chat::RoomRequest &request)
{
    send(ChangeRoomCommand{request});
}

ChatRoom *ChatClient::ensureRoom(const QByteArray &id)
{
    ChatRoom *known = room(id);
    return known ? known : addRoom(id);
}

ChatRoom *ChatClient::addRoom(const QByteArray &id)
{
    m_rooms.push_back(std::make_unique<ChatRoom>(id, requestsOf(id)));
    ChatRoom *added = m_rooms.back().get();
    if (const auto marks = m_marks.find(id); marks != m_marks.end())
        added->setMarks(marks->second);
    connectRoom(added);
    added->setSelf(m_self);
    if (const auto draft = m_drafts.extract(id))
        added->restore({added->info(), {}}, draft.mapped());
    watch(added);
    Q_EMIT roomAdded(added);
    return added;
}

void ChatClient::connectRoom(ChatRoom *room)
{
    connect(room, &ChatRoom::membersChanged, this, &ChatClient::countOthers);
    connect(room, &ChatRoom::readMarkerChanged, this, [this, room](qint64 seq) {
        keep(KeepReadMarkerCommand{room->id(), seq});
    });
    connect(room, &ChatRoom::marksChanged, this, [this, room](const RoomMarks &marks) {
        m_marks.insert_or_assign(room->id(), marks);
        m_settings->setRoomMarks(m_options.identity, room->id(), marks);
    });
    connect(room, &ChatRoom::entriesArrived, this,
        [this, room](const std::vector<chat::Entry> &entries) {
            keep(KeepEntriesCommand{room->id(), entries});
        });
    connect(room, &ChatRoom::historyReplaced, this, [this, room] { restartRoom(room->id()); });
    connect(room, &ChatRoom::unseenMessageArrived, this,
        [this, room](const chat::Entry &entry, bool isMention) {
            Q_EMIT unseenMessageArrived(room, entry, isMention);
        });
}

void ChatClient::watch(ChatRoom *room)
{
    const qint64 newest = room->timeline().lastSeq();
    send(WatchRoomCommand{room->id(), newest > 0 ? newest : -1});
}

ChatRoom::Requests ChatClient::requestsOf(const QByteArray &room)
{
    return {
        [this](NetworkCommand command) { send(std::move(command)); },
        [this](OutboxMessage message) { carryOut(m_outbox.add(std::move(message), now())); },
        [this, room](const QByteArray &key) {
            carryOut(m_outbox.retry(room, key, makeIdempotencyKey(), now()));
        },
        [this, room](const QByteArray &key) { carryOut(m_outbox.discard(room, key, now())); },
        [this, room](const QByteArray &key, const QString &text) {
            carryOut(m_outbox.edit(room, key, makeIdempotencyKey(), text, now()));
        },
        [this, room](qint64 before, int limit) {
            keep(LoadPageCommand{room, before, limit});
        },
        [this, room](const QByteArray &replyTo, const QString &draft) {
            keep(KeepDraftCommand{room, replyTo, draft});
        },
    };
}

void ChatClient::removeRoom(const QByteArray &id)
{
    const auto known = std::find_if(
        m_rooms.begin(), m_rooms.end(), [&id](const auto &room) { return room->id() == id; });
    if (known == m_rooms.end())
        return;
    ChatRoom *removed = known->release(); // a signal of its own may be under way
    m_rooms.erase(known);
    if (!removed->drafts().empty())
        m_drafts.insert_or_assign(id, removed->drafts());
    removed->disconnect(this);
    removed->deleteLater();
    send(UnwatchRoomCommand{id});
    if (removed == m_current) {
        m_current = nullptr;
        Q_EMIT currentRoomChanged(nullptr);
    }
    Q_EMIT roomRemoved(id);
    countOthers();
}

void ChatClient::restartRoom(const QByteArray &id)
{
    const bool isCurrent = m_current && m_current->id() == id;
    if (ChatRoom *known = room(id))
        known->setMarks({known->marks().isFavourite, known->marks().isMuted, 0});
    removeRoom(id);
    keep(ForgetRoomCommand{id});
    ChatRoom *restarted = ensureRoom(id);
    for (const OutboxMessage &message : m_outbox.messages(id))
        restarted->outboxChanged(message);
    if (isCurrent)
        openRoom(id);
}

void ChatClient::dropRoom(const QByteArray &id)
{
    if (room(id) == m_current || !m_outbox.messages(id).empty()) {
        restartRoom(id);
    } else {
        removeRoom(id);
        keep(ForgetRoomCommand{id});
    }
}

void ChatClient::clearRooms()
{
    while (!m_rooms.empty())
        removeRoom(m_rooms.back()->id());
    m_roomsAside.clear();
    m_self = {};
    Q_EMIT roomsAsideChanged();
}

void ChatClient::applyInfo(const chat::RoomInfo &info)
{
    ChatRoom *known = room(info.id);
    const bool isAside = info.isArchived || m_left.count(info.id) > 0;
    if (isAside && (!known || known != m_current)) {
        putAside(info);
        return;
    }
    if (m_roomsAside.erase(info.id) > 0)
        Q_EMIT roomsAsideChanged();
    known = ensureRoom(info.id);
    known->setInfo(info);
    keep(KeepRoomCommand{known->info()});
    if (known->readMarker() > info.read && m_status.state == ConnectionStatus::State::Online)
        send(MarkReadCommand{info.id, known->readMarker()});
}

// Out of sight, but not what still waits to be sent there.
void ChatClient::putAside(const chat::RoomInfo &info)
{
    m_roomsAside.insert_or_assign(info.id, info);
    if (ChatRoom *known = room(info.id); known && !m_outbox.messages(info.id).empty())
        known->setInfo(info);
    else
        removeRoom(info.id);
    keep(ForgetRoomCommand{info.id});
    Q_EMIT roomsAsideChanged();
}

std::vector<chat::RoomInfo> ChatClient::roomsAside() const
{
    std::vector<chat::RoomInfo> rooms;
    for (const auto &[id, info] : m_roomsAside)
        rooms.push_back(info);
    return rooms;
}

bool ChatClient::isInCharge(const chat::RoomInfo &info) const
{
    return m_self.isHost || (!m_self.person.isEmpty() && info.creator == m_self.person);
}

bool ChatClient::canLeaveRoom(const QByteArray &id) const
{
    return m_outbox.messages(id).empty();
}

void ChatClient::leaveRoom(const QByteArray &id)
{
    const ChatRoom *known = room(id);
    if (!known || !canLeaveRoom(id))
        return;
    m_left.insert(id);
    m_settings->setLeftRooms(m_options.identity, m_left);
    const std::vector<ChatRoom *> others = rooms();
    const auto other = std::find_if(others.begin(), others.end(),
        [known](const ChatRoom *candidate) { return candidate != known; });
    if (known == m_current && other != others.end())
        openRoom((*other)->id());
    putAside(known->info());
}

void ChatClient::enterRoom(const QByteArray &id)
{
    if (m_left.erase(id) > 0)
        m_settings->setLeftRooms(m_options.identity, m_left);
    const auto aside = m_roomsAside.extract(id);
    if (!aside)
        return;
    ChatRoom *entered = ensureRoom(id);
    entered->setInfo(aside.mapped());
    keep(KeepRoomCommand{entered->info()});
    for (const OutboxMessage &message : m_outbox.messages(id))
        entered->outboxChanged(message);
    Q_EMIT roomsAsideChanged();
}

} // namespace app
