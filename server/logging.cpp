#include "server/logging.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <cstdio>

namespace server {

namespace {

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
    case QtFatalMsg:
        return "error";
    }
    return "error";
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1()
        + ' ' + levelName(type) + ' ' + context.category + ": " + escapedForLog(message.toUtf8())
        + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
}

QString filterRules(LogLevel level)
{
    const auto rule = [&](const char *type, LogLevel shownFrom) {
        return QStringLiteral("*.%1=%2\n")
            .arg(QLatin1String(type), level >= shownFrom ? u"true" : u"false");
    };
    return rule("debug", LogLevel::Debug) + rule("info", LogLevel::Info)
        + rule("warning", LogLevel::Warning) + QStringLiteral("qt.*.debug=false\n");
}

} // namespace

QByteArray escapedForLog(const QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size());
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x20 || byte == 0x7f)
            out += "\\x" + QByteArray::number(byte, 16).rightJustified(2, '0');
        else
            out += character;
    }
    return out;
}

void installLog(LogLevel level)
{
    QLoggingCategory::setFilterRules(filterRules(level));
    qInstallMessageHandler(write);
}

} // namespace server
