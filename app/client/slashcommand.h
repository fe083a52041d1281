#pragma once

#include <QString>

#include <array>
#include <optional>

namespace app {

// What is done instead of said: "/topic Anything goes".
struct SlashCommand {
    enum class Kind { Topic, Room };

    Kind kind = Kind::Topic;
    QString argument;

    // Nothing when it is a message: a path, a word that is no command, a command without its words.
    static std::optional<SlashCommand> parse(const QString &text);
    static QString name(Kind kind); // "/topic"

    friend bool operator==(const SlashCommand &, const SlashCommand &) = default;
};

inline constexpr std::array slashCommands{SlashCommand::Kind::Topic, SlashCommand::Kind::Room};

} // namespace app
