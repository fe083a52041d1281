#include "server/commandline.h"

#include "server/configfile.h"

#include <CLI/CLI.hpp>

#include <QFile>

#include <algorithm>

namespace server {

namespace {

// What CLI11 writes into: texts of each option of the table, flags as "true".
struct Given {
    std::map<std::string, std::vector<std::string>> values;
    std::map<std::string, bool> flags;
    std::string config;
    bool asksForLimits = false;
    std::string file; // of a command
    std::string room;
    std::string format;

    OptionTexts texts() const
    {
        OptionTexts out;
        for (const auto &[name, given] : values) {
            for (const std::string &text : given)
                out[QByteArray::fromStdString(name)].push_back(QByteArray::fromStdString(text));
        }
        for (const auto &[name, isGiven] : flags) {
            if (isGiven)
                out[QByteArray::fromStdString(name)] = {"true"};
        }
        return out;
    }
};

void addOptions(CLI::App &app, Given &given)
{
    app.set_help_flag("--help", "print this and exit");
    app.set_version_flag("--version", "maru-server " MARU_VERSION);
    for (const OptionDefinition &option : optionTable()) {
        const std::string name = std::string("--") + option.name;
        if (*option.value == '\0') {
            app.add_flag(name, given.flags[option.name], option.help);
            continue;
        }
        CLI::Option *added = app.add_option(name, given.values[option.name], option.help);
        added->type_name(option.value)->allow_extra_args(false)->expected(1);
        if (option.mayRepeat)
            added->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args(false);
    }
    app.add_option("--config", given.config,
           "TOML; the same names as keys, and all limits; the command line wins")
        ->type_name("FILE");
    app.add_flag("--limits", given.asksForLimits,
        "print all limits as a table of such a file, as they are by it or by default, and exit");
}

// Options of the server may stand behind a command, too; --data and --config mean something to it.
CLI::App &addCommand(CLI::App &app, Given &given, const char *name, const char *help)
{
    CLI::App &command = *app.add_subcommand(name, help)->fallthrough();
    command.set_help_flag("--help", "print this and exit");
    if (std::string(name) == "export")
        command.add_option("ROOM", given.room, "the id of a room")->required();
    command.add_option("FILE", given.file, "the file")->required();
    return command;
}

void addCommands(CLI::App &app, Given &given)
{
    app.require_subcommand(0, 1);
    addCommand(app, given, "backup", "copy the rooms into FILE; a server may be running on them");
    addCommand(app, given, "restore",
        "put a backup in the place of the rooms; what was there is kept beside it");
    addCommand(app, given, "export", "write one room into FILE (-: standard output)")
        .add_option("--format", given.format,
            "html, json or text; default: by the ending of FILE (.html, .json, .txt)")
        ->type_name("FORMAT");
}

using Task = std::optional<MaintenanceTask>;

stomp::BasicResult<Task, QByteArray> exportTask(const Given &given, const QString &file)
{
    const auto format =
        given.format.empty() ? exportFormatOf(file) : exportFormat(given.format.c_str());
    if (!format && given.format.empty())
        return QByteArray(
            "--format should be html, json or text, as FILE has no ending that says it");
    if (!format)
        return QByteArray("--format is \"" + QByteArray::fromStdString(given.format)
            + "\", and should be html, json or text");
    return Task(ExportTask{QByteArray::fromStdString(given.room), file, *format});
}

stomp::BasicResult<Task, QByteArray> taskOf(const CLI::App &app, const Given &given)
{
    const QString file = QFile::decodeName(QByteArray::fromStdString(given.file));
    if (app.got_subcommand("backup"))
        return Task(BackUpTask{file});
    if (app.got_subcommand("restore"))
        return Task(RestoreTask{file});
    if (app.got_subcommand("export"))
        return exportTask(given, file);
    return Task();
}

std::optional<QByteArray> checkTogether(const ServerOptions &options, const OptionTexts &given)
{
    if (options.inMemory && given.count("data") > 0)
        return "--in-memory keeps nothing, so that --data should not be given with it";
    const QByteArray application = options.prefixes.application + '/';
    const QByteArray broker = options.prefixes.broker + '/';
    if (application.startsWith(broker) || broker.startsWith(application)) {
        return "--broker-prefix is \"" + options.prefixes.broker
            + "\", and should not overlap with the application prefix \""
            + options.prefixes.application + '"';
    }
    return std::nullopt;
}

// The files are named when they were given on the command line.
std::optional<QByteArray> checkTls(const TlsIdentity &tls, const OptionTexts &given)
{
    const auto named = [&](const QByteArray &option) {
        const auto found = given.find(option);
        return "--" + option
            + (found == given.end() ? QByteArray() : " \"" + found->second.front() + '"');
    };
    if (tls.certificates.isEmpty() && tls.key.isNull()) {
        if (!tls.clientAuthorities.isEmpty())
            return named("tls-client-ca") + " is given, and --tls-cert should be given with it";
        return std::nullopt;
    }
    if (tls.key.isNull())
        return named("tls-cert") + " is given, and --tls-key should be given with it";
    if (tls.certificates.isEmpty())
        return named("tls-key") + " is given, and --tls-cert should be given with it";
    if (!areOfOnePair(tls))
        return named("tls-key") + " should be the private key of the certificate of "
            + named("tls-cert") + ", and is another";
    return std::nullopt;
}

QByteArray oneLine(const std::string &text)
{
    return QByteArray::fromStdString(text).simplified();
}

} // namespace

stomp::BasicResult<CommandLine, QByteArray> parseCommandLine(
    const std::vector<std::string> &arguments)
{
    Given given;
    CLI::App app("The chat server Maru without a window.", "maru-server");
    addOptions(app, given);
    addCommands(app, given);
    CommandLine line;
    try {
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
        app.parse(reversed);
    } catch (const CLI::CallForHelp &) {
        line.answer = QByteArray::fromStdString(app.help());
        return line;
    } catch (const CLI::CallForVersion &version) {
        line.answer = QByteArray(version.what()) + '\n';
        return line;
    } catch (const CLI::ParseError &error) {
        return oneLine(error.what()) + " (see maru-server --help)";
    }
    auto task = taskOf(app, given);
    if (!task)
        return task.error();
    line.task = *std::move(task);
    line.options.server.dataDirectory = ServerOptions::defaultDataDirectory();
    if (!given.config.empty()) {
        const QString file = QFile::decodeName(QByteArray::fromStdString(given.config));
        if (const auto error = applyConfigFile(line.options, file))
            return *error;
    }
    const OptionTexts texts = given.texts();
    if (const auto error = applyOptions(line.options, texts, "--"))
        return *error;
    if (const auto error = checkTogether(line.options.server, texts))
        return *error;
    if (line.task && line.options.server.inMemory)
        return QByteArray(
            "--in-memory keeps nothing, so that there is nothing to back up, restore or export");
    if (const auto error = checkTls(line.options.server.tls, texts))
        return *error;
    if (given.asksForLimits)
        line.answer = limitsAsToml(line.options.server);
    return line;
}

} // namespace server
