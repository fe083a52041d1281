#include "logsupport.h"

#include "server/storage/memorymessagelog.h"
#include "server/storage/sqliteopening.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace server::test {

AppendEntry entryOf(const QByteArray &room, const QByteArray &id)
{
    AppendEntry entry;
    entry.room = room;
    entry.id = id;
    entry.author = "ann";
    entry.payload = R"({"type":"message","room":")" + room + R"(","text":")" + id + R"("})";
    entry.sentAt = 1'000'000'000'000;
    return entry;
}

AppendEntry entryWithKey(
    const QByteArray &room, const QByteArray &id, const QByteArray &key, const QByteArray &author)
{
    AppendEntry entry = entryOf(room, id);
    entry.author = author;
    entry.idempotencyKey = key;
    entry.contentHash = "said";
    return entry;
}

std::vector<LogWrite> joined(std::vector<LogWrite> writes)
{
    for (std::size_t i = 1; i < writes.size(); ++i)
        writes[i].joinsPrevious = true;
    return writes;
}

std::vector<LogWrite> entries(const QByteArray &room, int first, int count)
{
    std::vector<LogWrite> batch;
    for (int i = 0; i < count; ++i)
        batch.push_back(entryOf(room, "m" + QByteArray::number(first + i)));
    return batch;
}

QByteArray seqsOf(const LogPage &page)
{
    QByteArrayList seqs;
    for (const LogEntry &entry : page.entries)
        seqs.append(QByteArray::number(entry.seq));
    return seqs.join(' ');
}

QByteArray outcome(const std::vector<LogResult<Appended>> &results)
{
    QByteArrayList texts;
    for (const LogResult<Appended> &result : results) {
        if (!result)
            texts.append(result.error().code);
        else
            texts.append(QByteArray::number(result->seq) + (result->isRepeat ? "=" : ""));
    }
    return texts.join(' ');
}

LogPage readAll(MessageLog &log, const QByteArray &room)
{
    LogPage all;
    qint64 position = 0;
    do {
        const auto page = log.read({room, LogQuery::Range::After, position, 1000});
        if (!page || (page->entries.empty() && !page->isEnd)) {
            QTest::qFail("a page cannot be read", __FILE__, __LINE__);
            return all;
        }
        all.entries.insert(all.entries.end(), page->entries.begin(), page->entries.end());
        all.firstSeq = page->firstSeq;
        all.lastSeq = page->lastSeq;
        all.isEnd = page->isEnd;
        if (!page->entries.empty())
            position = page->entries.back().seq;
    } while (!all.isEnd);
    return all;
}

FolderContent::FolderContent(const QString &path)
{
    const QDir folder(path);
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            m_files.insert(name, file.readAll());
    }
}

LogFixture::LogFixture(bool isSqlite, LogOptions options)
{
    options.now = [this] { return now; };
    if (!isSqlite) {
        m_log = std::make_unique<MemoryMessageLog>(options);
        return;
    }
    auto opened = openSqliteLog(m_folder.path(), options);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().detail));
    m_log = std::move(opened->log);
}

} // namespace server::test
