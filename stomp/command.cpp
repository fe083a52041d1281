#include "stomp/command.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stomp {

namespace {

constexpr std::array<std::pair<Command, const char *>, 15> names{{
    {Command::Connect, "CONNECT"},
    {Command::Stomp, "STOMP"},
    {Command::Send, "SEND"},
    {Command::Subscribe, "SUBSCRIBE"},
    {Command::Unsubscribe, "UNSUBSCRIBE"},
    {Command::Ack, "ACK"},
    {Command::Nack, "NACK"},
    {Command::Begin, "BEGIN"},
    {Command::Commit, "COMMIT"},
    {Command::Abort, "ABORT"},
    {Command::Disconnect, "DISCONNECT"},
    {Command::Connected, "CONNECTED"},
    {Command::Message, "MESSAGE"},
    {Command::Receipt, "RECEIPT"},
    {Command::Error, "ERROR"},
}};

} // namespace

QByteArray toBytes(Command command)
{
    return names[static_cast<std::size_t>(command)].second;
}

std::optional<Command> parseCommand(QByteArrayView name)
{
    const auto found = std::find_if(names.begin(), names.end(),
        [name](const auto &entry) { return name == QByteArrayView(entry.second); });
    if (found == names.end())
        return std::nullopt;
    return found->first;
}

bool isClientCommand(Command command)
{
    return command <= Command::Disconnect;
}

bool mayHaveBody(Command command)
{
    return command == Command::Send || command == Command::Message || command == Command::Error;
}

bool hasEscapedHeaders(Command command)
{
    return command != Command::Connect && command != Command::Stomp
        && command != Command::Connected;
}

} // namespace stomp
