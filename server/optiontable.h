#pragma once

#include "server/serveroptions.h"
#include "stomp/result.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <map>
#include <optional>
#include <vector>

namespace server {

// Which messages of the log go to stderr.
enum class LogLevel { Error, Warning, Info, Debug };

// What the program needs besides the server's own options.
struct ProgramOptions {
    ServerOptions server;
    LogLevel logLevel = LogLevel::Warning;
    QString announcedName; // empty: the local network is told nothing
};

// The value of each option that was given, as text; the same from the command line and from a file.
using OptionTexts = std::map<QByteArray, std::vector<QByteArray>>;

// One option: its name (without the dashes), what its value looks like, and what it does.
struct OptionDefinition {
    const char *name;
    const char *value; // empty: it is there or not
    const char *help;
    bool mayRepeat;
    // nullopt, or what would be right.
    std::optional<QByteArray> (*apply)(
        ProgramOptions &options, const std::vector<QByteArray> &texts);
};
const std::vector<OptionDefinition> &optionTable();

// One limit: a number of the [limits] table of a configuration file.
struct LimitDefinition {
    const char *name;
    qint64 smallest;
    qint64 largest;
    void (*apply)(ServerOptions &options, qint64 value);
    qint64 (*read)(const ServerOptions &options);
};
const std::vector<LimitDefinition> &limitTable();
// All of them with the values they have here, as that table (S-368).
QByteArray limitsAsToml(const ServerOptions &options);

// Applies what was given; the error is a line that names the option and what would be right.
// `prefix` stands before names in it ("--", or nothing for a file).
std::optional<QByteArray> applyOptions(
    ProgramOptions &options, const OptionTexts &texts, const QByteArray &prefix);

} // namespace server
