#include "tests/wire/scriptrows.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace wire {

ScriptFolder readScripts(const QString &path)
{
    ScriptFolder folder;
    const QDir directory(path);
    for (const QFileInfo &info : directory.entryInfoList({u"*.stomp"_s}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) {
            folder.complaint = info.fileName().toUtf8() + " cannot be read";
            return folder;
        }
        const ScriptFile content = parseScripts(file.readAll());
        if (!content.complaint.isEmpty()) {
            folder.complaint = info.fileName().toUtf8() + ": " + content.complaint;
            return folder;
        }
        for (const Script &script : content.scripts)
            folder.scripts.emplace_back(info.completeBaseName(), script);
    }
    if (folder.scripts.empty())
        folder.complaint = "there are no scripts in " + path.toUtf8();
    return folder;
}

void addRows(const QString &file, const Script &script, const QByteArray &version)
{
    const QByteArray row = file.toUtf8() + ": " + script.requirements.join(' ') + ' ' + script.title
        + (script.versions.size() > 1 ? " in " + version : QByteArray());
    if (script.runsOverWebSocket)
        QTest::newRow(row + " (WebSocket)") << script << version << Carrier::WebSocket;
    if (script.runsOverTcp)
        QTest::newRow(row + " (TCP)") << script << version << Carrier::Tcp;
}

} // namespace wire
