#include "app/client/timeline.h"

#include <algorithm>

// Timeline's part for own messages that have no number yet.
namespace app {

TimelineChanges Timeline::setPending(const Pending &message)
{
    TimelineChanges changes;
    if (Own *own = findOwn(message.key)) {
        if (own->seq != 0)
            return {};
        own->message = message;
        if (own->shownAs == 0) {
            replace(own->position, makePendingItem(*own), changes);
        } else if (message.state == PendingState::Failed) { // another entry was taken for it
            own->shownAs = 0;
            showAgain(*own, changes);
        }
        return changes;
    }
    m_own.push_back({message, m_nextPending++, lastSeq(), 0, 0});
    showAgain(m_own.back(), changes);
    return changes;
}

TimelineChanges Timeline::removePending(const QByteArray &key)
{
    TimelineChanges changes;
    if (const auto change = findOwnChange(key); change != m_ownChanges.end())
        return change->seq == 0 ? dropOwnChange(change) : changes;
    const Own *own = findOwn(key);
    if (!own || own->seq != 0) // the entry of a confirmed one is about to take its place
        return {};
    erase(own->position, changes);
    dropOwn(key);
    return changes;
}

TimelineChanges Timeline::confirm(const QByteArray &key, qint64 seq)
{
    TimelineChanges changes;
    if (const auto change = findOwnChange(key); change != m_ownChanges.end()) {
        if (seq == 0 || m_known.contains(seq))
            return dropOwnChange(change);
        change->seq = seq;
        change->change.state = PendingState::Sent;
        makeAgain(change->change.entry.id, changes);
        return changes;
    }
    Own *own = findOwn(key);
    if (!own)
        return {};
    if (m_known.contains(seq)) {
        erase(own->position, changes);
        dropOwn(key);
        return changes;
    }
    own->seq = seq;
    own->message.state = PendingState::Sent;
    const bool wasHidden = own->shownAs != 0;
    own->shownAs = 0;
    if (wasHidden)
        showAgain(*own, changes);
    else
        replace(own->position, makePendingItem(*own), changes);
    return changes;
}

TimelineItemPointer Timeline::makePendingItem(const Own &own) const
{
    auto item = std::make_shared<TimelineItem>();
    item->kind = TimelineItem::Kind::Pending;
    item->position = own.position;
    item->entry.text = own.message.text;
    item->entry.replyTo = own.message.replyTo;
    item->entry.author = {m_person, m_name};
    item->entry.sentAt = own.message.writtenAt;
    item->text = own.message.text;
    item->quote = quoteOf(own.message.replyTo);
    item->isOwn = true;
    item->key = own.message.key;
    item->state = own.message.state;
    item->failure = own.message.failure;
    return item;
}

Timeline::Own *Timeline::findOwn(const QByteArray &key)
{
    const auto own = std::find_if(
        m_own.begin(), m_own.end(), [&key](const Own &other) { return other.message.key == key; });
    return own == m_own.end() ? nullptr : &*own;
}

// By the number of the receipt; before the receipt by the text, so that no message is seen twice.
// Should that have been another one (the same words from another device), the receipt puts it
// right.
Timeline::Own *Timeline::ownShownBy(const TimelineItem &item, bool isLive)
{
    if (!item.isOwn || item.kind != TimelineItem::Kind::Message)
        return nullptr;
    const auto byReceipt = std::find_if(
        m_own.begin(), m_own.end(), [&item](const Own &own) { return own.seq == item.position; });
    if (byReceipt != m_own.end())
        return &*byReceipt;
    if (!isLive)
        return nullptr;
    const auto byText = std::find_if(m_own.begin(), m_own.end(), [&item](const Own &own) {
        return own.seq == 0 && own.shownAs == 0 && own.message.state != PendingState::Failed
            && item.position > own.after && own.message.text == item.entry.text;
    });
    return byText == m_own.end() ? nullptr : &*byText;
}

bool Timeline::takePlaceOfPending(
    const TimelineItemPointer &item, bool isLive, TimelineChanges &changes)
{
    Own *own = ownShownBy(*item, isLive);
    if (!own)
        return false;
    const auto row = lowerBound(firstPendingPosition);
    const bool isNext = row != m_items.end() && (*row)->position == own->position;
    const bool isNewest = row == m_items.begin() || (*std::prev(row))->position < item->position;
    const qint64 position = own->position;
    if (own->seq != 0)
        dropOwn(own->message.key);
    else
        own->shownAs = item->position;
    if (isNext && isNewest)
        replace(position, item, changes);
    else
        erase(position, changes);
    return isNext && isNewest;
}

void Timeline::dropOwn(const QByteArray &key)
{
    std::erase_if(m_own, [&key](const Own &own) { return own.message.key == key; });
}

void Timeline::showAgain(const Own &own, TimelineChanges &changes)
{
    insert({makePendingItem(own)}, changes);
}

} // namespace app
