#pragma once

#include "app/client/timelineitem.h"
#include "app/models/roles.h"

#include <QAbstractListModel>
#include <QDate>
#include <QPointer>

#include <deque>
#include <vector>

namespace app {

class ChatRoom;

// The rows of one room (TimelineRole): messages, between them day lines, the unread line, holes,
// and at the top the start of the room. Mirrors the room's timeline change by change; rows come and
// go in runs.
class TimelineModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    // nullptr empties it.
    void setRoom(ChatRoom *room);
    ChatRoom *room() const { return m_room; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    // The row of a message or hole by its number; -1 when it is not there.
    int rowOfSeq(qint64 seq) const;
    // Of the line above the first unread message; -1 when there is none.
    int unreadLineRow() const;
    // The newest numbered row at or above `row`, for the read marker; 0 when there is none.
    qint64 seqAtOrAbove(int row) const;

private:
    struct Row {
        TimelineRowKind kind = TimelineRowKind::Message;
        qint64 position = 0; // of its item, or of the item below a line
        TimelineItemPointer item; // null for lines
        QDate day; // DayLine, and of messages
        bool continuesGroup = false;
    };

    void reset();
    void apply(const TimelineChanges &changes);
    void apply(const InsertItems &change);
    void apply(const RemoveItem &change);
    void apply(const ReplaceItem &change);
    void apply(const StartChanged &change);
    void updateUnreadLine();

    Row makeRow(const TimelineItemPointer &item) const;
    // Rows for these items with the day lines they need, given what stands above them.
    std::vector<Row> makeRows(
        const std::vector<TimelineItemPointer> &items, const Row *above) const;
    bool continues(const Row *above, const Row &row) const;
    int lowerBound(qint64 position) const; // the first row (line or item) at or behind a position
    int itemRow(qint64 position) const; // -1: none
    const Row *datedAbove(int row) const; // the nearest message above, whose day counts
    void insertRows(int at, std::vector<Row> rows);
    void removeRow(int at);
    // Brings the day line and the grouping of the first item at or below `at` in order.
    void repairBelow(int at);
    QVariant lineData(const Row &row, int role) const;
    QVariant itemData(const Row &row, int role) const;
    QVariant displayText(const Row &row) const;
    QVariant accessibleText(const Row &row) const;

    QPointer<ChatRoom> m_room;
    std::deque<Row> m_rows;
};

} // namespace app
