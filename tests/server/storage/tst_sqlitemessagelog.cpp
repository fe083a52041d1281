#include "logsupport.h"

#include "server/storage/databasefolder.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqliteopening.h"
#include "server/storage/sqliteschema.h"
#include "server/storage/sqlitestatements.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <QVariant>

using namespace server;
using namespace server::test;

namespace {

std::unique_ptr<SqliteConnection> connectTo(const QString &file)
{
    auto connection = SqliteConnection::open(file, SqliteConnection::Access::ReadWrite);
    return std::move(*connection);
}

QString databaseIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("maru.sqlite"));
}

} // namespace

// What only the SQLite log has: files, their schema, their lock.
class SqliteMessageLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsThereAfterReopening()
    {
        QTemporaryDir folder;
        AppendEntry entry = entryWithKey("a", "x", "key");
        entry.roomRecord = RoomRecord{"a", QStringLiteral("A"), {}, "ann", false, 7, 0};
        {
            const auto opened = openSqliteLog(folder.path());
            QVERIFY(opened->warnings.isEmpty());
            opened->log->write(entries("a", 1, 5));
            opened->log->write(std::vector<LogWrite>{
                entry, SavePerson{{"p", "hash", {}, 1}}, SaveMarker{{"a", "p", 4}}});
        }
        const auto opened = openSqliteLog(folder.path());
        QVERIFY(opened->warnings.isEmpty());
        QCOMPARE(seqsOf(readAll(*opened->log, "a")), "1 2 3 4 5 6");
        const auto snapshot = opened->log->load();
        RoomRecord expected = *entry.roomRecord;
        expected.lastSeq = 6;
        QVERIFY(snapshot->rooms.front() == expected);
        QCOMPARE(snapshot->people.size(), 1U);
        QCOMPARE(snapshot->markers.front().read, 4);
        QCOMPARE(
            outcome(opened->log->write(std::vector<LogWrite>{entry, entryOf("a", "y")})), "6= 7");
    }

    void expiredKeysAreRemovedFromTheDatabase()
    {
        QTemporaryDir folder;
        qint64 now = 1'000'000'000'000;
        LogOptions options{.now = [&now] { return now; }};
        const auto opened = openSqliteLog(folder.path(), options);
        for (int i = 0; i < 3; ++i) {
            std::vector<LogWrite> batch;
            for (int k = 0; k < 1000; ++k) {
                const QByteArray id = QByteArray::number(i * 1000 + k);
                batch.push_back(entryWithKey("a", id, id));
            }
            opened->log->write(batch);
        }
        now += options.keyLifetimeMs;
        opened->log->write(entries("b", 1, 1));
        opened->log->write(entries("b", 2, 1));
        const auto connection = connectTo(databaseIn(folder));
        const QString count = QStringLiteral("SELECT count(*) FROM idempotency_keys");
        QCOMPARE(connection->value(count)->toInt(), 0);
    }

    void theDatabaseKeepsAWriteAheadLog()
    {
        QTemporaryDir folder;
        const auto opened = openSqliteLog(folder.path());
        const auto connection = connectTo(databaseIn(folder));
        QCOMPARE(connection->value(QStringLiteral("PRAGMA journal_mode"))->toString(),
            QStringLiteral("wal"));
    }

    void commitsAreSyncedToTheDisk()
    {
        QTemporaryDir folder;
        const auto connection = connectTo(databaseIn(folder));
        QVERIFY(setUp(*connection));
        constexpr int full = 2;
        QCOMPARE(connection->value(QStringLiteral("PRAGMA synchronous"))->toInt(), full);
    }

    void theFolderIsMadeForItsOwnerOnly()
    {
        QTemporaryDir parent;
        const QString path = parent.filePath(QStringLiteral("some/where"));
        QVERIFY(openSqliteLog(path));
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(path) & others));
        QVERIFY(QFile::permissions(path) & QFile::WriteOwner);
    }

    void aPathThatIsNoFolderIsRefused()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("file"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto opened = openSqliteLog(path);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, "folder-unusable");
        QVERIFY(opened.error().detail.contains(path));
        QCOMPARE(openSqliteLog(path + QStringLiteral("/in")).error().code, "folder-unusable");
    }

    void aSecondServerOnTheFolderIsRefusedAndChangesNothing()
    {
        QTemporaryDir folder;
        const auto first = openSqliteLog(folder.path());
        first->log->write(entries("a", 1, 5));
        const FolderContent before(folder.path());
        const auto second = openSqliteLog(folder.path());
        QVERIFY(!second);
        QCOMPARE(second.error().code, "folder-locked");
        QVERIFY(second.error().detail.contains(QStringLiteral("locked by another server")));
        QVERIFY(before == FolderContent(folder.path()));
        QCOMPARE(outcome(first->log->write(entries("a", 6, 1))), "6");
    }

    void theFolderIsFreeWhenTheLogIsGone()
    {
        QTemporaryDir folder;
        QVERIFY(openSqliteLog(folder.path()));
        QVERIFY(openSqliteLog(folder.path()));
    }

    void aDatabaseOfANewerServerIsRefusedAndNotChanged()
    {
        QTemporaryDir folder;
        openSqliteLog(folder.path())->log->write(entries("a", 1, 5));
        const qint64 newer = static_cast<qint64>(schemaMigrations().size()) + 1;
        connectTo(databaseIn(folder))->run(QStringLiteral("PRAGMA user_version = %1").arg(newer));
        const FolderContent before(folder.path());
        const auto opened = openSqliteLog(folder.path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, "schema-too-new");
        QVERIFY(before == FolderContent(folder.path()));
    }

    void anOlderDatabaseIsMigratedAndACopyKept()
    {
        QTemporaryDir folder;
        const QString file = databaseIn(folder);
        std::vector<Migration> migrations = schemaMigrations();
        const auto older = static_cast<int>(migrations.size());
        openSqliteLog(folder.path())->log->write(entries("a", 1, 5));
        migrations.push_back({QStringLiteral("ALTER TABLE rooms ADD COLUMN colour TEXT"),
            QStringLiteral("UPDATE rooms SET colour = 'blue'")});
        const auto connection = connectTo(file);
        QVERIFY(migrate(*connection, file, migrations));
        const QString version = QStringLiteral("PRAGMA user_version");
        QCOMPARE(connection->value(version)->toInt(), older + 1);
        QCOMPARE(connection->value(QStringLiteral("SELECT colour FROM rooms"))->toString(),
            QStringLiteral("blue"));
        const auto copy = connectTo(file + QStringLiteral(".version-%1").arg(older));
        QCOMPARE(copy->value(version)->toInt(), older);
        QCOMPARE(copy->value(QStringLiteral("SELECT count(*) FROM entries"))->toInt(), 5);
    }

    void aMigrationThatFailsChangesNothing()
    {
        QTemporaryDir folder;
        const QString file = databaseIn(folder);
        std::vector<Migration> migrations = schemaMigrations();
        const auto older = static_cast<int>(migrations.size());
        openSqliteLog(folder.path())->log->write(entries("a", 1, 5));
        migrations.push_back(
            {QStringLiteral("DROP TABLE people"), QStringLiteral("DROP TABLE no_such_table")});
        QVERIFY(!migrate(*connectTo(file), file, migrations));
        QCOMPARE(connectTo(file)->value(QStringLiteral("PRAGMA user_version"))->toInt(), older);
        const auto opened = openSqliteLog(folder.path());
        QVERIFY(opened);
        QCOMPARE(readAll(*opened->log, "a").entries.size(), 5U);
    }

    void everyStatementFindsItsRowsByAnIndex()
    {
        QTemporaryDir folder;
        QVERIFY(openSqliteLog(folder.path()));
        const auto connection = connectTo(databaseIn(folder));
        const SqliteStatements statements(*connection);
        QVERIFY(statements.check(*connection));
        for (const SqliteStatement *statement : {&statements.findRoom, &statements.updateRecord,
                 &statements.updateNumbers, &statements.findKey, &statements.saveKey,
                 &statements.forgetKeys, &statements.forgetEntries, &statements.entriesAfter,
                 &statements.entriesBefore, &statements.savePerson, &statements.saveMarker}) {
            SqliteStatement plan(
                *connection, QStringLiteral("EXPLAIN QUERY PLAN ") + statement->sql());
            QVERIFY(plan.run());
            while (plan.next()) {
                const QString step = plan.text(3);
                QVERIFY2(!step.startsWith(u"SCAN") && !step.contains(u"TEMP B-TREE"),
                    qPrintable(statement->sql() + QStringLiteral(": ") + step));
            }
        }
    }

    void errorsAreNamedByWhatHelps_data()
    {
        QTest::addColumn<int>("sqliteCode");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("full") << 13 << QByteArray("disk-full");
        QTest::newRow("read-only") << 8 << QByteArray("read-only");
        QTest::newRow("read-only, moved") << (8 | 4 << 8) << QByteArray("read-only");
        QTest::newRow("corrupt") << 11 << QByteArray("damaged");
        QTest::newRow("no database") << 26 << QByteArray("damaged");
        QTest::newRow("input/output") << 10 << QByteArray("storage-failed");
        QTest::newRow("fsync") << (10 | 4 << 8) << QByteArray("storage-failed");
        QTest::newRow("busy") << 5 << QByteArray("storage-failed");
    }

    void errorsAreNamedByWhatHelps()
    {
        QFETCH(int, sqliteCode);
        QTemporaryDir folder;
        const LogError translated =
            toLogError(SqliteError{sqliteCode, QStringLiteral("what")}, folder.path());
        QTEST(translated.code, "code");
        QVERIFY(translated.detail.contains(QStringLiteral("what")));
    }
};

QTEST_GUILESS_MAIN(SqliteMessageLogTest)
#include "tst_sqlitemessagelog.moc"
