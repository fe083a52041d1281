#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/roomexport.h"
#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace server {

// One entry of a room on its way into a file.
struct ExportedEntry {
    QByteArray json; // as the log has it, with seq
    std::optional<chat::Entry> entry; // nothing when it is of a kind not known here
    // Of a message, what became of it:
    std::optional<QString> newText;
    bool isDeleted = false;
    QString reactions; // "👍 2  ❤ 1"
    qint64 repliesTo = 0; // seq of the message it answers
    QString repliesToName;
};

// Makes the bytes of one format.
class ExportWriter {
public:
    virtual ~ExportWriter() = default;
    virtual QByteArray begin(const RoomRecord &room) = 0;
    virtual QByteArray entry(const ExportedEntry &entry) = 0;
    virtual QByteArray end() = 0;
};

std::unique_ptr<ExportWriter> makeExportWriter(ExportFormat format);

} // namespace server
