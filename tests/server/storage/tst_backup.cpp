#include "logsupport.h"

#include "server/storage/backup.h"
#include "server/storage/databasefolder.h"
#include "server/storage/searchdatabase.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqliteopening.h"
#include "server/storage/sqliteschema.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace server;
using namespace server::test;

namespace {

constexpr qint64 now = 1'795'176'000'000; // 2026-11-20 12:00 UTC

void writeFile(const QString &name, const QByteArray &content)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

// Copies of a server's rooms, and the way back.
class BackupTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder; // of a running server
    QTemporaryDir m_other;
    std::unique_ptr<MessageLog> m_log;
    QString m_file;

    QByteArray seqsIn(const QString &folder)
    {
        const auto opened = openSqliteLog(folder);
        return opened ? seqsOf(readAll(*opened->log, "a")) : opened.error().code;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = QTemporaryDir();
        m_other = QTemporaryDir();
        m_file = m_other.filePath(u"copy"_s);
        m_log = std::move(openSqliteLog(m_folder.path())->log);
        m_log->write(entries("a", 1, 5));
    }
    void cleanup() { m_log.reset(); }

    void aBackupHasWhatWasWritten()
    {
        const auto done = backUp(m_folder.path(), m_file);
        QVERIFY(done);
        QCOMPARE(done->rooms, 1);
        QCOMPARE(done->entries, 5);
        QCOMPARE(QDir(m_other.path()).entryList(QDir::Files), QStringList{u"copy"_s});
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther;
        QVERIFY(!(QFile::permissions(m_file) & others));
        m_log->write(entries("a", 6, 1)); // the server goes on
        const QString elsewhere = m_other.filePath(u"new/folder"_s);
        const auto restored = restore(m_file, elsewhere, now);
        QVERIFY(restored);
        QCOMPARE(restored->content.entries, 5);
        QVERIFY(restored->movedTo.isEmpty());
        QCOMPARE(seqsIn(elsewhere), "1 2 3 4 5");
    }

    // Whatever is written meanwhile: the copy is of one moment, and nothing of it is missing.
    void aBackupOfAWrittenLogIsOfOneMoment()
    {
        std::atomic<bool> isOver = false;
        std::atomic<qint64> written = 5;
        std::thread writer([&] {
            for (int i = 100; !isOver; i += 3)
                written = m_log->write(entries("a", i, 3)).back()->seq;
        });
        const auto end = qScopeGuard([&] {
            isOver = true;
            writer.join();
        });
        for (int i = 0; i < 5; ++i) {
            const qint64 before = written;
            QVERIFY(backUp(m_folder.path(), m_file));
            const QString folder = m_other.filePath(u"restored%1"_s.arg(i));
            QVERIFY(restore(m_file, folder, now));
            const auto opened = openSqliteLog(folder);
            const LogPage page = readAll(*opened->log, "a");
            QVERIFY(page.lastSeq >= before);
            QCOMPARE(static_cast<qint64>(page.entries.size()), page.lastSeq);
            QCOMPARE(page.lastSeq % 3, 5 % 3);
        }
    }

    void anEarlierBackupIsReplacedAndNothingElse()
    {
        QVERIFY(backUp(m_folder.path(), m_file));
        m_log->write(entries("a", 6, 1));
        QCOMPARE(backUp(m_folder.path(), m_file)->entries, 6);
        const QString precious = m_other.filePath(u"letter.txt"_s);
        writeFile(precious, "dear");
        const FolderContent before(m_other.path());
        QCOMPARE(backUp(m_folder.path(), precious).error().code, "file-unusable");
        QCOMPARE(backUp(m_folder.path(), m_other.filePath(u"no/folder/copy"_s)).error().code,
            "file-unusable");
        QVERIFY(before == FolderContent(m_other.path()));
    }

    void theServersOwnFilesAreNoPlaceForABackup()
    {
        const FolderContent before(m_folder.path());
        for (const char *name : {"maru.sqlite", "maru.sqlite-wal", "maru.sqlite.search"}) {
            const auto done = backUp(m_folder.path(), m_folder.filePath(QString::fromLatin1(name)));
            QCOMPARE(done.error().code, "file-unusable");
        }
        QVERIFY(before == FolderContent(m_folder.path()));
    }

