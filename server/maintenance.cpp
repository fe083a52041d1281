#include "server/maintenance.h"

#include "server/storage/backup.h"
#include "server/storage/logoptions.h"

#include <QFile>
#include <QSaveFile>

#include <cstdio>

namespace server {

namespace {

using Outcome = stomp::BasicResult<Maintained, MaintenanceError>;

MaintenanceError failure(const LogError &error)
{
    const bool isOfFile = error.code == "file-unusable" || error.code == "no-such-room";
    return {isOfFile ? MaintenanceError::fileUnusable : MaintenanceError::dataUnusable,
        error.detail, error.code};
}

MaintenanceError fileFailure(const QString &file, const QString &why)
{
    return {
        MaintenanceError::fileUnusable, QStringLiteral("%1: %2").arg(file, why), "file-unusable"};
}

QString inWords(const BackupContent &content)
{
    return QStringLiteral("%1 rooms, %2 entries").arg(content.rooms).arg(content.entries);
}

Outcome run(const BackUpTask &task, const QString &dataDirectory)
{
    const auto content = backUp(dataDirectory, task.file);
    if (!content)
        return failure(content.error());
    return Maintained{QStringLiteral("%1: %2").arg(task.file, inWords(*content)), content->rooms,
        content->entries};
}

Outcome run(const RestoreTask &task, const QString &dataDirectory)
{
    const auto restored = restore(task.file, dataDirectory, currentMilliseconds());
    if (!restored)
        return failure(restored.error());
    QString line = QStringLiteral("%1: %2").arg(dataDirectory, inWords(restored->content));
    if (!restored->movedTo.isEmpty())
        line += QStringLiteral("; what was there is now %1").arg(restored->movedTo);
    return Maintained{line, restored->content.rooms, restored->content.entries, restored->movedTo};
}

Outcome exportToOutput(const ExportTask &task, const QString &dataDirectory)
{
    QFile output;
    if (!output.open(stdout, QIODevice::WriteOnly))
        return fileFailure(QStringLiteral("standard output"), output.errorString());
    const auto count = exportRoom(dataDirectory, task.room, task.format, output);
    if (!count)
        return failure(count.error());
    if (!output.flush())
        return fileFailure(QStringLiteral("standard output"), output.errorString());
    return Maintained{{}, 1, *count};
}

Outcome run(const ExportTask &task, const QString &dataDirectory)
{
    if (task.file == u"-")
        return exportToOutput(task, dataDirectory);
    QSaveFile file(task.file);
    if (!file.open(QIODevice::WriteOnly))
        return fileFailure(task.file, file.errorString());
    const auto count = exportRoom(dataDirectory, task.room, task.format, file);
    if (!count)
        return failure(count.error());
    if (!file.commit())
        return fileFailure(task.file, file.errorString());
    return Maintained{QStringLiteral("%1: %2 entries").arg(task.file).arg(*count), 1, *count};
}

} // namespace

Outcome carryOut(const MaintenanceTask &task, const QString &dataDirectory)
{
    return std::visit([&](const auto &what) { return run(what, dataDirectory); }, task);
}

} // namespace server
