#include "app/client/timeline.h"

#include <algorithm>
#include <iterator>

// Timeline's part that is asked what it has.
namespace app {

namespace {

qint64 countWithin(const std::vector<qint64> &numbers, qint64 after, qint64 upTo)
{
    if (upTo <= after)
        return 0;
    return std::upper_bound(numbers.begin(), numbers.end(), upTo)
        - std::upper_bound(numbers.begin(), numbers.end(), after);
}

} // namespace

TimelineItemPointer Timeline::find(qint64 position) const
{
    const auto at = lowerBound(position);
    return at != m_items.end() && (*at)->position == position ? *at : nullptr;
}

TimelineItemPointer Timeline::shownAt(qint64 seq) const
{
    if (!m_known.contains(seq) || m_items.empty())
        return nullptr;
    const auto at = lowerBound(seq);
    const TimelineItemPointer &item = at == m_items.end() ? m_items.back() : *at;
    return item->kind == TimelineItem::Kind::Hole ? nullptr : item;
}

bool Timeline::isFillable(const TimelineItem &hole) const
{
    return hole.kind == TimelineItem::Kind::Hole && hole.holeEnd >= m_oldestKept;
}

TimelineItemPointer Timeline::newestHole() const
{
    for (auto hole = m_holes.rbegin(); hole != m_holes.rend(); ++hole) {
        const TimelineItemPointer item = find(hole->first);
        if (item && item->holeKind == HoleKind::Missing && isFillable(*item))
            return item;
    }
    return nullptr;
}

TimelineItemPointer Timeline::fillableHoleAbove(qint64 position) const
{
    for (auto hole = m_holes.rbegin(); hole != m_holes.rend(); ++hole) {
        const TimelineItemPointer item = hole->first < position ? find(hole->first) : nullptr;
        if (item && isFillable(*item))
            return item;
    }
    return nullptr;
}

MessageVersions Timeline::versionsOf(const QByteArray &message) const
{
    const TimelineItemPointer item = findMessage(message);
    if (!item || item->isDeleted)
        return {};
    MessageVersions known{
        {{item->entry.text, item->entry.sentAt}}, m_known.holes(item->position, lastSeq()).empty()};
    const auto amendments = m_amendments.constFind(message);
    if (amendments == m_amendments.cend())
        return known;
    for (const chat::Entry &amendment : *amendments) {
        if (amendment.type == chat::EntryType::Edit)
            known.versions.push_back({amendment.text, amendment.sentAt});
    }
    return known;
}

TimelineItemPointer Timeline::roomChangeBefore(qint64 position) const
{
    const auto end = std::make_reverse_iterator(lowerBound(position));
    const auto found = std::find_if(end, m_items.rend(), [](const TimelineItemPointer &item) {
        return item->kind == TimelineItem::Kind::RoomChange
            || item->kind == TimelineItem::Kind::Hole;
    });
    const bool isChange =
        found != m_items.rend() && (*found)->kind == TimelineItem::Kind::RoomChange;
    return isChange ? *found : nullptr;
}

TimelineItemPointer Timeline::newestMessage() const
{
    const auto newest = std::find_if(m_items.rbegin(), m_items.rend(), [](const auto &item) {
        return item->kind == TimelineItem::Kind::Message && !item->isDeleted;
    });
    return newest == m_items.rend() ? nullptr : *newest;
}

qint64 Timeline::silentCount(qint64 after, qint64 upTo) const
{
    return countWithin(m_silent, after, upTo);
}

qint64 Timeline::mentionCount(qint64 after, qint64 upTo) const
{
    return countWithin(m_mentions, after, upTo);
}

TimelineItemPointer Timeline::findMessage(const QByteArray &id) const
{
    return find(m_seqOfMessage.value(id));
}

TimelineItemPointer Timeline::findKey(const QByteArray &key) const
{
    const auto found = std::find_if(m_items.rbegin(), m_items.rend(),
        [&key](const auto &item) { return !key.isEmpty() && item->key == key; });
    return found == m_items.rend() ? nullptr : *found;
}

TimelineItemPointer Timeline::newestOwnMessage() const
{
    const auto newest = std::find_if(m_items.rbegin(), m_items.rend(), [](const auto &item) {
        return item->kind == TimelineItem::Kind::Message && item->isOwn && !item->isDeleted
            && item->key.isEmpty();
    });
    return newest == m_items.rend() ? nullptr : *newest;
}

QStringList Timeline::ownTexts(int most) const
{
    QStringList texts;
    for (auto item = m_items.rbegin(); item != m_items.rend() && texts.size() < most; ++item) {
        const bool isSaid = (*item)->kind == TimelineItem::Kind::Message
            || (*item)->kind == TimelineItem::Kind::Pending;
        if (isSaid && (*item)->isOwn && !(*item)->isDeleted && !texts.contains((*item)->text))
            texts += (*item)->text;
    }
    return texts;
}

} // namespace app
