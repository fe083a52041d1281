#pragma once

#include "server/broker/messagelog.h"

#include <QByteArray>
#include <QIODevice>
#include <QString>
#include <QtGlobal>

#include <optional>

// A room as a file for people or programs. Entries pass through one after the other, so that a long
// room needs no memory; a server that runs on the folder is not held up.
namespace server {

enum class ExportFormat {
    Html, // one page that needs nothing else: messages as they read now
    Json, // every entry as the log has it
    Text, // messages as they read now, a line or more each
};
std::optional<ExportFormat> exportFormat(QByteArrayView name); // html, json, text
// By the ending of a file's name.
std::optional<ExportFormat> exportFormatOf(const QString &file);

// How many entries were written. May be called on any thread. "no-such-room" and "file-unusable"
// are told apart from what is wrong with the folder.
LogResult<qint64> exportRoom(
    const QString &folder, const QByteArray &room, ExportFormat format, QIODevice &target);

} // namespace server
