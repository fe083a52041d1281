#include "app/views/conversation.h"

#include "app/views/chatpage.h"
#include "app/views/datedialog.h"
#include "app/views/timelineview.h"

// Conversation's part for where somebody reads: places kept and found again, and what is read.
namespace app {

void Conversation::openAt(const QByteArray &room, qint64 seq)
{
    open(room);
    if (m_room) {
        m_room->goTo(seq);
    }
}

void Conversation::goToOriginal(const QByteArray &reply)
{
    TimelineItemPointer item;
    if (m_room) {
        item = m_room->timeline().findMessage(reply);
        item = item ? item : m_room->timeline().findKey(reply); // not sent yet
    }
    if (item && !item->entry.replyTo.isEmpty()) {
        m_room->goToMessage(item->entry.replyTo, item->position);
    }
}

QDate Conversation::dateShown() const
{
    const QModelIndex row = m_page->timeline()->place().row;
    return row.data(TimelineRole::SentAt).toDate();
}

void Conversation::askDate(const QDate &shown)
{
    if (!m_room) {
        return;
    }
    auto *dialog = new DateDialog(shown.isValid() ? shown : dateShown(), m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, room = m_room] {
        if (room && room == m_room) {
            room->goToTime(dialog->date().startOfDay().toMSecsSinceEpoch());
        }
    });
    dialog->open();
}

void Conversation::tellUnread()
{
    m_page->timeline()->setUnread(m_room ? static_cast<int>(m_room->unreadCount()) : 0,
        m_room ? static_cast<int>(m_room->mentionCount()) : 0);
}

void Conversation::showFound(qint64 seq)
{
    const int row = m_timeline.rowOfSeq(seq);
    if (row >= 0) {
        m_isAtFound = true;
        m_page->timeline()->showFound(row);
    }
}

void Conversation::rememberPlace()
{
    const TimelineView *view = m_page->timeline();
    const TimelineView::Place &place = view->place();
    m_places.remove(m_room->id());
    if (!view->isAtEnd() && place.row.isValid()) {
        m_places.insert(
            m_room->id(), {place.row.data(TimelineRole::Seq).toLongLong(), place.offset});
    }
}

void Conversation::goToPlace()
{
    const Place place = m_places.value(m_room->id());
    const int row = place.seq > 0 ? m_timeline.rowOfSeq(place.seq) : -1;
    if (row >= 0) {
        m_page->timeline()->showPlace({m_timeline.index(row), place.offset});
    } else {
        showUnread();
    }
}

// Reading goes on where it had stopped; who has never read here begins at the end.
void Conversation::showUnread()
{
    const int line = m_room->entryMarker() > 0 ? m_timeline.unreadLineRow() : -1;
    if (line >= 0) {
        m_page->timeline()->showFromRow(line);
    } else {
        m_page->timeline()->scrollToEnd();
    }
}

// What was on the screen of an active window is read; but who looks at a place has not read what
// stands above it.
void Conversation::markShown(int row)
{
    m_shownUpTo = row;
    m_isAtFound = m_isAtFound && !m_page->timeline()->isAtEnd();
    if (m_isAtFound) {
        return;
    }
    if (m_room && m_room->isActive() && row >= 0 && row < m_timeline.rowCount()) {
        m_room->markReadUpTo(m_timeline.seqAtOrAbove(row));
    }
}

} // namespace app
