#pragma once

#include "server/storage/roomexport.h"
#include "stomp/result.h"

#include <QByteArray>
#include <QString>

#include <variant>

// What can be done to the rooms of a data folder besides serving them: the commands of maru-server.
namespace server {

struct BackUpTask {
    QString file;
};
struct RestoreTask {
    QString file;
};
struct ExportTask {
    QByteArray room;
    QString file; // "-": standard output
    ExportFormat format = ExportFormat::Json;
};
using MaintenanceTask = std::variant<BackUpTask, RestoreTask, ExportTask>;

// What maru-server exits with, and one line that says what is the matter.
struct MaintenanceError {
    static constexpr int fileUnusable = 2;
    static constexpr int dataUnusable = 4;

    int exitCode = 0;
    QString text;
    QByteArray code = {}; // "disk-full", "damaged", …; empty where nothing more is known
};

struct Maintained {
    QString line; // for people, English; empty when the output says all
    qint64 rooms = 0;
    qint64 entries = 0;
    QString movedTo = {}; // of a restore: where the rooms are now that were there before
};

// Carries it out, which takes as long as reading and writing all of it; on any thread. Only for a
// restore no server may run on the folder.
stomp::BasicResult<Maintained, MaintenanceError> carryOut(
    const MaintenanceTask &task, const QString &dataDirectory);

} // namespace server
