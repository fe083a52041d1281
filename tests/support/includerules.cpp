#include "tests/support/includerules.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace test {
namespace {

struct FolderRule {
    QString folder;
    // Beside itself; a folder stands for its own files, not for those below it, and a header for
    // itself alone.
    QStringList mayInclude;
};

const std::vector<FolderRule> &folderRules()
{
    static const QStringList brokerInterfaces{u"server/broker/inboundhandler.h"_s,
        u"server/broker/messagelog.h"_s, u"server/broker/messagesearch.h"_s};
    static const std::vector<FolderRule> rules{
        {u"stomp"_s, {}},
        {u"stomp/chat"_s, {u"stomp"_s}},
        {u"server/broker"_s, {u"stomp"_s}},
        {u"server/routing"_s, {u"server/broker"_s, u"stomp"_s}},
        {u"server/net"_s, {u"server/broker"_s, u"stomp"_s}},
        {u"server/rooms"_s,
            brokerInterfaces
                + QStringList{u"server/routing"_s, u"server/storage"_s, u"stomp"_s,
                    u"stomp/chat"_s}},
        {u"server/storage"_s,
            {u"server/broker/messagelog.h"_s, u"server/broker/messagesearch.h"_s,
                u"server/broker/logport.h"_s, u"stomp"_s, u"stomp/chat"_s}},
        {u"server/relay"_s, {u"server/broker"_s, u"stomp"_s, u"stomp/chat"_s}},
        {u"server"_s,
            {u"server/broker"_s, u"server/routing"_s, u"server/net"_s, u"server/rooms"_s,
                u"server/storage"_s, u"server/relay"_s, u"stomp"_s, u"stomp/chat"_s}},
        {u"app/client"_s, {u"stomp"_s, u"stomp/chat"_s}},
        {u"app/models"_s, {u"app/client"_s}},
        {u"app/delegates"_s, {u"app/models"_s}},
        {u"app/views"_s, {u"app/client"_s, u"app/models"_s, u"app/delegates"_s}},
        {u"app"_s, {u"app/client"_s, u"app/models"_s, u"app/delegates"_s, u"app/views"_s}},
    };
    return rules;
}

// Single files that may include one header more than their folder.
bool isException(const QString &file, const QString &header)
{
    return file == "app/client/hostservice.cpp"_L1 && header == "server/server.h"_L1;
}

bool isQtModule(const QString &header)
{
    static const QStringList modules{u"QtConcurrent"_s, u"QtCore"_s, u"QtDBus"_s, u"QtGui"_s,
        u"QtNetwork"_s, u"QtOpenGL"_s, u"QtPrintSupport"_s, u"QtSql"_s, u"QtSvg"_s, u"QtTest"_s,
        u"QtWebSockets"_s, u"QtWidgets"_s, u"QtXml"_s};
    return modules.contains(header);
}

QString folderOf(const QString &path)
{
    return path.section(u'/', 0, -2);
}

const FolderRule *ruleOf(const QString &folder)
{
    const auto &rules = folderRules();
    const auto found = std::find_if(rules.begin(), rules.end(),
        [&folder](const FolderRule &rule) { return rule.folder == folder; });
    return found == rules.end() ? nullptr : &*found;
}

// Why a file may not include this header of the project; nothing when it may.
std::optional<QString> judgeOwnHeader(const QString &file, const QString &header)
{
    if (header.endsWith(".moc"_L1) || isException(file, header))
        return std::nullopt;
    const QString from = folderOf(file);
    const QString to = folderOf(header);
    const FolderRule *rule = ruleOf(from);
    if (!rule)
        return u"%1 is not in the table of folders"_s.arg(from);
    if (!ruleOf(to))
        return u"includes start at the root of the repository, in a folder of the table"_s;
    if (from == to || rule->mayInclude.contains(to) || rule->mayInclude.contains(header))
        return std::nullopt;
    return u"%1 may include %2"_s.arg(from,
        rule->mayInclude.isEmpty() ? u"only itself"_s
                                   : u"itself, "_s + rule->mayInclude.join(u", "_s));
}

std::optional<QString> judgeSystemHeader(const QString &header)
{
    if (!isQtModule(header))
        return std::nullopt;
    return u"include the headers of classes, not of a whole Qt module"_s;
}

} // namespace

std::vector<IncludeViolation> checkIncludes(const QString &path, const QByteArray &content)
{
    static const QRegularExpression includeLine(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    std::vector<IncludeViolation> violations;
    int number = 0;
    for (const QByteArray &line : content.split('\n')) {
        ++number;
        const auto match = includeLine.match(QString::fromUtf8(line));
        if (!match.hasMatch())
            continue;
        const QString header = match.captured(2);
        const auto rule =
            match.captured(1) == "\""_L1 ? judgeOwnHeader(path, header) : judgeSystemHeader(header);
        if (rule)
            violations.push_back({path, number, header, *rule});
    }
    return violations;
}

} // namespace test
