#include "app/client/amendment.h"
#include "app/client/mention.h"
#include "app/client/timeline.h"

#include <algorithm>

// Timeline's part for what becomes of messages: edits, deletions, reactions, pins, replies; those
// of one's own also before they have a number.
namespace app {

void Timeline::keepAmendment(chat::Entry entry)
{
    std::vector<chat::Entry> &amendments = m_amendments[entry.id];
    const auto at = std::upper_bound(amendments.begin(), amendments.end(), entry.seq,
        [](qint64 seq, const chat::Entry &other) { return seq < other.seq; });
    amendments.insert(at, std::move(entry));
}

void Timeline::makeAgain(const QByteArray &message, TimelineChanges &changes)
{
    const TimelineItemPointer item = findMessage(message);
    if (!item)
        return;
    replace(item->position, makeItem(item->entry), changes);
    makeRepliesAgain(message, changes);
}

void Timeline::makeRepliesAgain(const QByteArray &message, TimelineChanges &changes)
{
    const auto replies = m_replies.constFind(message);
    if (replies != m_replies.cend()) {
        for (const qint64 seq : *replies) {
            if (const TimelineItemPointer item = find(seq))
                replace(seq, makeItem(item->entry), changes);
        }
    }
    for (const Own &own : m_own) {
        if (own.message.replyTo == message)
            replace(own.position, makePendingItem(own), changes);
    }
}

std::optional<Quote> Timeline::quoteOf(const QByteArray &message) const
{
    const TimelineItemPointer item = message.isEmpty() ? nullptr : findMessage(message);
    if (!item)
        return std::nullopt;
    return Quote{item->position, item->entry.author, item->text, item->isDeleted};
}

TimelineItemPointer Timeline::makeItem(chat::Entry entry) const
{
    auto item = std::make_shared<TimelineItem>();
    const bool isMessage = entry.type == chat::EntryType::Message;
    item->kind = isMessage ? TimelineItem::Kind::Message : TimelineItem::Kind::RoomChange;
    item->position = entry.seq;
    item->text = entry.text;
    item->isDeleted = entry.isDeleted;
    item->isOwn = !m_person.isEmpty() && entry.author.id == m_person;
    if (const auto amendments = m_amendments.constFind(entry.id);
        isMessage && amendments != m_amendments.cend()) {
        for (const chat::Entry &amendment : *amendments)
            applyAmendment(*item, amendment);
    }
    item->entry = std::move(entry);
    if (isMessage) {
        applyOwnChanges(*item);
        item->quote = quoteOf(item->entry.replyTo);
    }
    item->isMention =
        isMessage && !item->isOwn && !item->isDeleted && namesPerson(item->text, m_name);
    return item;
}

TimelineChanges Timeline::setPendingChange(const PendingChange &change)
{
    TimelineChanges changes;
    const auto known = findOwnChange(change.key);
    if (known != m_ownChanges.end() && known->seq != 0)
        return {};
    if (known != m_ownChanges.end())
        known->change = change;
    else
        m_ownChanges.push_back({change, 0});
    makeAgain(change.entry.id, changes);
    return changes;
}

std::vector<Timeline::OwnChange>::iterator Timeline::findOwnChange(const QByteArray &key)
{
    return std::find_if(m_ownChanges.begin(), m_ownChanges.end(),
        [&key](const OwnChange &own) { return own.change.key == key; });
}

TimelineChanges Timeline::dropOwnChange(std::vector<OwnChange>::iterator change)
{
    TimelineChanges changes;
    const QByteArray message = change->change.entry.id;
    m_ownChanges.erase(change);
    makeAgain(message, changes);
    return changes;
}

// What has failed is not done; only the words of an edit stay, so that they can be written again.
void Timeline::applyOwnChanges(TimelineItem &item) const
{
    for (const OwnChange &own : m_ownChanges) {
        const PendingChange &change = own.change;
        if (change.entry.id != item.entry.id)
            continue;
        const bool hasFailed = change.state == PendingState::Failed;
        if (!hasFailed || change.entry.type == chat::EntryType::Edit)
            applyAmendment(item, change.entry);
        item.key = change.key;
        item.state = change.state;
        item.failure = change.failure;
    }
}

} // namespace app
