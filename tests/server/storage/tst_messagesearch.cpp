#include "searchsupport.h"

#include "server/storage/databasefolder.h"
#include "server/storage/memorymessagelog.h"
#include "server/storage/searchindex.h"
#include "server/storage/sqliteopening.h"

#include <QRandomGenerator>
#include <QTest>

#include <memory>

using namespace server;
using namespace server::test;

namespace {

// A log that is searched in its own way.
class SearchedLog {
public:
    explicit SearchedLog(bool isSqlite, LogOptions options = {})
    {
        if (!isSqlite) {
            m_log = std::make_unique<MemoryMessageLog>(options);
            return;
        }
        auto opened = openSqliteLog(m_folder.path(), options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        m_log = std::move(opened->log);
        auto index = SearchIndex::open(databaseFile(m_folder.path()));
        if (!index)
            qFatal("%s", qPrintable(index.error().detail));
        m_index = std::move(*index);
    }

    void write(const std::vector<LogWrite> &batch) { m_log->write(batch); }

    LogResult<SearchPage> search(const SearchQuery &query)
    {
        if (!m_index)
            return m_log->search(query);
        for (;;) {
            const auto isLevel = m_index->follow(7);
            if (!isLevel)
                return isLevel.error();
            if (*isLevel)
                return m_index->search(query);
        }
    }

    QByteArray found(const QString &text)
    {
        const auto page = search(queryOf(text));
        return page ? idsOf(*page) : page.error().code;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<MessageLog> m_log;
    std::unique_ptr<SearchIndex> m_index;
};

constexpr qint64 dayMs = 24LL * 60 * 60 * 1000;
constexpr qint64 noonOfNovember20 = 1'795'176'000'000;

std::vector<LogWrite> conversation()
{
    return {message({"m1", QStringLiteral("내일 회의실에서 만나요"), "a", QStringLiteral("Ann"),
                noonOfNovember20}),
        message({"m2", QStringLiteral("The meeting is tomorrow"), "a", QStringLiteral("Bob"),
            noonOfNovember20 + dayMs}),
        message({"m3", QStringLiteral("회의 자료입니다: agenda.pdf"), "b", QStringLiteral("Ann"),
            noonOfNovember20 + dayMs}),
        message({"m4", QStringLiteral("see you tomorrow, at the café"), "b",
            QStringLiteral("Cho 영희"), noonOfNovember20 + 2 * dayMs}),
        message({"m5", QStringLiteral("tomorrow you see"), "a", QStringLiteral("Bob"),
            noonOfNovember20 + 2 * dayMs})};
}

} // namespace

// The rules of searching, each case asked of the log in memory and of the index beside SQLite's.
class MessageSearchTest : public QObject {
    Q_OBJECT

    static std::unique_ptr<SearchedLog> makeLog(LogOptions options = {})
    {
        QFETCH_GLOBAL(bool, isSqlite);
        return std::make_unique<SearchedLog>(isSqlite, options);
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }

    void whatIsAskedForIsFoundNewestFirst_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const QString &query, const char *found) {
            QTest::newRow(qPrintable(query)) << query << QByteArray(found);
        };
        row(QStringLiteral("회의"), "m3 m1");
        row(QStringLiteral("의실"), "m1");
        row(QStringLiteral("회"), "m3 m1");
        row(QStringLiteral("니"), "m3");
        row(QStringLiteral("tomorrow"), "m5 m4 m2");
        row(QStringLiteral("TOM"), "m5 m4 m2");
        row(QStringLiteral("row"), "");
        row(QStringLiteral("see tomorrow"), "m5 m4");
        row(QStringLiteral("\"see you\""), "m4");
        row(QStringLiteral("\"you see\""), "m5");
        row(QStringLiteral("\"meet\""), "");
        row(QStringLiteral("cafe"), "m4");
        row(QStringLiteral("agenda.pdf"), "m3");
        row(QStringLiteral("from:ann"), "m3 m1");
        row(QStringLiteral("from:an"), "");
        row(QStringLiteral("from:\"cho 영희\""), "m4");
        row(QStringLiteral("from:Ann from:Bob tomorrow"), "m5 m2");
        row(QStringLiteral("in:b"), "m4 m3");
        row(QStringLiteral("in:b 회의"), "m3");
        row(QStringLiteral("in:a in:b see"), "m5 m4");
        row(QStringLiteral("in:nowhere see"), "");
        row(QStringLiteral("before:2026-11-21"), "m1");
        row(QStringLiteral("after:2026-11-21"), "m5 m4");
        row(QStringLiteral("after:2026-11-20 before:2026-11-22"), "m3 m2");
        row(QStringLiteral("before:2026-11-22 회의 from:ann in:a"), "m1");
        row(QStringLiteral("after:2030"), "");
        row(QStringLiteral("before:1990"), "");
        row(QString(), "");
        row(QStringLiteral("\"\" * ( : ^"), "");
        row(QStringLiteral("from:ann ***"), "m3 m1");
        row(QStringLiteral("x NOT y"), "");
        row(QStringLiteral("see OR 회의"), "");
        row(QStringLiteral("words:see"), "");
        row(QStringLiteral("'; DROP TABLE messages; --"), "");
    }

    void whatIsAskedForIsFoundNewestFirst()
    {
        QFETCH(QString, query);
        QFETCH(QByteArray, found);
        const auto log = makeLog();
        log->write(conversation());
        QCOMPARE(log->found(query), found);
    }

