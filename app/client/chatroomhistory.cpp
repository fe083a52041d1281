#include "app/client/chatroom.h"

#include <algorithm>

// ChatRoom's part that loads what was said before: pages, holes, and places far back.
namespace app {

namespace {

constexpr int historyPageSize = 100;
// A hole of up to so many entries is filled without being asked for.
constexpr qint64 smallHole = 400;
// So many pages are looked through for a message of which only the id is known.
constexpr int mostSoughtPages = 200;

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
    forgetSought();
    if (const TimelineItemPointer item = m_timeline.shownAt(seq)) {
        Q_EMIT placeReached(item->position);
    } else {
        m_wanted = seq;
        Q_EMIT loadingHistoryChanged(true);
        m_requests.network(HistoryCommand{id(), seq, historyPageSize, HistoryRange::Around});
    }
}

void ChatRoom::goToMessage(const QByteArray &message, qint64 position)
{
    forgetSought();
    m_sought = {message, std::min(position, lastSeq() + 1), mostSoughtPages};
    seekMessage();
}

// What is known of a message that is not loaded is its id, and below what it stands: so pages are
// loaded from there upwards until it is among them.
void ChatRoom::seekMessage()
{
    if (m_sought.message.isEmpty())
        return;
    if (const TimelineItemPointer item = m_timeline.findMessage(m_sought.message)) {
        goTo(item->position);
        return;
    }
    const TimelineItemPointer hole = m_timeline.fillableHoleAbove(m_sought.above);
    if (--m_sought.pagesLeft < 0 || (!hole && !canLoadOlder()))
        missPlace();
    else if (hole)
        requestHistory(HistoryRange::Before, hole->holeEnd + 1);
    else
        loadOlder();
}

// What is loaded narrows down where it can be; the server is asked for single entries in between.
void ChatRoom::goToTime(qint64 time)
{
    forgetSought();
    qint64 before = 0;
    qint64 first = 0;
    for (const TimelineItemPointer &item : m_timeline.items()) {
        if (item->kind == TimelineItem::Kind::Hole || item->position >= firstPendingPosition)
            continue;
        if (item->entry.sentAt >= time) {
            first = item->position;
            break;
        }
        before = item->position;
    }
    const bool isStart = before == 0 && first > 0 && m_timeline.reachesStart();
    const auto holes = first > 0 ? m_timeline.fillableHoleAbove(first) : m_timeline.newestHole();
    if (before > 0 && (!holes || holes->position < before))
        before = first > 0 ? first - 1 : lastSeq(); // only amendments stand in between
    m_timeSeek.emplace(time, isStart ? first - 1 : before, first, lastSeq());
    seekTime();
}

void ChatRoom::seekTime()
{
    if (const auto next = m_timeSeek->next()) {
        Q_EMIT loadingHistoryChanged(true);
        m_requests.network(HistoryCommand{id(), *next, 1, HistoryRange::Around});
        return;
    }
    const qint64 found = m_timeSeek->found();
    const TimelineItemPointer newest = m_timeline.newestMessage();
    if (found > 0)
        goTo(found);
    else if (newest)
        goTo(newest->position);
    else
        missPlace();
}

void ChatRoom::timeSeen(const std::optional<chat::HistoryPage> &page)
{
    if (!page) {
        missPlace();
        return;
    }
    if (page->entries.empty())
        m_timeSeek->sawNothing();
    else
        m_timeSeek->saw(page->entries.front().seq, page->entries.front().sentAt);
    seekTime();
}

void ChatRoom::forgetSought()
{
    m_wanted = 0;
    m_sought = {};
    m_timeSeek.reset();
}

void ChatRoom::missPlace()
{
    forgetSought();
    Q_EMIT loadingHistoryChanged(isLoadingHistory());
    Q_EMIT placeMissed();
}

void ChatRoom::historyArrived(
    qint64 position, const std::optional<chat::HistoryPage> &page, HistoryRange range)
{
    if (range == HistoryRange::Around && m_timeSeek && m_timeSeek->next() == position) {
        timeSeen(page);
        return;
    }
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
    if (isProgress) {
        seekMessage();
        fillSmallHole();
    } else if (!m_sought.message.isEmpty()) {
        missPlace();
    }
}

void ChatRoom::placeArrived(qint64 seq)
{
    m_wanted = 0;
    Q_EMIT loadingHistoryChanged(isLoadingHistory());
    if (const TimelineItemPointer item = m_timeline.shownAt(seq))
        Q_EMIT placeReached(item->position);
    else
        Q_EMIT placeMissed();
}

} // namespace app
