#include "app/client/timeline.h"

#include <algorithm>
#include <iterator>

namespace app {

namespace {

bool isBefore(const TimelineItemPointer &item, qint64 position)
{
    return item->position < position;
}

bool standsForItself(const chat::Entry &entry)
{
    return entry.type == chat::EntryType::Message || entry.type == chat::EntryType::Room;
}

// Keeps a sorted list of numbers.
void setContained(std::vector<qint64> &numbers, qint64 number, bool isContained)
{
    const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
    const bool isThere = at != numbers.end() && *at == number;
    if (isContained && !isThere)
        numbers.insert(at, number);
    else if (!isContained && isThere)
        numbers.erase(at);
}

} // namespace

TimelineChanges Timeline::setSelf(const QByteArray &person, const QString &name)
{
    if (person == m_person && name == m_name)
        return {};
    m_person = person;
    m_name = name;
    TimelineChanges changes;
    for (TimelineItemPointer &item : m_items) {
        if (item->kind != TimelineItem::Kind::Message)
            continue;
        TimelineItemPointer judged = makeItem(item->entry);
        judge(*judged);
        if (*judged != *item)
            changes.push_back(ReplaceItem{item->position, judged});
        item = std::move(judged);
    }
    return changes;
}

TimelineChanges Timeline::add(std::vector<chat::Entry> entries)
{
    return addEntries(std::move(entries), true);
}

TimelineChanges Timeline::restore(std::vector<chat::Entry> entries)
{
    return addEntries(std::move(entries), false);
}

// A page lacks nothing but what it names as gaps and what is of a type unknown here.
TimelineChanges Timeline::addHistory(qint64 before, const chat::HistoryPage &page)
{
    if (page.isStart)
        m_oldestKept =
            std::max(m_oldestKept, page.entries.empty() ? before : page.entries.front().seq);
    for (const chat::Gap &gap : page.gaps)
        m_tooOld.insert(gap.from, gap.to);
    qint64 next = page.entries.empty() ? before : page.entries.front().seq;
    for (const chat::Entry &entry : page.entries) {
        for (; page.gaps.empty() && next < entry.seq; ++next)
            noteSkipped(next);
        next = entry.seq + 1;
    }
    return addEntries(page.entries, false);
}

TimelineChanges Timeline::skip(qint64 seq)
{
    if (seq < 1 || m_known.contains(seq))
        return {};
    noteSkipped(seq);
    return addEntries({}, false);
}

void Timeline::noteSkipped(qint64 seq)
{
    m_known.insert(seq, seq);
    setContained(m_silent, seq, true);
}

TimelineChanges Timeline::addGap(const chat::Gap &gap)
{
    if (gap.from < 1 || gap.to < gap.from)
        return {};
    m_tooOld.insert(gap.from, gap.to);
    m_floor = m_floor == 0 ? gap.from : std::min(m_floor, gap.from);
    TimelineChanges changes;
    insert(updateHoles(changes), changes);
    return changes;
}

TimelineChanges Timeline::addEntries(std::vector<chat::Entry> entries, bool isLive)
{
    TimelineChanges changes;
    std::vector<QByteArray> said;
    for (const chat::Entry &entry : entries) {
        if (entry.type == chat::EntryType::Message && !m_known.contains(entry.seq))
            said.push_back(entry.id);
    }
    std::vector<TimelineItemPointer> fresh = take(std::move(entries), changes);
    const std::vector<TimelineItemPointer> holes = updateHoles(changes);
    std::erase_if(fresh,
        [&](const TimelineItemPointer &item) { return takePlaceOfPending(item, isLive, changes); });
    std::vector<TimelineItemPointer> all;
    std::merge(fresh.begin(), fresh.end(), holes.begin(), holes.end(), std::back_inserter(all),
        [](const auto &left, const auto &right) { return left->position < right->position; });
    insert(std::move(all), changes);
    for (const QByteArray &message : said)
        makeRepliesAgain(message, changes);
    updateStart(changes);
    return changes;
}

std::vector<TimelineItemPointer> Timeline::take(
    std::vector<chat::Entry> entries, TimelineChanges &changes)
{
    std::sort(entries.begin(), entries.end(),
        [](const chat::Entry &left, const chat::Entry &right) { return left.seq < right.seq; });
    std::vector<chat::Entry> standing;
    std::vector<QByteArray> amended;
    for (chat::Entry &entry : entries) {
        if (entry.seq < 1 || m_known.contains(entry.seq))
            continue;
        m_known.insert(entry.seq, entry.seq);
        if (standsForItself(entry)) {
            standing.push_back(std::move(entry));
        } else {
            amended.push_back(entry.id);
            std::erase_if(
                m_ownChanges, [&entry](const OwnChange &own) { return own.seq == entry.seq; });
            setContained(m_silent, entry.seq, true);
            keepAmendment(std::move(entry));
        }
    }
    for (const QByteArray &id : amended)
        makeAgain(id, changes);
    std::vector<TimelineItemPointer> fresh;
    for (chat::Entry &entry : standing) {
        if (entry.type == chat::EntryType::Message) {
            m_seqOfMessage.insert(entry.id, entry.seq);
            if (!entry.replyTo.isEmpty())
                m_replies[entry.replyTo].push_back(entry.seq);
        }
        fresh.push_back(makeItem(std::move(entry)));
        judge(*fresh.back());
    }
    return fresh;
}

void Timeline::judge(const TimelineItem &item)
{
    const bool isSilent =
        item.isOwn || item.isDeleted || item.kind == TimelineItem::Kind::RoomChange;
    setContained(m_silent, item.position, isSilent);
    setContained(m_mentions, item.position, item.isMention);
}

std::vector<TimelineItemPointer> Timeline::updateHoles(TimelineChanges &changes)
{
    std::vector<SeqSet::Range> holes;
    const qint64 last = std::max(lastSeq(), m_tooOld.last().value_or(0));
    const qint64 first =
        m_floor == 0 ? firstSeq() : std::min(m_floor, m_known.first().value_or(m_floor));
    if (last > 0)
        holes = m_known.holes(first, last);
    for (const SeqSet::Range &old : m_holes) {
        const auto kept = std::find_if(holes.begin(), holes.end(),
            [&old](const SeqSet::Range &hole) { return hole.first == old.first; });
        if (kept == holes.end())
            erase(old.first, changes);
        else
            replace(old.first, makeHole(*kept), changes);
    }
    std::vector<TimelineItemPointer> fresh;
    for (const SeqSet::Range &hole : holes) {
        if (std::none_of(m_holes.begin(), m_holes.end(),
                [&hole](const SeqSet::Range &old) { return old.first == hole.first; }))
            fresh.push_back(makeHole(hole));
    }
    m_holes = std::move(holes);
    return fresh;
}

TimelineItemPointer Timeline::makeHole(const SeqSet::Range &range) const
{
    auto item = std::make_shared<TimelineItem>();
    item->kind = TimelineItem::Kind::Hole;
    item->position = range.first;
    item->holeEnd = range.second;
    item->holeKind = m_tooOld.contains(range.first) ? HoleKind::TooOld : HoleKind::Missing;
    return item;
}

void Timeline::updateStart(TimelineChanges &changes)
{
    const bool reachesStart = !m_known.isEmpty() && firstSeq() <= m_oldestKept;
    if (reachesStart == m_reachesStart)
        return;
    m_reachesStart = reachesStart;
    changes.push_back(StartChanged{reachesStart});
}

Timeline::Items::iterator Timeline::lowerBound(qint64 position)
{
    return std::lower_bound(m_items.begin(), m_items.end(), position, isBefore);
}

Timeline::Items::const_iterator Timeline::lowerBound(qint64 position) const
{
    return std::lower_bound(m_items.begin(), m_items.end(), position, isBefore);
}

void Timeline::replace(qint64 position, TimelineItemPointer item, TimelineChanges &changes)
{
    const auto at = lowerBound(position);
    if (at == m_items.end() || (*at)->position != position || **at == *item)
        return;
    if (item->kind == TimelineItem::Kind::Message)
        judge(*item);
    *at = item;
    changes.push_back(ReplaceItem{position, std::move(item)});
}

void Timeline::erase(qint64 position, TimelineChanges &changes)
{
    const auto at = lowerBound(position);
    if (at == m_items.end() || (*at)->position != position)
        return;
    m_items.erase(at);
    changes.push_back(RemoveItem{position});
}

void Timeline::insert(std::vector<TimelineItemPointer> items, TimelineChanges &changes)
{
    auto first = items.begin();
    while (first != items.end()) {
        const auto at = lowerBound((*first)->position);
        const qint64 below = at == m_items.end() ? Q_INT64_C(0x7fffffffffffffff) : (*at)->position;
        const auto last = std::find_if(
            first, items.end(), [below](const auto &item) { return item->position > below; });
        m_items.insert(at, first, last);
        changes.push_back(InsertItems{{first, last}});
        first = last;
    }
}

} // namespace app
