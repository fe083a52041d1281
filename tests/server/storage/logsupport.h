#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/logoptions.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <vector>

// What the tests of message logs share: entries to write, logs to write them to, a clock turned by
// hand.
namespace server::test {

AppendEntry entryOf(const QByteArray &room, const QByteArray &id);
AppendEntry entryWithKey(const QByteArray &room, const QByteArray &id, const QByteArray &key,
    const QByteArray &author = "ann");

// The writes kept together.
std::vector<LogWrite> joined(std::vector<LogWrite> writes);

std::vector<LogWrite> entries(const QByteArray &room, int first, int count);

// Numbers of a page, as text, so that a failed comparison shows them: "3 4 5".
QByteArray seqsOf(const LogPage &page);
// The numbers given, or the codes of what failed: "1 2 key-reused".
QByteArray outcome(const std::vector<LogResult<Appended>> &results);

LogPage readAll(MessageLog &log, const QByteArray &room);

// Every file of a folder with its bytes, to see whether something was changed.
class FolderContent {
public:
    explicit FolderContent(const QString &path);
    QStringList names() const { return m_files.keys(); }

    friend bool operator==(const FolderContent &, const FolderContent &) = default;

private:
    QMap<QString, QByteArray> m_files;
};

// A log of some kind on a clock of its own; an SQLite log has a folder of its own.
class LogFixture {
public:
    explicit LogFixture(bool isSqlite, LogOptions options = {});

    MessageLog &log() { return *m_log; }
    qint64 now = 1'000'000'000'000;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<MessageLog> m_log;
};

} // namespace server::test
