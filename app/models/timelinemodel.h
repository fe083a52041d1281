#pragma once

#include "app/client/timelineitem.h"
#include "app/models/roles.h"
#include "app/models/timelinerows.h"

#include <QAbstractListModel>
#include <QPointer>

#include <deque>
#include <vector>

namespace app {

class ChatRoom;

// The rows of one room (TimelineRole): messages, between them day lines, the unread line, holes,
// and at the top the start of the room. Mirrors the room's timeline change by change; rows come and
// go in runs. TimelineRole::MessageId of a message on its way is its key, by which
// ChatRoom::retry(), discard() and editFailed() name it.
class TimelineModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    // nullptr empties it.
    void setRoom(ChatRoom *room);
    ChatRoom *room() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    // The row of a message or hole by its number; -1 when it is not there.
    int rowOfSeq(qint64 seq) const;
    // Of the line above the first unread message; -1 when there is none.
    int unreadLineRow() const;
    // The newest number at or above `row`, for the read marker; 0 when there is none.
    qint64 seqAtOrAbove(int row) const;

private:
    void reset();
    void applyAll(const TimelineChanges &changes);
    void apply(const InsertItems &change);
    void apply(const RemoveItem &change);
    void apply(const ReplaceItem &change);
    void apply(const StartChanged &change);
    void updateUnreadLine();
    qint64 wantedUnreadPosition() const;
    void refresh(qint64 position);

    // Puts the rows of these items in place of the rows [first, last); what stays the same stays.
    void derive(int first, int last, const std::vector<TimelineItemPointer> &items);
    // The same, with the item that follows: its lines depend on what stands above.
    void deriveWithNext(int first, int last, std::vector<TimelineItemPointer> items);
    void change(int row, const TimelineRow &content);
    void insertRowsAt(int at, std::vector<TimelineRow> rows);
    void removeRowsAt(int first, int last);
    TimelineRowsAbove above(int row) const;
    int lowerBound(qint64 position) const; // the first row (line or item) at or behind a position
    int rowOfItem(qint64 position) const; // -1: none
    int firstLineAbove(int row) const; // of the lines of this item; itself when it has none

    QVariant itemData(const TimelineRow &row, int role) const;
    QVariant changeData(const TimelineItem &item, int role) const;
    QVariant lineData(const TimelineRow &row, int role) const;
    QString text(const TimelineRow &row) const;
    QString unreadText(const TimelineRow &row) const;
    QString systemText(const TimelineItem &item) const;
    static QString removedText(const TimelineItem &item);
    QString accessibleText(const TimelineRow &row) const;
    int unreadSinceEntry() const;

    QPointer<ChatRoom> m_room;
    std::deque<TimelineRow> m_rows;
    qint64 m_unreadPosition = -1; // of the item the unread line stands above
};

} // namespace app
