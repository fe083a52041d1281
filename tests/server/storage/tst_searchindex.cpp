#include "searchsupport.h"

#include "server/storage/databasefolder.h"
#include "server/storage/memorymessagelog.h"
#include "server/storage/searchdatabase.h"
#include "server/storage/searchindex.h"
#include "server/storage/searchloop.h"
#include "server/storage/sqliteopening.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QStringList>
#include <QTest>

#include <memory>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace server;
using namespace server::test;

namespace {

// An SQLite log, and an index that is opened and closed beside it.
class Indexed {
public:
    Indexed() { openLog(); }

    void openLog()
    {
        auto opened = openSqliteLog(m_folder.path(), options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        log = std::move(opened->log);
    }
    void openIndex()
    {
        index.reset();
        auto opened = SearchIndex::open(file());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        index = std::move(*opened);
    }
    // How many rounds of one entry it takes to be level.
    int follow()
    {
        for (int rounds = 0; rounds < 10'000; ++rounds) {
            const auto isLevel = index->follow(1);
            if (!isLevel)
                qFatal("%s", qPrintable(isLevel.error().detail));
            if (*isLevel)
                return rounds;
        }
        return -1;
    }
    QByteArray found(const QString &text)
    {
        const auto page = index->search(queryOf(text));
        return page ? idsOf(*page) : page.error().code;
    }
    void say(const QByteArray &id, const QString &text = QStringLiteral("word"))
    {
        log->write(std::vector<LogWrite>{message({id, text})});
    }
    QString folder() const { return m_folder.path(); }
    QString file() const { return databaseFile(m_folder.path()); }

    LogOptions options;
    std::unique_ptr<MessageLog> log;
    std::unique_ptr<SearchIndex> index;

private:
    QTemporaryDir m_folder;
};

void overwrite(const QString &name, const QByteArray &with, qint64 at)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(at);
    file.write(with);
}

} // namespace

