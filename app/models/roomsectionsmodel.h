#pragma once

#include "app/models/roles.h"

#include <QAbstractListModel>
#include <QPersistentModelIndex>
#include <QString>

#include <vector>

namespace app {

// The rooms as they stand in a list (RoomRole): those whose names fit the filter, the favourites
// under a heading of their own. While somebody points at the list, nothing in it moves: what is new
// comes last, what is gone leaves its place empty.
class RoomSectionsModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit RoomSectionsModel(QObject *parent = nullptr);

    // In the order they are to stand in, favourites first; outlives this one, or is replaced.
    void setRooms(QAbstractItemModel *rooms);
    void setFilter(const QString &typed);
    const QString &filter() const { return m_filter; }
    // Nothing may move, or it may again.
    void setHeld(bool isHeld);
    int roomCount() const;
    // Without headings; -1: none.
    int firstRoom() const;
    int rowOf(const QByteArray &room) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        RoomRowKind kind = RoomRowKind::Room;
        bool isFavourite = false; // the section that a heading is of
        QPersistentModelIndex room;

        // Of the same heading or room, in whatever section it is.
        friend bool operator==(const Row &one, const Row &other)
        {
            return one.kind == other.kind
                && (one.kind == RoomRowKind::Header ? one.isFavourite == other.isFavourite
                                                    : one.room == other.room);
        }
    };

    std::vector<Row> wanted() const;
    std::vector<Row> withoutMoving(const std::vector<Row> &wanted) const;
    void arrange();
    void become(const std::vector<Row> &rows);
    void removeUnwanted(const std::vector<Row> &rows);
    void moveTo(int from, int to);
    bool isElsewhere(const Row &row) const;
    void roomsChanged(
        const QModelIndex &first, const QModelIndex &last, const QList<int> &changedRoles);

    QAbstractItemModel *m_rooms = nullptr;
    std::vector<Row> m_rows;
    QString m_filter;
    bool m_isHeld = false;
};

} // namespace app
