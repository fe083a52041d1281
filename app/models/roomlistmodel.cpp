#include "app/models/roomlistmodel.h"

#include "app/client/chatclient.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace app {

namespace {

bool isBefore(const ChatRoom *left, const ChatRoom *right)
{
    if (left->marks().isFavourite != right->marks().isFavourite)
        return left->marks().isFavourite;
    const int order = QString::localeAwareCompare(left->name(), right->name());
    return order != 0 ? order < 0 : left->id() < right->id();
}

QString lastText(const ChatRoom &room)
{
    if (room.isArchived())
        return RoomListModel::tr("archived");
    const TimelineItemPointer newest = room.timeline().newestMessage();
    if (!newest)
        return {};
    const QString line = newest->text.section(u'\n', 0, 0);
    return RoomListModel::tr("%1: %2", "name, text").arg(newest->entry.author.name, line);
}

QVariant lastAt(const ChatRoom &room)
{
    const TimelineItemPointer newest = room.timeline().newestMessage();
    return newest ? QDateTime::fromMSecsSinceEpoch(newest->entry.sentAt) : QVariant();
}

// What is being written in the room on display is to be seen there.
QString draftOf(const ChatRoom &room)
{
    const bool hasNone = room.isOpen() || room.drafts().empty();
    return hasNone ? QString() : room.drafts().begin()->second.section(u'\n', 0, 0);
}

QString accessibleText(const ChatRoom &room)
{
    const int unread = static_cast<int>(room.unreadCount());
    const int mentions = static_cast<int>(room.mentionCount());
    QStringList parts{unread == 0
            ? room.name()
            : RoomListModel::tr("%1, %n unread", nullptr, unread).arg(room.name())};
    if (mentions > 0)
        parts += RoomListModel::tr("%n mention(s)", nullptr, mentions);
    if (room.marks().isMuted)
        parts += RoomListModel::tr("muted");
    if (!draftOf(room).isEmpty())
        parts += RoomListModel::tr("with a draft");
    return parts.join(QStringLiteral(", "));
}

} // namespace

RoomListModel::RoomListModel(ChatClient *client, QObject *parent)
    : QAbstractListModel(parent)
    , m_open(client->currentRoom())
{
    for (ChatRoom *room : client->rooms())
        add(room);
    connect(client, &ChatClient::roomAdded, this, &RoomListModel::add);
    connect(client, &ChatClient::roomRemoved, this, &RoomListModel::remove);
    connect(client, &ChatClient::currentRoomChanged, this, &RoomListModel::setOpen);
}

int RoomListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rooms.size());
}

QVariant RoomListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChatRoom &room = *m_rooms[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case RoomRole::Name:
        return room.name();
    case Qt::AccessibleTextRole:
        return accessibleText(room);
    case RoomRole::RoomId:
        return room.id();
    case RoomRole::Topic:
        return room.topic();
    case RoomRole::Unread:
        return static_cast<int>(room.unreadCount());
    case RoomRole::Mentions:
        return static_cast<int>(room.mentionCount());
    case RoomRole::IsOpen:
        return &room == m_open;
    case RoomRole::LastText:
        return lastText(room);
    case RoomRole::LastAt:
        return lastAt(room);
    case RoomRole::IsArchived:
        return room.isArchived();
    case RoomRole::MayChange:
        return room.isModerator();
    case RoomRole::IsFavourite:
        return room.marks().isFavourite;
    case RoomRole::IsMuted:
        return room.marks().isMuted;
    case RoomRole::Draft:
        return draftOf(room);
    case RoomRole::Kind:
        return QVariant::fromValue(RoomRowKind::Room);
    default:
        return {};
    }
}

QHash<int, QByteArray> RoomListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{RoomRole::RoomId, "roomId"}, {RoomRole::Name, "name"},
        {RoomRole::Topic, "topic"}, {RoomRole::Unread, "unread"}, {RoomRole::Mentions, "mentions"},
        {RoomRole::IsOpen, "isOpen"}, {RoomRole::LastText, "lastText"},
        {RoomRole::LastAt, "lastAt"}, {RoomRole::IsArchived, "isArchived"},
        {RoomRole::IsFavourite, "isFavourite"}, {RoomRole::IsMuted, "isMuted"},
        {RoomRole::Draft, "draft"}});
    return names;
}

ChatRoom *RoomListModel::roomAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rooms[row] : nullptr;
}

int RoomListModel::rowOf(const QByteArray &room) const
{
    const auto at = std::find_if(m_rooms.begin(), m_rooms.end(),
        [&room](const ChatRoom *other) { return other->id() == room; });
    return at == m_rooms.end() ? -1 : static_cast<int>(at - m_rooms.begin());
}

void RoomListModel::add(ChatRoom *room)
{
    const auto at = std::lower_bound(m_rooms.begin(), m_rooms.end(), room, isBefore);
    const int row = static_cast<int>(at - m_rooms.begin());
    beginInsertRows({}, row, row);
    m_rooms.insert(at, room);
    endInsertRows();
    connect(room, &ChatRoom::infoChanged, this, [this, room] { moveToItsPlace(room); });
    connect(room, &ChatRoom::countsChanged, this, [this, room] {
        announce(room, {RoomRole::Unread, RoomRole::Mentions, Qt::AccessibleTextRole});
    });
    connect(room, &ChatRoom::draftChanged, this, [this, room] {
        announce(room, {RoomRole::Draft, Qt::AccessibleTextRole});
    });
    connect(room, &ChatRoom::marksChanged, this, [this, room] {
        moveToItsPlace(room);
        announce(room, {RoomRole::IsFavourite, RoomRole::IsMuted, Qt::AccessibleTextRole});
    });
    connect(room, &ChatRoom::timelineChanged, this, [this, room] {
        announce(room, {RoomRole::LastText, RoomRole::LastAt});
    });
}

void RoomListModel::remove(const QByteArray &room)
{
    const int row = rowOf(room);
    if (row < 0)
        return;
    m_rooms[row]->disconnect(this);
    beginRemoveRows({}, row, row);
    m_rooms.erase(m_rooms.begin() + row);
    endRemoveRows();
}

void RoomListModel::moveToItsPlace(ChatRoom *room)
{
    const int from = rowOf(room->id());
    std::vector<ChatRoom *> others = m_rooms;
    others.erase(others.begin() + from);
    const int to = static_cast<int>(
        std::lower_bound(others.begin(), others.end(), room, isBefore) - others.begin());
    if (to != from) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        others.insert(others.begin() + to, room);
        m_rooms = std::move(others);
        endMoveRows();
    }
    announce(room,
        {Qt::DisplayRole, RoomRole::Name, RoomRole::Topic, RoomRole::IsArchived,
            RoomRole::LastText});
}

void RoomListModel::setOpen(ChatRoom *room)
{
    ChatRoom *old = std::exchange(m_open, room);
    for (ChatRoom *changed : {old, room})
        announce(changed, {RoomRole::IsOpen, RoomRole::Draft});
}

void RoomListModel::announce(const ChatRoom *room, const QList<int> &roles)
{
    const auto at = std::find(m_rooms.begin(), m_rooms.end(), room);
    if (at == m_rooms.end())
        return;
    const QModelIndex changed = index(static_cast<int>(at - m_rooms.begin()));
    Q_EMIT dataChanged(changed, changed, roles);
}

} // namespace app
