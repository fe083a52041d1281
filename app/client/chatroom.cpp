#include "app/client/chatroom.h"

#include "app/client/texts.h"

#include <algorithm>

namespace app {

namespace {

PendingState pendingState(const OutboxMessage &message)
{
    if (message.state == OutboxMessage::State::Failed)
        return PendingState::Failed;
    if (message.state == OutboxMessage::State::Writing)
        return PendingState::Writing;
    return message.isLate ? PendingState::Late : PendingState::Waiting;
}

} // namespace

ChatRoom::ChatRoom(QByteArray id, Requests requests, QObject *parent)
    : QObject(parent)
    , m_requests(std::move(requests))
{
    m_info.id = std::move(id);
    m_typingTimer.setSingleShot(true);
    connect(&m_typingTimer, &QTimer::timeout, this, &ChatRoom::typingDue);
}

QString ChatRoom::name() const
{
    return m_info.name.isEmpty() ? QString::fromLatin1(m_info.id) : m_info.name;
}

qint64 ChatRoom::lastSeq() const
{
    return std::max(m_info.lastSeq, m_timeline.lastSeq());
}

qint64 ChatRoom::unreadCount() const
{
    const qint64 last = lastSeq();
    const qint64 read = readUpTo();
    return std::max<qint64>(0, last - read - m_timeline.silentCount(read, last));
}

qint64 ChatRoom::mentionCount() const
{
    return m_timeline.mentionCount(readUpTo(), lastSeq());
}

void ChatRoom::clearEntryMarker()
{
    setEntryMarker(-1);
}

void ChatRoom::setEntryMarker(qint64 seq)
{
    if (seq == m_entryMarker)
        return;
    m_entryMarker = seq;
    Q_EMIT entryMarkerChanged(seq);
}

void ChatRoom::setOpen(bool isOpen)
{
    if (isOpen == m_isOpen)
        return;
    m_isOpen = isOpen;
    m_isKeptUnread = false;
    forgetComings();
    setEntryMarker(isOpen && unreadCount() > 0 ? readUpTo() : -1);
    if (isOpen)
        fillSmallHole();
    else
        m_isActive = false;
    if (!isOpen)
        forgetSought();
}

void ChatRoom::setActive(bool isActive)
{
    if (isActive == m_isActive)
        return;
    m_isActive = isActive;
    if (isActive && unreadCount() > 0)
        setEntryMarker(readUpTo());
}

void ChatRoom::markReadUpTo(qint64 seq)
{
    seq = std::min(seq, lastSeq());
    if (m_isActive && !m_isKeptUnread && seq >= m_marks.unreadFrom)
        setUnreadFrom(m_marks.unreadFrom == 0 || seq >= m_read ? 0 : seq + 1);
    if (!m_isActive || seq <= m_read)
        return;
    setReadMarker(seq);
    m_requests.network(MarkReadCommand{
        id(), seq, m_entryMarker >= 0 ? std::optional(m_entryMarker) : std::nullopt});
}

void ChatRoom::setReadMarker(qint64 seq)
{
    if (seq <= m_read)
        return;
    m_read = seq;
    Q_EMIT readMarkerChanged(seq);
    announceCounts();
}

// The line is drawn where it is drawn on the device that somebody reads on.
void ChatRoom::readElsewhere(const chat::ReadMarker &marker)
{
    setReadMarker(marker.seq);
    if (m_isOpen && !m_isActive && marker.joined > 0 && marker.joined < marker.seq)
        setEntryMarker(marker.joined);
}

bool ChatRoom::send(const QString &text, const QByteArray &replyTo)
{
    if (text.trimmed().isEmpty())
        return false;
    OutboxMessage message;
    message.room = id();
    message.key = makeIdempotencyKey();
    message.text = text;
    message.replyTo = replyTo;
    m_requests.say(std::move(message));
    return true;
}

void ChatRoom::skipEntry(qint64 seq)
{
    announce(m_timeline.skip(seq));
}

void ChatRoom::retry(const QByteArray &key)
{
    m_requests.retry(key);
}

void ChatRoom::discard(const QByteArray &key)
{
    m_requests.discard(key);
}

void ChatRoom::editFailed(const QByteArray &key, const QString &text)
{
    if (!text.trimmed().isEmpty())
        m_requests.edit(key, text);
}

QString ChatRoom::draft(const QByteArray &replyTo) const
{
    const auto known = m_drafts.find(replyTo);
    return known == m_drafts.end() ? QString() : known->second;
}

void ChatRoom::setDraft(const QString &text, const QByteArray &replyTo)
{
    if (text == draft(replyTo))
        return;
    if (text.isEmpty())
        m_drafts.erase(replyTo);
    else
        m_drafts.insert_or_assign(replyTo, text);
    m_requests.keepDraft(replyTo, text);
    Q_EMIT draftChanged();
}

void ChatRoom::restore(StoredRoom room, const Drafts &drafts)
{
    setInfo(room.info);
    announce(m_timeline.restore(std::move(room.entries)));
    fillSmallHole();
    if (m_isOpen && m_entryMarker < 0 && unreadCount() > 0)
        setEntryMarker(readUpTo());
    m_drafts.insert(drafts.begin(), drafts.end()); // what was written since stays
    if (!drafts.empty()) {
        Q_EMIT draftsRestored();
        Q_EMIT draftChanged();
    }
}

void ChatRoom::setSelf(const Self &self)
{
    m_self = self;
    announce(m_timeline.setSelf(self.person, self.name));
}

void ChatRoom::setInfo(const chat::RoomInfo &info)
{
    const bool isNew = info.name != m_info.name || info.topic != m_info.topic
        || info.isArchived != m_info.isArchived;
    const qint64 lastSeq = std::max(m_info.lastSeq, info.lastSeq);
    m_info = info;
    m_info.lastSeq = lastSeq;
    setReadMarker(info.read);
    if (isNew)
        Q_EMIT infoChanged();
    announceCounts();
}

// Of a message that is shown another one came under its number.
bool ChatRoom::isAnotherHistory(const std::vector<chat::Entry> &entries) const
{
    return std::any_of(entries.begin(), entries.end(), [this](const chat::Entry &entry) {
        const TimelineItemPointer known = m_timeline.find(entry.seq);
        return known && known->kind == TimelineItem::Kind::Message
            && (entry.type != chat::EntryType::Message || entry.id != known->entry.id);
    });
}

void ChatRoom::addEntries(std::vector<chat::Entry> entries)
{
    if (isAnotherHistory(entries)) {
        Q_EMIT historyReplaced();
        return;
    }
    Q_EMIT entriesArrived(entries);
    const qint64 seen = std::max(m_read, m_timeline.lastSeq());
    std::vector<chat::Entry> unseen;
    std::copy_if(
        entries.begin(), entries.end(), std::back_inserter(unseen), [&](const chat::Entry &entry) {
            return !m_isActive && entry.seq > seen && entry.type == chat::EntryType::Message
                && entry.author.id != m_self.person;
        });
    if (std::any_of(entries.begin(), entries.end(),
            [](const chat::Entry &entry) { return entry.type == chat::EntryType::Message; }))
        forgetComings();
    announce(m_timeline.add(std::move(entries)));
    for (const chat::Entry &entry : unseen) {
        const TimelineItemPointer item = m_timeline.find(entry.seq);
        Q_EMIT unseenMessageArrived(entry, item && item->isMention);
    }
    fillSmallHole();
}

void ChatRoom::addGap(const chat::Gap &gap)
{
    announce(m_timeline.addGap(gap));
}

void ChatRoom::outboxChanged(const OutboxMessage &message)
{
    const bool isFailed = message.state == OutboxMessage::State::Failed;
    if (message.kind != OutboxMessage::Kind::Message) {
        chat::Entry entry = entryOf(message);
        entry.author = {m_self.person, m_self.name};
        announce(m_timeline.setPendingChange({std::move(entry), message.key, pendingState(message),
            isFailed ? failureText(message.failure) : QString()}));
        return;
    }
    announce(m_timeline.setPending({message.key, message.text, message.replyTo, message.writtenAt,
        pendingState(message), isFailed ? failureText(message.failure) : QString()}));
}

void ChatRoom::outboxRemoved(const QByteArray &key)
{
    announce(m_timeline.removePending(key));
}

void ChatRoom::receiptArrived(const QByteArray &key, qint64 seq)
{
    announce(m_timeline.confirm(key, seq));
    Q_EMIT receipted(key, seq);
}

void ChatRoom::announce(TimelineChanges changes)
{
    if (!changes.empty())
        Q_EMIT timelineChanged(changes);
    announceCounts();
}

void ChatRoom::announceCounts()
{
    const qint64 unread = unreadCount();
    const qint64 mentions = mentionCount();
    if (unread == m_announcedUnread && mentions == m_announcedMentions)
        return;
    m_announcedUnread = unread;
    m_announcedMentions = mentions;
    Q_EMIT countsChanged();
}

} // namespace app
