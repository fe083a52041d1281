#include "server/storage/exportwriter.h"

#include "stomp/chat/jsonreader.h"

#include <QDateTime>
#include <QJsonObject>

namespace server {

using namespace Qt::StringLiterals;

namespace {

QDateTime utc(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
}

QString dayOf(const chat::Entry &entry)
{
    return utc(entry.sentAt).toString(QStringLiteral("yyyy-MM-dd"));
}

QString timeOf(const chat::Entry &entry)
{
    return utc(entry.sentAt).toString(QStringLiteral("HH:mm:ss"));
}

QString roomChange(const chat::Entry &entry)
{
    QString change = QStringLiteral("%1 named the room \"%2\"").arg(entry.author.name, entry.name);
    if (!entry.topic.isEmpty())
        change += QStringLiteral(", topic \"%1\"").arg(entry.topic);
    return change;
}

bool isShown(const ExportedEntry &entry)
{
    return entry.entry
        && (entry.entry->type == chat::EntryType::Message
            || entry.entry->type == chat::EntryType::Room);
}

class JsonWriter final : public ExportWriter {
public:
    QByteArray begin(const RoomRecord &room) override
    {
        const QJsonObject object{{"id"_L1, QString::fromUtf8(room.id)}, {"name"_L1, room.name},
            {"topic"_L1, room.topic}, {"creator"_L1, QString::fromUtf8(room.creator)},
            {"createdAt"_L1, chat::formatTime(room.createdAt)}, {"lastSeq"_L1, room.lastSeq}};
        return "{\"room\":" + chat::compact(object) + ",\"entries\":[";
    }
    QByteArray entry(const ExportedEntry &entry) override
    {
        return (std::exchange(m_isFirst, false) ? "\n" : ",\n") + entry.json;
    }
    QByteArray end() override { return "\n]}\n"; }

private:
    bool m_isFirst = true;
};

class TextWriter final : public ExportWriter {
public:
    QByteArray begin(const RoomRecord &room) override
    {
        QString text = room.name + u'\n';
        if (!room.topic.isEmpty())
            text += room.topic + u'\n';
        return (text + QStringLiteral("Times are UTC.\n")).toUtf8();
    }
    QByteArray entry(const ExportedEntry &exported) override
    {
        if (!isShown(exported))
            return {};
        const chat::Entry &entry = *exported.entry;
        QString line = QStringLiteral("\n[%1 %2] ").arg(dayOf(entry), timeOf(entry));
        if (entry.type == chat::EntryType::Room)
            return (line + QStringLiteral("* ") + oneLine(roomChange(entry))).toUtf8();
        line += oneLine(entry.author.name);
        if (exported.repliesTo > 0)
            line += QStringLiteral(" (to %1)").arg(oneLine(exported.repliesToName));
        return (line + QStringLiteral(": ") + said(exported)).toUtf8();
    }
    QByteArray end() override { return "\n"; }

private:
    static QString oneLine(const QString &text) { return text.simplified(); }

    // Further lines are indented, so that none passes for a message.
    static QString said(const ExportedEntry &exported)
    {
        if (exported.isDeleted)
            return QStringLiteral("(deleted)");
        QString text = exported.newText.value_or(exported.entry->text);
        text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        text.replace(u'\r', u'\n');
        text.replace(QStringLiteral("\n"), QStringLiteral("\n    "));
        if (exported.newText)
            text += QStringLiteral(" (edited)");
        if (!exported.reactions.isEmpty())
            text += QStringLiteral("\n    ") + exported.reactions;
        return text;
    }
};

constexpr char pageStyle[] =
    "body{font-family:'Noto Sans','Noto Sans CJK KR','Malgun Gothic','Apple SD Gothic Neo',"
    "sans-serif;line-height:1.5;max-width:48rem;margin:2rem auto;padding:0 1rem;"
    "color:#1f2328;background:#fff}"
    "h1{margin-bottom:0}h2{font-size:1rem;text-align:center;color:#59636e;margin:2rem 0 1rem}"
    "article{margin:.75rem 0}article p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
    "header b{margin-right:.5rem}time,.note{color:#59636e;font-size:.85rem}"
    "article:target{background:#fff8c5}"
    "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}"
    "h2,time,.note{color:#9198a1}a{color:#4493f8}article:target{background:#3a3000}}";

class HtmlWriter final : public ExportWriter {
public:
    QByteArray begin(const RoomRecord &room) override
    {
        const QString name = room.name.toHtmlEscaped();
        QString page = QStringLiteral("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                                      "<meta http-equiv=\"Content-Security-Policy\" "
                                      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                                      "<meta name=\"viewport\" content=\"width=device-width\">\n"
                                      "<title>");
        page += name + u"</title>\n<style>"_s + QLatin1String(pageStyle)
            + u"</style>\n</head>\n<body>\n<h1>"_s + name + u"</h1>\n"_s;
        if (!room.topic.isEmpty())
            page += u"<p>"_s + room.topic.toHtmlEscaped() + u"</p>\n"_s;
        page += QStringLiteral("<p class=\"note\">Times are UTC.</p>\n");
        return page.toUtf8();
    }
    QByteArray entry(const ExportedEntry &exported) override
    {
        if (!isShown(exported))
            return {};
        const chat::Entry &entry = *exported.entry;
        QString html;
        if (const QString day = dayOf(entry); day != m_day) {
            m_day = day;
            html += u"<h2>"_s + day + u"</h2>\n"_s;
        }
        if (entry.type == chat::EntryType::Room)
            html += u"<p class=\"note\">"_s + roomChange(entry).toHtmlEscaped() + u"</p>\n"_s;
        else
            html += message(exported);
        return html.toUtf8();
    }
    QByteArray end() override { return "</body>\n</html>\n"; }

private:
    static QString message(const ExportedEntry &exported)
    {
        const chat::Entry &entry = *exported.entry;
        QString html = QStringLiteral("<article id=\"m%1\">\n<header><b>").arg(entry.seq);
        html += entry.author.name.toHtmlEscaped() + u"</b><time datetime=\""_s
            + chat::formatTime(entry.sentAt) + u"\">"_s + timeOf(entry) + u"</time></header>\n"_s;
        if (exported.repliesTo > 0)
            html += QStringLiteral("<p class=\"note\"><a href=\"#m%1\">").arg(exported.repliesTo)
                + u"\u21AA "_s + exported.repliesToName.toHtmlEscaped() + u"</a></p>\n"_s;
        if (exported.isDeleted)
            return html + QStringLiteral("<p class=\"note\">(deleted)</p>\n</article>\n");
        html += u"<p>"_s + exported.newText.value_or(entry.text).toHtmlEscaped() + u"</p>\n"_s;
        if (exported.newText)
            html += QStringLiteral("<p class=\"note\">(edited)</p>\n");
        if (!exported.reactions.isEmpty())
            html += u"<p class=\"note\">"_s + exported.reactions.toHtmlEscaped() + u"</p>\n"_s;
        return html + QStringLiteral("</article>\n");
    }

    QString m_day;
};

} // namespace

std::unique_ptr<ExportWriter> makeExportWriter(ExportFormat format)
{
    if (format == ExportFormat::Html)
        return std::make_unique<HtmlWriter>();
    if (format == ExportFormat::Text)
        return std::make_unique<TextWriter>();
    return std::make_unique<JsonWriter>();
}

} // namespace server
