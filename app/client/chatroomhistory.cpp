#include "app/client/chatroom.h"

#include <algorithm>

// ChatRoom's part that loads what was said before: pages, holes, and places far back.
namespace app {

namespace {

constexpr int historyPageSize = 100;
// A hole of up to so many entries is filled without being asked for.
constexpr qint64 smallHole = 400;

} // namespace

bool ChatRoom::canLoadOlder() const
{
    return m_timeline.firstSeq() > 1 && !m_timeline.reachesStart();
}

void ChatRoom::loadOlder()
{
    if (canLoadOlder())
        requestHistory(HistoryRange::Before, m_timeline.firstSeq());
}

void ChatRoom::fillHole(qint64 position, bool isFromAbove)
{
    const TimelineItemPointer hole = m_timeline.find(position);
    if (!hole || !m_timeline.isFillable(*hole))
        return;
    if (isFromAbove && position > 1)
        requestHistory(HistoryRange::After, position - 1);
    else
        requestHistory(HistoryRange::Before, hole->holeEnd + 1);
}

void ChatRoom::fillSmallHole()
{
    const TimelineItemPointer hole = m_timeline.newestHole();
    if (m_isOpen && hole && hole->holeSize() <= smallHole)
        requestHistory(HistoryRange::Before, hole->holeEnd + 1);
}

// What stands below something may be on the disk; anything else is asked of the server.
void ChatRoom::requestHistory(HistoryRange range, qint64 position)
{
    if (isLoadingHistory())
        return;
    m_historyBefore = position;
    m_historyRange = range;
    if (range == HistoryRange::Before)
        m_requests.history(position, historyPageSize);
    else
        m_requests.network(HistoryCommand{id(), position, historyPageSize, range});
    Q_EMIT loadingHistoryChanged(true);
}

void ChatRoom::goTo(qint64 seq)
{
    const TimelineItemPointer item = m_timeline.find(seq);
    if (item && item->kind != TimelineItem::Kind::Hole) {
        m_wanted = 0;
        Q_EMIT placeReached(seq);
    } else {
        m_wanted = seq;
        Q_EMIT loadingHistoryChanged(true);
        m_requests.network(HistoryCommand{id(), seq, historyPageSize, HistoryRange::Around});
    }
}

void ChatRoom::historyArrived(
    qint64 position, const std::optional<chat::HistoryPage> &page, HistoryRange range)
{
    const bool isPlace = range == HistoryRange::Around && position == m_wanted;
    if (!isPlace && (position != m_historyBefore || range != m_historyRange))
        return;
    if (!isPlace)
        m_historyBefore = 0;
    const bool isProgress = page && !page->entries.empty();
    const bool saysSomething = isProgress || (page && !page->gaps.empty());
    if (page && (saysSomething || range == HistoryRange::Before)) {
        Q_EMIT entriesArrived(page->entries);
        announce(m_timeline.addHistory(position, *page));
    }
    if (isPlace) {
        placeArrived(position);
        return;
    }
    Q_EMIT loadingHistoryChanged(false);
    if (isProgress)
        fillSmallHole();
}

void ChatRoom::placeArrived(qint64 seq)
{
    m_wanted = 0;
    Q_EMIT loadingHistoryChanged(isLoadingHistory());
    const TimelineItemPointer item = m_timeline.find(seq);
    if (item && item->kind != TimelineItem::Kind::Hole)
        Q_EMIT placeReached(seq);
    else
        Q_EMIT placeMissed();
}

} // namespace app