    void aHitHasItsPlaceItsMessageAndItsMarks()
    {
        const auto log = makeLog();
        log->write(conversation());
        const auto page = log->search(queryOf(QStringLiteral("자료")));
        QVERIFY(page);
        QCOMPARE(page->messages.size(), 1U);
        const FoundMessage &hit = page->messages.front();
        QCOMPARE(hit.room, "b");
        QCOMPARE(hit.seq, 1);
        const auto entry = chat::parseEntry(hit.payload);
        QVERIFY(entry);
        QCOMPARE(entry->text, QStringLiteral("회의 자료입니다: agenda.pdf"));
        QCOMPARE(entry->author.name, QStringLiteral("Ann"));
        QCOMPARE(entry->sentAt, noonOfNovember20 + dayMs);
        const std::vector<TextPiece> pieces{{QStringLiteral("회의 "), false},
            {QStringLiteral("자료"), true}, {QStringLiteral("입니다: agenda.pdf"), false}};
        QVERIFY(hit.pieces == pieces);
    }

    void anEditChangesWhatIsFound()
    {
        const auto log = makeLog();
        log->write(conversation());
        QCOMPARE(log->found(QStringLiteral("meeting")), "m2");
        log->write({edit("m2", QStringLiteral("the party is today"))});
        QCOMPARE(log->found(QStringLiteral("meeting")), "");
        QCOMPARE(log->found(QStringLiteral("party")), "m2");
        log->write(
            {edit("m2", QStringLiteral("the picnic is today")), edit("m2", QStringLiteral("off"))});
        QCOMPARE(log->found(QStringLiteral("picnic")), "");
        const auto page = log->search(queryOf(QStringLiteral("off from:bob")));
        QCOMPARE(idsOf(*page), "m2");
        QCOMPARE(chat::parseEntry(page->messages.front().payload)->text, QStringLiteral("off"));
    }

    void aDeletedMessageIsNotFound()
    {
        const auto log = makeLog();
        log->write(conversation());
        QCOMPARE(log->found(QStringLiteral("tomorrow")), "m5 m4 m2");
        log->write({deletion("m4", "b"), edit("m5", QStringLiteral("tomorrow it is"))});
        QCOMPARE(log->found(QStringLiteral("tomorrow")), "m5 m2");
        log->write({deletion("m5")});
        QCOMPARE(log->found(QStringLiteral("tomorrow")), "m2");
    }

    void whatConcernsNothingIsPassedOver()
    {
        const auto log = makeLog();
        log->write({edit("nobody", QStringLiteral("word")), deletion("nobody"),
            entryOf("a", "no entry of the chat"), message({"m1", QStringLiteral("word")}),
            edit("m1", QStringLiteral("other"), "b")});
        QCOMPARE(log->found(QStringLiteral("word")), "m1");
    }

    void whatIsNoLongerKeptIsNotFound()
    {
        const auto log = makeLog({.maximumEntries = 3});
        for (int i = 1; i <= 9; ++i)
            log->write({message({"m" + QByteArray::number(i), QStringLiteral("word")}),
                message({"n" + QByteArray::number(i), QStringLiteral("word"), "b"})});
        QCOMPARE(log->found(QStringLiteral("word in:a")), "m9 m8 m7");
        log->write({message({"m10", QStringLiteral("word")})});
        QCOMPARE(log->found(QStringLiteral("word")), "m10 n9 m9 n8 m8 n7");
    }

    void hiddenRoomsAreNotLookedInto()
    {
        const auto log = makeLog();
        log->write(conversation());
        SearchQuery query = queryOf(QStringLiteral("회의"));
        query.hiddenRooms = {"b", "nowhere"};
        QCOMPARE(idsOf(*log->search(query)), "m1");
        query.rooms = {"b"};
        QCOMPARE(idsOf(*log->search(query)), "");
    }

    void pagesFollowEachOther_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("one by one") << 1;
        QTest::newRow("some") << 4;
        QTest::newRow("all at once") << 200;
    }

    void pagesFollowEachOther()
    {
        QFETCH(int, limit);
        const auto log = makeLog();
        QByteArrayList expected;
        for (int i = 0; i < 30; ++i) {
            const bool isHit = i % 3 == 0;
            const QByteArray id = QByteArray::number(i);
            log->write({message({id, isHit ? QStringLiteral("회의") : QStringLiteral("other"),
                i % 2 == 0 ? "a" : "b"})});
            if (isHit)
                expected.prepend(id);
        }
        SearchQuery query = queryOf(QStringLiteral("회의"));
        query.limit = limit;
        QCOMPARE(allIds([&](const SearchQuery &page) { return log->search(page); }, query),
            expected.join(' '));
    }

    // Where a clock was set back, dates still find what bears them.
    void datesDoNotDependOnTheOrder()
    {
        const auto log = makeLog();
        for (int i = 0; i < 6; ++i) {
            const qint64 at = noonOfNovember20 + (i % 3) * dayMs;
            log->write({message({"m" + QByteArray::number(i), QStringLiteral("x"), "a",
                QStringLiteral("Ann"), at})});
        }
        QCOMPARE(log->found(QStringLiteral("before:2026-11-21")), "m3 m0");
        QCOMPARE(log->found(QStringLiteral("x after:2026-11-20 before:2026-11-22")), "m4 m1");
        QCOMPARE(log->found(QStringLiteral("x after:2026-11-21")), "m5 m2");
    }

    void hugeQueriesAreAnswered()
    {
        const auto log = makeLog();
        log->write(conversation());
        QCOMPARE(log->found(QStringLiteral("회의 ").repeated(100'000)), "m3 m1");
        QCOMPARE(log->found(QStringLiteral("in:b ").repeated(100'000)), "m4 m3");
        QCOMPARE(log->found(QString(1'000'000, u'"')), "");
        QCOMPARE(log->found(QString(1'000'000, QChar(0))), "");
        QCOMPARE(log->found(QString(1'000'000, u'회')), "");
    }
};

QTEST_GUILESS_MAIN(MessageSearchTest)
#include "tst_messagesearch.moc"
