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
