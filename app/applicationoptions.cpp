#include "app/applicationoptions.h"

#include <QCommandLineParser>

#include <algorithm>

namespace app {

// QCommandLineParser knows no optional values, so a bare --host becomes --host= first.
static QStringList withHostValue(QStringList arguments)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i] == QStringLiteral("--host")) {
            const bool hasValue = i + 1 < arguments.size() && !arguments[i + 1].startsWith(u'-');
            arguments[i] += u'=' + (hasValue ? arguments.takeAt(i + 1) : QString());
        }
    }
    return arguments;
}

std::vector<std::string> ApplicationOptions::protectedArguments(
    int count, const char *const *arguments)
{
    std::vector<std::string> result(arguments, arguments + count);
    for (std::size_t i = 1; i + 1 < result.size(); ++i) {
        if (result[i] == "--name") {
            result[i] += '=' + result[i + 1];
            result.erase(result.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    }
    return result;
}

static void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(ApplicationOptions::tr("Chat that anybody can host."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("link"),
        ApplicationOptions::tr("The same as --join."), QStringLiteral("[LINK]"));
    parser.addOptions({
        {QStringLiteral("host"), ApplicationOptions::tr("Start hosting at once."),
            QStringLiteral("NAME")},
        {QStringLiteral("join"),
            ApplicationOptions::tr("Join this server: a ws://, wss:// or maru:// address."),
            QStringLiteral("URL")},
        {QStringLiteral("room"), ApplicationOptions::tr("Open this room."), QStringLiteral("ID")},
        {QStringLiteral("name"), ApplicationOptions::tr("The name others see."),
            QStringLiteral("NAME")},
        {QStringLiteral("profile"),
            ApplicationOptions::tr("Keep settings and rooms in this folder."),
            QStringLiteral("DIR")},
    });
}

// What a desktop hands over when somebody clicks a link.
static bool isLink(const QString &argument)
{
    return argument.startsWith(QStringLiteral("maru:"), Qt::CaseInsensitive)
        || argument.startsWith(QStringLiteral("ws://"), Qt::CaseInsensitive)
        || argument.startsWith(QStringLiteral("wss://"), Qt::CaseInsensitive);
}

ApplicationOptions ApplicationOptions::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    ApplicationOptions options;
    const bool isGood = parser.parse(withHostValue(arguments));
    const QStringList links = parser.positionalArguments();
    const auto stray = std::find_if_not(links.begin(), links.end(), isLink);
    if (!isGood || stray != links.end() || links.size() > 1) {
        options.error = isGood
            ? tr("Unexpected argument: %1").arg(stray != links.end() ? *stray : links.last())
            : parser.errorText();
        return options;
    }
    if (parser.isSet(QStringLiteral("help"))) {
        options.help = parser.helpText();
    } else if (parser.isSet(QStringLiteral("version"))) {
        options.help = QStringLiteral("maru " MARU_VERSION "\n");
    }
    if (parser.isSet(QStringLiteral("host"))) {
        options.hostName = parser.value(QStringLiteral("host"));
    }
    options.join = parser.isSet(QStringLiteral("join")) ? parser.value(QStringLiteral("join"))
                                                        : links.value(0);
    options.room = parser.value(QStringLiteral("room")).toUtf8();
    options.name = parser.value(QStringLiteral("name"));
    options.profile = parser.value(QStringLiteral("profile"));
    return options;
}

} // namespace app