// The index beside SQLite's log: it follows, remembers where it is, and is made anew when it cannot
// be trusted.
class SearchIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itGoesOnWhereItEnded()
    {
        Indexed all;
        all.say("m1");
        all.say("m2");
        all.openIndex();
        QCOMPARE(all.follow(), 2);
        all.say("m3");
        all.openIndex();
        QCOMPARE(all.follow(), 1);
        QCOMPARE(all.found(QStringLiteral("word")), "m3 m2 m1");
    }

    void aLostIndexIsMadeAnew()
    {
        Indexed all;
        all.say("m1");
        all.openIndex();
        all.follow();
        all.index.reset();
        removeSearchIndex(all.file());
        all.openIndex();
        QCOMPARE(all.follow(), 1);
        QCOMPARE(all.found(QStringLiteral("word")), "m1");
    }

    void aDamagedIndexIsMadeAnew_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<int>("bytes");
        QTest::newRow("its header") << qint64(0) << 100;
        QTest::newRow("its version") << qint64(60) << 4;
        QTest::newRow("pages of it") << qint64(4096) << 8 * 4096;
        QTest::newRow("most of it") << qint64(1000) << 60 * 1000;
    }

    void aDamagedIndexIsMadeAnew()
    {
        QFETCH(qint64, at);
        QFETCH(int, bytes);
        Indexed all;
        for (int i = 1; i <= 50; ++i)
            all.say("m" + QByteArray::number(i), QStringLiteral("word number %1").arg(i));
        all.openIndex();
        all.follow();
        all.index.reset();
        QByteArray noise(bytes, '\0');
        QRandomGenerator random(7);
        for (char &byte : noise)
            byte = char(random.bounded(256));
        overwrite(searchIndexFile(all.file()), noise, at);
        all.openIndex();
        QCOMPARE(all.follow(), 50);
        QCOMPARE(all.found(QStringLiteral("\"number 7\"")), "m7");
    }

    // As after a restore: the entry it took up last is not in this log, or is another one.
    void anotherLogIsTakenUpFromItsBeginning_data()
    {
        QTest::addColumn<int>("entries");
        QTest::newRow("a shorter one") << 2;
        QTest::newRow("one as long") << 5;
        QTest::newRow("a longer one") << 9;
    }

    void anotherLogIsTakenUpFromItsBeginning()
    {
        QFETCH(int, entries);
        Indexed all;
        for (int i = 1; i <= 5; ++i)
            all.say("old" + QByteArray::number(i));
        all.openIndex();
        all.follow();
        all.index.reset();
        all.log.reset();
        QVERIFY(QFile::remove(all.file()));
        all.openLog();
        QByteArrayList expected;
        for (int i = 1; i <= entries; ++i) {
            all.say("new" + QByteArray::number(i));
            expected.prepend("new" + QByteArray::number(i));
        }
        all.openIndex();
        all.follow();
        QCOMPARE(all.found(QStringLiteral("word")), expected.join(' '));
    }

    void prunedMessagesLeaveTheIndex()
    {
        Indexed all;
        all.log.reset();
        all.options.maximumEntries = 2;
        all.openLog();
        all.openIndex();
        for (int i = 1; i <= 4; ++i) {
            all.say("m" + QByteArray::number(i));
            if (i % 2 == 0)
                all.follow();
        }
        QCOMPARE(all.found(QStringLiteral("word")), "m4 m3");
        all.say("m5"); // the log has pruned, and the index does not know it yet
        QCOMPARE(all.found(QStringLiteral("word")), "m4");
        all.follow();
        QCOMPARE(all.found(QStringLiteral("word")), "m5 m4");
    }

    // Writing, editing, deleting and pruning at random, the index now and then thrown away or
    // reopened, finds what the log in memory finds.
    void randomConversationsMatchTheLogInMemory_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 15; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void randomConversationsMatchTheLogInMemory()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        const auto pick = [&random](const QStringList &from) {
            return from[random.bounded(int(from.size()))];
        };
        const QStringList words{QStringLiteral("_s회의"), QStringLiteral("회의실"),
            QStringLiteral("의견"), QStringLiteral("ab"), QStringLiteral("abc"),
            QStringLiteral("b"), QStringLiteral("데이터"), QStringLiteral("Éa")};
        const QStringList names{QStringLiteral("Ann"), QStringLiteral("Bob")};
        Indexed all;
        all.log.reset();
        all.options.maximumEntries = 15 + random.bounded(30);
        all.openLog();
        all.openIndex();
        MemoryMessageLog model(all.options);
        int number = 0;
        for (int turn = 0; turn < 40; ++turn) {
            std::vector<LogWrite> batch;
            for (int i = random.bounded(6); i >= 0; --i) {
                const QByteArray room = pick({QStringLiteral("a"), QStringLiteral("b")}).toUtf8();
                const QByteArray earlier = QByteArray::number(random.bounded(number + 1));
                const QString text = pick(words) + u' ' + pick(words) + pick(words);
                const int kind = random.bounded(5);
                if (kind == 0)
                    batch.push_back(edit(earlier, text, room));
                else if (kind == 1)
                    batch.push_back(deletion(earlier, room));
                else
                    batch.push_back(message({QByteArray::number(number++), text, room, pick(names),
                        1'700'000'000'000 + random.bounded(10) * 86'400'000LL}));
            }
            all.log->write(batch);
            model.write(batch);
            if (random.bounded(8) == 0)
                all.openIndex();
            all.follow();
            QString query = pick(words);
            if (random.bounded(3) == 0)
                query += u' ' + pick(words);
            if (random.bounded(3) == 0)
                query = u'"' + query + u'"';
            if (random.bounded(3) == 0)
                query += u" from:"_s + pick(names);
            if (random.bounded(4) == 0)
                query += u" in:a"_s;
            if (random.bounded(4) == 0)
                query += u" before:2023-11-20"_s;
            SearchQuery asked = queryOf(query);
            asked.limit = 1 + random.bounded(5);
            QCOMPARE(allIds([&](const SearchQuery &q) { return all.index->search(q); }, asked),
                allIds([&](const SearchQuery &q) { return model.search(q); }, asked));
        }
    }
};

QTEST_GUILESS_MAIN(SearchIndexTest)
#include "tst_searchindex.moc"