    void aFolderWithoutRoomsHasNothingToBackUp()
    {
        const QString missing = m_other.filePath(u"missing"_s);
        QCOMPARE(backUp(missing, m_file).error().code, "folder-unusable");
        QVERIFY(!QFile::exists(missing));
        QVERIFY(!QFile::exists(m_file));
    }

    void restoringKeepsWhatWasThere()
    {
        QVERIFY(backUp(m_folder.path(), m_file));
        m_log->write(entries("a", 6, 3));
        m_log.reset();
        writeFile(searchIndexFile(databaseFile(m_folder.path())), "an index of the other rooms");
        const auto restored = restore(m_file, m_folder.path(), now);
        QVERIFY(restored);
        QCOMPARE(
            restored->movedTo, m_folder.filePath(u"maru.sqlite.before-restore-20261120T120000Z"_s));
        QVERIFY(!QFile::exists(searchIndexFile(databaseFile(m_folder.path()))));
        QCOMPARE(seqsIn(m_folder.path()), "1 2 3 4 5");
        QTemporaryDir earlier;
        QVERIFY(restore(restored->movedTo, earlier.path(), now));
        QCOMPARE(seqsIn(earlier.path()), "1 2 3 4 5 6 7 8");
    }

    void nothingIsRestoredUnderARunningServer()
    {
        QVERIFY(backUp(m_folder.path(), m_file));
        const FolderContent before(m_folder.path());
        const auto restored = restore(m_file, m_folder.path(), now);
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, "folder-locked");
        QVERIFY(before == FolderContent(m_folder.path()));
    }

    void whatIsNoWholeBackupIsRefused_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"missing", "empty", "a letter", "another database", "damaged",
                 "cut short", "of a newer server", "of the folder itself"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }

    void whatIsNoWholeBackupIsRefused()
    {
        QFETCH(QString, kind);
        for (int i = 0; i < 20; ++i)
            m_log->write(entries("a", 100 + 50 * i, 50));
        QVERIFY(backUp(m_folder.path(), m_file));
        m_log.reset();
        spoil(kind);
        const FolderContent before(m_folder.path());
        const auto restored = restore(m_file, m_folder.path(), now);
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, "file-unusable");
        QVERIFY2(restored.error().detail.contains(m_file), qPrintable(restored.error().detail));
        QVERIFY(before == FolderContent(m_folder.path()));
    }

    // Killed between moving the old rooms away and putting the restored ones in their place.
    void aRestoreThatWasCutShortIsFinishedByTheNextStart()
    {
        QVERIFY(backUp(m_folder.path(), m_file));
        m_log->write(entries("a", 6, 3));
        m_log.reset();
        QVERIFY(restore(m_file, m_folder.path(), now));
        const QString database = databaseFile(m_folder.path());
        QVERIFY(QFile::rename(database, restoredFile(database)));
        QCOMPARE(seqsIn(m_folder.path()), "1 2 3 4 5");
    }

private:
    void spoil(const QString &kind)
    {
        if (kind == "of the folder itself"_L1) {
            m_file = databaseFile(m_folder.path());
            return;
        }
        if (kind == "of a newer server"_L1) {
            const auto copy = SqliteConnection::open(m_file, SqliteConnection::Access::ReadWrite);
            QVERIFY((*copy)->run(u"PRAGMA user_version = %1"_s.arg(schemaMigrations().size() + 1)));
            return;
        }
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (kind == "damaged"_L1) {
            file.seek(5 * 4096);
            file.write(QByteArray(8192, '\x5a'));
        } else if (kind == "cut short"_L1) {
            file.resize(file.size() / 2);
        } else if (kind == "empty"_L1 || kind == "a letter"_L1) {
            file.resize(0);
            file.write(kind == "empty"_L1 ? "" : "dear");
        } else {
            QVERIFY(file.remove());
        }
        if (kind == "another database"_L1) {
            const auto other = SqliteConnection::open(m_file, SqliteConnection::Access::ReadWrite);
            QVERIFY((*other)->run(u"CREATE TABLE letters (text)"_s));
        }
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "tst_backup.moc"
