#include "logsupport.h"

#include "server/storage/sqliteconnection.h"
#include "server/storage/sqliteopening.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>
#include <QVariant>

#include <algorithm>
#include <functional>

using namespace server;
using namespace server::test;

namespace {

constexpr qint64 pageSize = 4096;
constexpr int roomSize = 1500;

QByteArray noise(qsizetype size)
{
    QRandomGenerator random(4711);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

using Damage = std::function<void(QFile &)>;

Damage overwrite(qint64 page, qint64 count)
{
    return [page, count](QFile &file) {
        file.seek(page * pageSize);
        file.write(noise(count * pageSize));
    };
}

RoomRecord recordOf(const QByteArray &room)
{
    return {room, QStringLiteral("Room ") + QString::fromUtf8(room), {}, {}, false, 7, 0};
}

// Three rooms that take turns, so that a bad page concerns all of them.
void fill(MessageLog &log)
{
    for (const char *room : {"a", "b", "c"}) {
        AppendEntry first = entryOf(room, "m1");
        first.roomRecord = recordOf(room);
        log.write(std::vector<LogWrite>{first});
    }
    for (int first = 2; first <= roomSize; first += 50) {
        std::vector<LogWrite> batch;
        for (int i = first; i < std::min(first + 50, roomSize + 1); ++i) {
            for (const char *room : {"a", "b", "c"})
                batch.push_back(
                    entryWithKey(room, "m" + QByteArray::number(i), QByteArray::number(i)));
        }
        log.write(batch);
    }
    log.write(std::vector<LogWrite>{SavePerson{{"p", "hash", QStringLiteral("P"), 1}}});
}

QString damagedFileIn(const QTemporaryDir &folder)
{
    const QDir dir(folder.path());
    for (const QString &name : dir.entryList({QStringLiteral("*.damaged-*Z")}, QDir::Files))
        return dir.filePath(name);
    return {};
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// How many entries of a room are what was written; -1 when there is a hole or something else is
// wrong.
int intactEntries(MessageLog &log, const QByteArray &room)
{
    const LogPage all = readAll(log, room);
    int intact = 0;
    qint64 expected = all.firstSeq;
    for (const LogEntry &entry : all.entries) {
        if (entry.seq != expected++)
            return -1;
        const QByteArray id = "m" + QByteArray::number(entry.seq);
        if (entry.id == id && entry.payload == entryOf(room, id).payload)
            ++intact;
        else if (!entry.payload.contains(R"("type":"delete")"))
            return -1;
    }
    return expected == all.lastSeq + 1 ? intact : -1;
}

} // namespace

Q_DECLARE_METATYPE(Damage)

class SqliteDamageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDamagedDatabaseIsMovedAsideAndSaved_data()
    {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<int>("savedAtLeast"); // of each room
        QTest::newRow("noise all over") << Damage([](QFile &file) {
            const QByteArray bytes = noise(file.size());
            file.write(bytes);
        }) << 0;
        QTest::newRow("a text") << Damage([](QFile &file) {
            file.resize(0);
            file.write("not a database, but a text of some length");
        }) << 0;
        QTest::newRow("the first page") << overwrite(0, 1) << 0;
        QTest::newRow("the schema") << Damage([](QFile &file) {
            file.seek(100);
            file.write(noise(pageSize - 100));
        }) << 0;
        QTest::newRow("the header's version") << Damage([](QFile &file) {
            file.seek(60);
            file.write("\xff\xff\xff\xff");
        }) << roomSize;
        QTest::newRow("half of it")
            << Damage([](QFile &file) { file.resize(file.size() / pageSize / 2 * pageSize); }) << 0;
        QTest::newRow("the last page")
            << Damage([](QFile &file) { file.resize(file.size() - pageSize); }) << roomSize - 60;
        QTest::newRow("a page in the middle") << overwrite(100, 1) << roomSize - 60;
        QTest::newRow("another page") << overwrite(141, 1) << roomSize - 60;
        QTest::newRow("pages in a row") << overwrite(100, 5) << roomSize - 200;
        QTest::newRow("pages here and there") << Damage([](QFile &file) {
            for (const qint64 page : {60, 90, 120, 150})
                overwrite(page, 1)(file);
        }) << roomSize - 240;
    }

    void aDamagedDatabaseIsMovedAsideAndSaved()
    {
        QFETCH(Damage, damage);
        QFETCH(int, savedAtLeast);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("maru.sqlite"));
        fill(*openSqliteLog(folder.path())->log);
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.size() > 200 * pageSize);
            damage(file);
        }
        const QByteArray damaged = bytesOf(path);
        QByteArrayList lastSeqs;
        {
            const auto opened = openSqliteLog(folder.path());
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
            QCOMPARE(opened->warnings.size(), 1);
            const QString moved = damagedFileIn(folder);
            QVERIFY(opened->warnings.front().contains(moved) && !moved.isEmpty());
            QVERIFY(bytesOf(moved) == damaged);
            const auto snapshot = opened->log->load();
            for (RoomRecord room : snapshot->rooms) {
                room.lastSeq = 0;
                QVERIFY(room == recordOf(room.id));
            }
            for (const char *room : {"a", "b", "c"}) {
                const int intact = intactEntries(*opened->log, room);
                QVERIFY2(
                    intact >= savedAtLeast, qPrintable(QStringLiteral("%1 entries").arg(intact)));
                const qint64 last = readAll(*opened->log, room).lastSeq;
                lastSeqs.append(QByteArray::number(last + 1));
                const std::vector<LogWrite> next{entryOf(room, "next")};
                QCOMPARE(outcome(opened->log->write(next)), lastSeqs.back());
            }
        }
        const auto again = openSqliteLog(folder.path());
        QVERIFY(again->warnings.isEmpty());
        for (const char *room : {"a", "b", "c"}) {
            QCOMPARE(QByteArray::number(readAll(*again->log, room).lastSeq), lastSeqs.front());
            lastSeqs.removeFirst();
        }
    }

    void theLogOfADamagedDatabaseIsMovedWithIt()
    {
        QTemporaryDir running;
        QTemporaryDir folder;
        const auto log = openSqliteLog(running.path());
        log->log->write(entries("a", 1, 500));
        for (const char *name : {"maru.sqlite", "maru.sqlite-wal"})
            QVERIFY(QFile::copy(
                running.filePath(QLatin1String(name)), folder.filePath(QLatin1String(name))));
        const QByteArray wal = bytesOf(folder.filePath(QStringLiteral("maru.sqlite-wal")));
        QVERIFY(!wal.isEmpty());
        QVERIFY(QFile::resize(folder.filePath(QStringLiteral("maru.sqlite")), 0));
        const auto opened = openSqliteLog(folder.path());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        QCOMPARE(opened->warnings.size(), 1);
        QVERIFY(bytesOf(damagedFileIn(folder) + QStringLiteral("-wal")) == wal);
        QCOMPARE(outcome(opened->log->write(entries("a", 1000, 1))).isEmpty(), false);
    }

    void aSalvageCutShortBeforeItsLastStepIsFinished()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("maru.sqlite"));
        openSqliteLog(folder.path())->log->write(entries("a", 1, 5));
        QVERIFY(QFile::rename(path, path + QStringLiteral(".salvaged")));
        const auto opened = openSqliteLog(folder.path());
        QCOMPARE(opened->warnings.size(), 1);
        QCOMPARE(seqsOf(readAll(*opened->log, "a")), "1 2 3 4 5");
    }

    void aSalvageCutShortInTheMiddleIsBegunAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("maru.sqlite"));
        fill(*openSqliteLog(folder.path())->log);
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            overwrite(100, 1)(file);
        }
        QFile unfinished(path + QStringLiteral(".salvaged"));
        QVERIFY(unfinished.open(QIODevice::WriteOnly));
        unfinished.write("cut short");
        unfinished.close();
        const auto opened = openSqliteLog(folder.path());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        QVERIFY(intactEntries(*opened->log, "a") >= roomSize - 60);
        QVERIFY(!unfinished.exists());
    }

    void entriesOfALostRoomSayWhichRoomTheyAreOf()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("maru.sqlite"));
        fill(*openSqliteLog(folder.path())->log);
        qint64 root = 0;
        {
            const auto connection =
                SqliteConnection::open(path, SqliteConnection::Access::ReadWrite);
            root = (*connection)
                       ->value(QStringLiteral(
                           "SELECT rootpage FROM sqlite_master WHERE name = 'rooms'"))
                       ->toLongLong();
        }
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            overwrite(root - 1, 1)(file);
        }
        const auto opened = openSqliteLog(folder.path());
        QCOMPARE(opened->warnings.size(), 1);
        for (const char *room : {"a", "b", "c"})
            QCOMPARE(intactEntries(*opened->log, room), roomSize);
        QCOMPARE(
            outcome(opened->log->write(std::vector<LogWrite>{entryWithKey("a", "other", "7")})),
            "7=");
        QCOMPARE(opened->log->load()->people.size(), 1U);
    }

    void numbersKnownToBeGivenAreNotGivenAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("maru.sqlite"));
        fill(*openSqliteLog(folder.path())->log);
        qint64 root = 0;
        {
            const auto connection =
                SqliteConnection::open(path, SqliteConnection::Access::ReadWrite);
            root = (*connection)
                       ->value(QStringLiteral(
                           "SELECT rootpage FROM sqlite_master WHERE name = 'entries'"))
                       ->toLongLong();
        }
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            overwrite(root - 1, 1)(file);
        }
        const auto opened = openSqliteLog(folder.path());
        const auto page = opened->log->read({"b", LogQuery::Range::After, 0, 10});
        QVERIFY(page->entries.empty() && page->isStart && page->isEnd);
        QCOMPARE(page->firstSeq, roomSize + 1);
        QCOMPARE(page->lastSeq, roomSize);
        QCOMPARE(
            outcome(opened->log->write(entries("b", 9000, 1))), QByteArray::number(roomSize + 1));
    }
};

QTEST_GUILESS_MAIN(SqliteDamageTest)
#include "tst_sqlitedamage.moc"
