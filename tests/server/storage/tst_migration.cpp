#include "searchsupport.h"

#include "server/storage/databasefolder.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqliteopening.h"
#include "server/storage/sqliteschema.h"

#include <QFile>
#include <QTest>
#include <QVariant>

using namespace Qt::StringLiterals;
using namespace server;
using namespace server::test;

namespace {

// A database as a server of that version left it.
void makeDatabase(const QString &file, int version)
{
    const auto database = SqliteConnection::open(file, SqliteConnection::Access::ReadWrite);
    for (int step = 0; step < version; ++step) {
        for (const QString &sql : schemaMigrations()[static_cast<std::size_t>(step)])
            QVERIFY((*database)->run(sql));
    }
    QVERIFY((*database)->run(u"PRAGMA user_version = %1"_s.arg(version)));
    const QString payload = QString::fromUtf8(message({"m1", u"안녕"_s}).payload);
    for (const QString &sql :
        {u"INSERT INTO rooms (room, id, name, topic, creator, is_archived, created_at, "
         "first_seq, last_seq) VALUES (1, x'61', 'A', 'topic', x'70', 0, 7, 1, 1)"_s,
            u"INSERT INTO entries (entry, room, seq, id, sent_at, payload) VALUES (1, 1, 1, "
            u"x'6d31', 1000000000000, "
            "CAST('%1' AS BLOB))"_s.arg(payload),
            u"INSERT INTO people (id, secret_hash, name, last_seen) VALUES (x'70', x'01', 'Ann', 3)"_s,
            u"INSERT INTO markers (room, person, read) VALUES (1, x'70', 1)"_s})
        QVERIFY((*database)->run(sql));
}

} // namespace

// Databases of each earlier version become those of today, with a copy of what was.
class MigrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachEarlierVersionIsBroughtUpToDate_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < int(schemaMigrations().size()); ++version)
            QTest::addRow("version %d", version) << version;
    }

    void eachEarlierVersionIsBroughtUpToDate()
    {
        QFETCH(int, version);
        QTemporaryDir folder;
        const QString file = databaseFile(folder.path());
        makeDatabase(file, version);
        const auto opened = openSqliteLog(folder.path());
        QVERIFY(opened);
        QVERIFY(opened->warnings.isEmpty());
        const auto reader = SqliteConnection::open(file, SqliteConnection::Access::ReadOnly);
        QCOMPARE(
            (*reader)->value(u"PRAGMA user_version"_s)->toInt(), int(schemaMigrations().size()));
        const LogPage page = readAll(*opened->log, "a");
        QCOMPARE(page.entries.size(), 1U);
        QCOMPARE(chat::parseEntry(page.entries.front().payload)->text, u"안녕"_s);
        const auto snapshot = opened->log->load();
        QCOMPARE(snapshot->rooms.front().topic, u"topic"_s);
        QCOMPARE(snapshot->people.front().name, u"Ann"_s);
        QCOMPARE(snapshot->markers.front().read, 1);
        QCOMPARE(outcome(opened->log->write(entries("a", 2, 1))), "2");

        const QString copy = file + u".version-%1"_s.arg(version);
        QCOMPARE(schemaVersionOfFile(copy), qint64(version));
        const auto kept = SqliteConnection::open(copy, SqliteConnection::Access::ReadOnly);
        QCOMPARE((*kept)->value(u"SELECT count(*) FROM entries"_s)->toInt(), 1);
    }

    void aNewerVersionIsRefusedAndLeftAsItIs()
    {
        QTemporaryDir folder;
        const QString file = databaseFile(folder.path());
        const int known = int(schemaMigrations().size());
        makeDatabase(file, known);
        {
            const auto newer = SqliteConnection::open(file, SqliteConnection::Access::ReadWrite);
            QVERIFY((*newer)->run(u"PRAGMA user_version = %1"_s.arg(known + 1)));
        }
        const FolderContent before(folder.path());
        const auto opened = openSqliteLog(folder.path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, "schema-too-new");
        QVERIFY2(
            opened.error().detail.contains(u"newer server"), qPrintable(opened.error().detail));
        QVERIFY(before == FolderContent(folder.path()));
    }
};

QTEST_GUILESS_MAIN(MigrationTest)
#include "tst_migration.moc"
