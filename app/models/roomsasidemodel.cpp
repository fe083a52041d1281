#include "app/models/roomsasidemodel.h"

#include "app/client/chatclient.h"

#include <algorithm>

namespace app {

namespace {

QString nameOf(const chat::RoomInfo &room)
{
    return room.name.isEmpty() ? QString::fromLatin1(room.id) : room.name;
}

bool infoIsBefore(const chat::RoomInfo &left, const chat::RoomInfo &right)
{
    const int order = QString::localeAwareCompare(nameOf(left), nameOf(right));
    return order != 0 ? order < 0 : left.id < right.id;
}

} // namespace

RoomsAsideModel::RoomsAsideModel(const ChatClient *client, QObject *parent)
    : QAbstractListModel(parent)
    , m_client(client)
{
    connect(client, &ChatClient::roomsAsideChanged, this, &RoomsAsideModel::update);
    update();
}

int RoomsAsideModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rooms.size());
}

QVariant RoomsAsideModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const chat::RoomInfo &room = m_rooms[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case RoomRole::Name:
        return nameOf(room);
    case Qt::AccessibleTextRole:
        return tr("%1, %2", "room, why it is aside").arg(nameOf(room), detail(room));
    case RoomRole::RoomId:
        return room.id;
    case RoomRole::Topic:
        return room.topic;
    case RoomRole::LastText:
        return detail(room);
    case RoomRole::IsArchived:
        return room.isArchived;
    case RoomRole::MayChange:
        return m_client->isInCharge(room);
    default:
        return {};
    }
}

QString RoomsAsideModel::detail(const chat::RoomInfo &room) const
{
    const QString why = room.isArchived ? tr("archived") : tr("left");
    return room.topic.isEmpty() ? why : tr("%1 · %2", "why, topic").arg(why, room.topic);
}

void RoomsAsideModel::update()
{
    beginResetModel();
    m_rooms = m_client->roomsAside();
    std::sort(m_rooms.begin(), m_rooms.end(), infoIsBefore);
    endResetModel();
}

} // namespace app
