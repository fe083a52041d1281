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
    if (tls.certificates.isEmpty() && tls.key.isNull())
        return std::nullopt;
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
    if (const auto error = checkTls(line.options.server.tls, texts))
        return *error;
    return line;
}

} // namespace server
