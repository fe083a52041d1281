#include "app/client/chatroom.h"

#include "app/client/clock.h"

#include <algorithm>
#include <utility>

// ChatRoom's part for what becomes of messages, and for the people.
namespace app {

namespace {

bool hasReacted(const TimelineItem &item, const QString &emoji, const QByteArray &person)
{
    return std::any_of(item.reactions.begin(), item.reactions.end(), [&](const Reaction &reaction) {
        return reaction.emoji == emoji
            && std::any_of(reaction.people.begin(), reaction.people.end(),
                [&person](const chat::Author &author) { return author.id == person; });
    });
}

} // namespace

void ChatRoom::edit(const QByteArray &message, const QString &text)
{
    const TimelineItemPointer item = m_timeline.findMessage(message);
    if (text.trimmed().isEmpty() || (item && item->text == text))
        return;
    OutboxMessage change;
    change.kind = OutboxMessage::Kind::Edit;
    change.target = message;
    change.text = text;
    amend(std::move(change));
}

void ChatRoom::remove(const QByteArray &message)
{
    OutboxMessage change;
    change.kind = OutboxMessage::Kind::Delete;
    change.target = message;
    amend(std::move(change));
}

void ChatRoom::react(const QByteArray &message, const QString &emoji)
{
    const TimelineItemPointer item = m_timeline.findMessage(message);
    if (!item)
        return;
    OutboxMessage change;
    change.kind = OutboxMessage::Kind::Reaction;
    change.target = message;
    change.emoji = emoji;
    change.on = !hasReacted(*item, emoji, m_self.person);
    amend(std::move(change));
}

void ChatRoom::pin(const QByteArray &message, bool on)
{
    OutboxMessage change;
    change.kind = OutboxMessage::Kind::Pin;
    change.target = message;
    change.on = on;
    amend(std::move(change));
}

void ChatRoom::amend(OutboxMessage message)
{
    message.room = id();
    message.key = makeIdempotencyKey();
    m_requests.say(std::move(message));
}

bool ChatRoom::isModerator() const
{
    return m_self.isHost || (!m_self.person.isEmpty() && m_info.creator == m_self.person);
}

void ChatRoom::setMembers(std::vector<chat::Member> members)
{
    m_members = std::move(members);
    Q_EMIT membersChanged();
}

void ChatRoom::changeMember(const chat::MemberChange &change)
{
    const auto known = std::find_if(m_members.begin(), m_members.end(),
        [&change](const chat::Member &member) { return member.person == change.member.person; });
    if (change.event == chat::MemberChange::Event::Left) {
        if (known == m_members.end())
            return;
        m_members.erase(known);
        noteComing(change.member, false);
    } else if (known == m_members.end()) {
        m_members.push_back(change.member);
        noteComing(change.member, true);
    } else {
        *known = change.member;
    }
    Q_EMIT membersChanged();
}

void ChatRoom::noteComing(const chat::Member &member, bool isHere)
{
    constexpr std::size_t manyPeople = 50;
    if (m_members.size() > manyPeople)
        forgetComings();
    if (member.person == m_self.person || m_members.size() > manyPeople)
        return;
    if (isHere)
        m_comings.came(member);
    else
        m_comings.left(member);
    Q_EMIT comingsChanged();
}

void ChatRoom::forgetComings()
{
    if (m_comings.isEmpty())
        return;
    m_comings.clear();
    Q_EMIT comingsChanged();
}

void ChatRoom::removePerson(const QByteArray &person, int minutes)
{
    m_requests.network(RemovePersonCommand{id(), person, minutes});
}

// What is behind what was read here, or behind what somebody marked as unread.
qint64 ChatRoom::readUpTo() const
{
    return m_marks.unreadFrom > 0 ? std::min(m_read, m_marks.unreadFrom - 1) : m_read;
}

void ChatRoom::markRead()
{
    m_isKeptUnread = false;
    setUnreadFrom(0);
    const qint64 last = lastSeq();
    if (last <= m_read)
        return;
    setReadMarker(last);
    m_requests.network(MarkReadCommand{id(), last, std::nullopt});
}

void ChatRoom::markUnreadFrom(qint64 seq)
{
    if (seq < 1 || seq > lastSeq())
        return;
    m_isKeptUnread = m_isOpen;
    setUnreadFrom(seq);
    if (m_isOpen)
        setEntryMarker(readUpTo());
}

qint64 ChatRoom::newestFromOthers() const
{
    const auto &items = m_timeline.items();
    const auto newest = std::find_if(items.rbegin(), items.rend(), [](const auto &item) {
        return item->kind == TimelineItem::Kind::Message && !item->isOwn && !item->isDeleted;
    });
    return newest == items.rend() ? 0 : (*newest)->entry.seq;
}

void ChatRoom::setUnreadFrom(qint64 seq)
{
    RoomMarks marks = m_marks;
    marks.unreadFrom = seq;
    setMarks(marks);
}

void ChatRoom::setFavourite(bool isFavourite)
{
    RoomMarks marks = m_marks;
    marks.isFavourite = isFavourite;
    setMarks(marks);
}

void ChatRoom::setMuted(bool isMuted)
{
    RoomMarks marks = m_marks;
    marks.isMuted = isMuted;
    setMarks(marks);
}

void ChatRoom::setMarks(const RoomMarks &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    Q_EMIT marksChanged(m_marks);
    announceCounts();
}

QStringList ChatRoom::typingNames() const
{
    return m_typing.names(now());
}

void ChatRoom::wrote(bool hasText)
{
    tellTyping(m_typing.wrote(hasText, now()));
}

void ChatRoom::typingHeard(const chat::Typing &typing, qint64 at)
{
    if (typing.person == m_self.person)
        return;
    m_typing.heard(typing, at);
    typingDue();
}

void ChatRoom::typingDue()
{
    tellTyping(m_typing.wake(now()));
    const QStringList names = typingNames();
    if (names != std::exchange(m_typingNames, names))
        Q_EMIT typingChanged(names);
}

void ChatRoom::tellTyping(std::optional<bool> isTyping)
{
    if (isTyping)
        m_requests.network(TypingCommand{id(), *isTyping});
    if (const auto next = m_typing.nextWake())
        m_typingTimer.start(static_cast<int>(std::max<qint64>(1, *next - now())));
    else
        m_typingTimer.stop();
}

} // namespace app
