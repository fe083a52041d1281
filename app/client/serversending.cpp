#include "app/client/serverconnection.h"

#include "app/client/statusreason.h"

// ServerConnection's part that sends: what is said, and what is asked for.
namespace app {

namespace {

constexpr char json[] = "application/json";

} // namespace

ServerConnection::Outgoing ServerConnection::outgoing(const OutboxMessage &message) const
{
    using Kind = OutboxMessage::Kind;
    const QByteArray &room = message.room;
    switch (message.kind) {
    case Kind::Edit:
        return {m_destinations.edit(room), json,
            chat::toJson(chat::EditRequest{message.target, message.text})};
    case Kind::Delete:
        return {
            m_destinations.remove(room), json, chat::toJson(chat::DeleteRequest{message.target})};
    case Kind::Reaction:
        return {m_destinations.react(room), json,
            chat::toJson(chat::ReactRequest{message.target, message.emoji, message.on})};
    case Kind::Pin:
        return {m_destinations.pin(room), json,
            chat::toJson(chat::PinRequest{message.target, message.on})};
    case Kind::Message:
        break;
    }
    if (message.replyTo.isEmpty())
        return {m_destinations.say(room), "text/plain;charset=utf-8", message.text.toUtf8()};
    return {m_destinations.say(room), json, chat::toJson(chat::Say{message.text, message.replyTo})};
}

void ServerConnection::handle(const SayCommand &command)
{
    const OutboxMessage &message = command.message;
    const Outgoing out = outgoing(message);
    const stomp::Headers headers{
        {"idempotency-key", message.key}, {"content-type", out.contentType}};
    const auto sent = m_client->send(
        out.destination, out.body, headers, [this, message](const stomp::Client::Receipt &receipt) {
            const qint64 seq = receipt ? receipt->header("seq").toLongLong() : 0;
            if (!receipt)
                m_report(SendFailedEvent{message.room, message.key, sendFailure(receipt.error())});
            else if (seq < 1 && message.kind == OutboxMessage::Kind::Message) // that says nothing
                m_report(SendFailedEvent{message.room, message.key, {"timeout", {}}});
            else
                m_report(ReceiptEvent{message.room, message.key, seq});
        });
    if (!sent)
        m_report(SendFailedEvent{message.room, message.key, sendFailure(sent.error())});
}

void ServerConnection::handle(const MarkReadCommand &command)
{
    // Unsent it is told again with the next list of rooms.
    if (m_isOnline)
        m_client->send(m_destinations.read(command.room),
            chat::toJson(chat::ReadRequest{command.seq, command.joined}), {{"content-type", json}});
}

void ServerConnection::handle(const ChangeRoomCommand &command)
{
    ask(command.request.id, m_destinations.changeRoom(), chat::toJson(command.request));
}

void ServerConnection::handle(const RemovePersonCommand &command)
{
    ask(command.room, m_destinations.removePerson(command.room),
        chat::toJson(chat::RemoveRequest{command.person, command.minutes}));
}

void ServerConnection::handle(const TypingCommand &command)
{
    if (m_isOnline)
        m_client->send(m_destinations.typing(command.room),
            chat::toJson(chat::TypingRequest{command.on}), {{"content-type", json}});
}

void ServerConnection::handle(const PresenceCommand &command)
{
    m_presence = command.state;
    if (m_isOnline)
        tellPresence();
}

void ServerConnection::tellPresence()
{
    m_client->send(m_destinations.presence(), chat::toJson(chat::PresenceRequest{m_presence}),
        {{"content-type", json}});
}

// What is refused, or cannot be asked now, is told as a problem.
void ServerConnection::ask(
    const QByteArray &room, const QByteArray &destination, const QByteArray &body)
{
    const auto fail = [this, room, destination](const stomp::Error &error) {
        const SendFailure failure = sendFailure(error);
        m_report(ProblemEvent{room, {failure.code, failure.detail, destination}});
    };
    const auto sent = m_client->send(
        destination, body, {{"content-type", json}}, [fail](const stomp::Client::Receipt &receipt) {
            if (!receipt)
                fail(receipt.error());
        });
    if (!sent)
        fail(sent.error());
}

} // namespace app
