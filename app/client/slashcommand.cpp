#include "app/client/slashcommand.h"

namespace app {

QString SlashCommand::name(Kind kind)
{
    switch (kind) {
    case Kind::Topic:
        return QStringLiteral("/topic");
    case Kind::Room:
        return QStringLiteral("/room");
    }
    return {};
}

std::optional<SlashCommand> SlashCommand::parse(const QString &text)
{
    const QString argument = text.section(u' ', 1).trimmed();
    if (argument.isEmpty() || text.contains(u'\n'))
        return std::nullopt;
    for (const Kind kind : slashCommands) {
        if (text.section(u' ', 0, 0) == name(kind))
            return SlashCommand{kind, argument};
    }
    return std::nullopt;
}

} // namespace app
