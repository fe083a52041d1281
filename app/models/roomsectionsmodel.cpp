#include "app/models/roomsectionsmodel.h"

#include "app/client/namematch.h"

#include <algorithm>
#include <utility>

namespace app {

RoomSectionsModel::RoomSectionsModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void RoomSectionsModel::setRooms(QAbstractItemModel *rooms)
{
    if (m_rooms)
        m_rooms->disconnect(this);
    beginResetModel();
    m_rooms = rooms;
    m_rows = wanted();
    endResetModel();
    connect(rooms, &QAbstractItemModel::rowsInserted, this, &RoomSectionsModel::arrange);
    connect(rooms, &QAbstractItemModel::rowsRemoved, this, &RoomSectionsModel::arrange);
    connect(rooms, &QAbstractItemModel::rowsMoved, this, &RoomSectionsModel::arrange);
    connect(rooms, &QAbstractItemModel::layoutChanged, this, &RoomSectionsModel::arrange);
    connect(rooms, &QAbstractItemModel::modelReset, this, [this] { become(wanted()); });
    connect(rooms, &QAbstractItemModel::dataChanged, this, &RoomSectionsModel::roomsChanged);
}

// Whoever types wants the list to change.
void RoomSectionsModel::setFilter(const QString &typed)
{
    const QString filter = typed.simplified();
    if (filter == m_filter)
        return;
    m_filter = filter;
    become(wanted());
}

void RoomSectionsModel::setHeld(bool isHeld)
{
    if (isHeld == m_isHeld)
        return;
    m_isHeld = isHeld;
    if (!isHeld)
        arrange();
}

int RoomSectionsModel::roomCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
        [](const Row &row) { return row.kind == RoomRowKind::Room && row.room.isValid(); }));
}

int RoomSectionsModel::firstRoom() const
{
    const auto room = std::find_if(m_rows.begin(), m_rows.end(),
        [](const Row &row) { return row.kind == RoomRowKind::Room && row.room.isValid(); });
    return room == m_rows.end() ? -1 : static_cast<int>(room - m_rows.begin());
}

int RoomSectionsModel::rowOf(const QByteArray &room) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&room](const Row &row) {
        return row.room.isValid() && row.room.data(RoomRole::RoomId).toByteArray() == room;
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int RoomSectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RoomSectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (row.kind == RoomRowKind::Header) {
        if (role == RoomRole::Kind)
            return QVariant::fromValue(RoomRowKind::Header);
        const bool isText = role == Qt::DisplayRole || role == RoomRole::Name;
        return isText ? QVariant(row.isFavourite ? tr("Favourites") : tr("Rooms")) : QVariant();
    }
    if (!row.room.isValid())
        return role == RoomRole::Kind ? QVariant::fromValue(RoomRowKind::Gone) : QVariant();
    return role == RoomRole::Kind ? QVariant::fromValue(RoomRowKind::Room) : row.room.data(role);
}

Qt::ItemFlags RoomSectionsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool isRoom = data(index, RoomRole::Kind).value<RoomRowKind>() == RoomRowKind::Room;
    return isRoom ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                  : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

std::vector<RoomSectionsModel::Row> RoomSectionsModel::wanted() const
{
    std::vector<Row> rows;
    for (int at = 0; m_rooms && at < m_rooms->rowCount(); ++at) {
        const QModelIndex room = m_rooms->index(at, 0);
        if (nameMatch(m_filter, room.data(RoomRole::Name).toString()) == 0)
            continue;
        const bool isFavourite = room.data(RoomRole::IsFavourite).toBool();
        const bool startsSection =
            rows.empty() ? isFavourite : !isFavourite && rows.back().isFavourite;
        if (startsSection && m_filter.isEmpty())
            rows.push_back({RoomRowKind::Header, isFavourite, {}});
        rows.push_back({RoomRowKind::Room, isFavourite, room});
    }
    return rows;
}

// What is there stays where it is; a room that is gone leaves an empty row.
std::vector<RoomSectionsModel::Row> RoomSectionsModel::withoutMoving(
    const std::vector<Row> &wanted) const
{
    std::vector<Row> rows = m_rows;
    for (const Row &row : wanted) {
        const bool isThere = std::any_of(rows.begin(), rows.end(),
            [&row](const Row &other) { return row.room.isValid() && other.room == row.room; });
        if (!isThere && row.kind == RoomRowKind::Room)
            rows.push_back(row);
    }
    return rows;
}

void RoomSectionsModel::arrange()
{
    if (m_isHeld && !m_rows.empty()) {
        become(withoutMoving(wanted()));
        if (!m_rows.empty()) // a row may have become empty
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    } else {
        become(wanted());
    }
}

void RoomSectionsModel::removeUnwanted(const std::vector<Row> &rows)
{
    for (int at = rowCount() - 1; at >= 0; --at) {
        if (std::find(rows.begin(), rows.end(), m_rows[static_cast<std::size_t>(at)]) != rows.end())
            continue;
        beginRemoveRows({}, at, at);
        m_rows.erase(m_rows.begin() + at);
        endRemoveRows();
    }
}

void RoomSectionsModel::moveTo(int from, int to)
{
    if (from == to)
        return;
    beginMoveRows({}, from, from, {}, to); // only ever upwards
    const Row row = m_rows[static_cast<std::size_t>(from)];
    m_rows.erase(m_rows.begin() + from);
    m_rows.insert(m_rows.begin() + to, row);
    endMoveRows();
}

// By single steps, so that what is current or in view stays so.
void RoomSectionsModel::become(const std::vector<Row> &rows)
{
    removeUnwanted(rows);
    for (int at = 0; at < static_cast<int>(rows.size()); ++at) {
        const Row &row = rows[static_cast<std::size_t>(at)];
        const auto known = std::find(m_rows.begin() + at, m_rows.end(), row);
        if (known != m_rows.end()) {
            moveTo(static_cast<int>(known - m_rows.begin()), at);
            m_rows[static_cast<std::size_t>(at)].isFavourite = row.isFavourite;
            continue;
        }
        beginInsertRows({}, at, at);
        m_rows.insert(m_rows.begin() + at, row);
        endInsertRows();
    }
}

bool RoomSectionsModel::isElsewhere(const Row &row) const
{
    return row.room.isValid() && row.room.data(RoomRole::IsFavourite).toBool() != row.isFavourite;
}

void RoomSectionsModel::roomsChanged(
    const QModelIndex &first, const QModelIndex &last, const QList<int> &changedRoles)
{
    const bool isNamedAnew = changedRoles.isEmpty() || changedRoles.contains(RoomRole::Name);
    if (std::any_of(
            m_rows.begin(), m_rows.end(), [this](const Row &row) { return isElsewhere(row); }))
        become(wanted()); // made a favourite by the person's own hand: it goes there at once
    else if (isNamedAnew && !m_filter.isEmpty())
        arrange();
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        const QPersistentModelIndex &room = m_rows[at].room;
        if (room.isValid() && room.row() >= first.row() && room.row() <= last.row()) {
            const QModelIndex changed = index(static_cast<int>(at));
            Q_EMIT dataChanged(changed, changed, changedRoles);
        }
    }
}

} // namespace app
