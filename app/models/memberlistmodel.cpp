#include "app/models/memberlistmodel.h"

#include "app/client/chatroom.h"

#include <QDateTime>

#include <algorithm>

namespace app {

namespace {

bool memberIsBefore(const chat::Member &left, const chat::Member &right)
{
    if (left.state != right.state)
        return left.state == chat::Presence::Online;
    const int order = QString::localeAwareCompare(left.name, right.name);
    return order != 0 ? order < 0 : left.person < right.person;
}

} // namespace

void MemberListModel::setRoom(ChatRoom *room)
{
    if (room == m_room)
        return;
    if (m_room)
        m_room->disconnect(this);
    m_room = room;
    if (room) {
        connect(room, &ChatRoom::membersChanged, this, &MemberListModel::update);
        connect(room, &QObject::destroyed, this, &MemberListModel::reset);
    }
    reset();
}

int MemberListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_members.size());
}

QVariant MemberListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const chat::Member &member = m_members[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case MemberRole::Name:
        return member.name;
    case MemberRole::Person:
        return member.person;
    case MemberRole::IsGuest:
        return member.isGuest;
    case MemberRole::IsAway:
        return member.state == chat::Presence::Away;
    case MemberRole::IsSelf:
        return m_room && member.person == m_room->self().person;
    case MemberRole::Since:
        return QDateTime::fromMSecsSinceEpoch(member.since);
    case Qt::AccessibleTextRole:
        return member.state == chat::Presence::Away ? tr("%1, away").arg(member.name) : member.name;
    default:
        return {};
    }
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{MemberRole::Person, "person"}, {MemberRole::Name, "name"},
        {MemberRole::IsGuest, "isGuest"}, {MemberRole::IsAway, "isAway"},
        {MemberRole::IsSelf, "isSelf"}, {MemberRole::Since, "since"}});
    return names;
}

std::vector<chat::Member> MemberListModel::sortedMembers() const
{
    std::vector<chat::Member> members = m_room ? m_room->members() : std::vector<chat::Member>();
    std::sort(members.begin(), members.end(), memberIsBefore);
    return members;
}

void MemberListModel::reset()
{
    beginResetModel();
    m_members = sortedMembers();
    endResetModel();
}

// Row by row, so that a selection and the place in the list stay.
void MemberListModel::update()
{
    const std::vector<chat::Member> wanted = sortedMembers();
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::find(wanted.begin(), wanted.end(), m_members[row]) != wanted.end())
            continue;
        beginRemoveRows({}, row, row);
        m_members.erase(m_members.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < static_cast<int>(wanted.size()); ++row) {
        if (row < rowCount() && m_members[row] == wanted[row])
            continue;
        beginInsertRows({}, row, row);
        m_members.insert(m_members.begin() + row, wanted[row]);
        endInsertRows();
    }
}

} // namespace app
