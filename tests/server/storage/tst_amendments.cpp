#include "logsupport.h"

#include "server/storage/amendmentrules.h"
#include "stomp/chat/payloads.h"

#include <QTest>

#include <memory>

using namespace server;
using namespace server::test;
using Kind = Amendment::Kind;

namespace {

AppendEntry message(const QByteArray &id, const QByteArray &author = "ann")
{
    chat::Entry entry;
    entry.id = id;
    entry.room = "a";
    entry.author = {author, QString::fromLatin1(author)};
    entry.text = QStringLiteral("secret ") + QString::fromLatin1(id);
    AppendEntry append = entryOf("a", id);
    append.payload = chat::toJsonWithoutSeq(entry);
    return append;
}

AppendEntry amend(Kind kind, const QByteArray &target, const QByteArray &person = "ann")
{
    static int number = 0;
    chat::Entry entry;
    entry.type = kind == Kind::Edit ? chat::EntryType::Edit : chat::EntryType::Delete;
    entry.id = target;
    entry.room = "a";
    entry.author = {person, QString::fromLatin1(person)};
    entry.text = QStringLiteral("secret edit");
    AppendEntry append = entryOf("a", "amendment-" + QByteArray::number(++number));
    append.payload = chat::toJsonWithoutSeq(entry);
    append.amendment = Amendment{kind, target, person, false, {}, true};
    return append;
}

AppendEntry react(
    const QByteArray &target, const QByteArray &person, const QString &emoji, bool on = true)
{
    AppendEntry append = amend(Kind::Reaction, target, person);
    append.amendment->emoji = emoji;
    append.amendment->on = on;
    return append;
}

AppendEntry pin(const QByteArray &target, bool mayAll = true, bool on = true)
{
    AppendEntry append = amend(Kind::Pin, target);
    append.amendment->mayAll = mayAll;
    append.amendment->on = on;
    return append;
}

// Everything that is kept of the room, as text.
QByteArray everything(MessageLog &log)
{
    QByteArray text;
    for (const LogEntry &entry : readAll(log, "a").entries)
        text += entry.payload + '\n';
    return text;
}

} // namespace

// What is done to messages, and how long they are kept; each case against both logs.
class AmendmentsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<LogFixture> m_fixture;

    void make(LogOptions options = {})
    {
        QFETCH_GLOBAL(bool, isSqlite);
        m_fixture = std::make_unique<LogFixture>(isSqlite, options);
    }
    QByteArray write(std::vector<LogWrite> batch) { return outcome(m_fixture->log().write(batch)); }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }
    void init() { make(); }
    void cleanup() { m_fixture.reset(); }

    void messagesAreAmendedByWhoMay()
    {
        AppendEntry byHost = amend(Kind::Delete, "1", "host");
        byHost.amendment->mayAll = true;
        QCOMPARE(write({message("1"), amend(Kind::Edit, "1"), amend(Kind::Edit, "1", "bob"),
                     amend(Kind::Delete, "1", "bob"), byHost, amend(Kind::Edit, "1"),
                     amend(Kind::Delete, "1")}),
            "1 2 not-allowed not-allowed 3 message-deleted 0=");
        QCOMPARE(
            write({amend(Kind::Edit, "nothing"), pin("1", false)}), "no-such-message not-allowed");
        AppendEntry elsewhere = amend(Kind::Edit, "1");
        elsewhere.room = "b";
        QCOMPARE(write({elsewhere}), "no-such-message");
        QCOMPARE(m_fixture->log().load()->rooms.size(), 1U);
    }

    void aDeletedTextIsTakenOutOfTheLog()
    {
        write({message("1"), message("2"), amend(Kind::Edit, "1"), amend(Kind::Edit, "1"),
            amend(Kind::Edit, "2")});
        QCOMPARE(write({amend(Kind::Delete, "1")}), "6");
        const LogPage page = readAll(m_fixture->log(), "a");
        QCOMPARE(seqsOf(page), "1 2 3 4 5 6");
        for (const LogEntry &entry : page.entries) {
            const auto read = chat::parseEntry(entry.payload);
            const bool isGone = entry.seq == 1 || entry.seq == 3 || entry.seq == 4;
            QCOMPARE(read->isDeleted, isGone);
            QCOMPARE(entry.payload.contains("secret"), entry.seq == 2 || entry.seq == 5);
        }
    }

    void reactionsAreBounded()
    {
        QCOMPARE(write({message("1"), react("1", "ann", QStringLiteral("+")),
                     react("1", "ann", QStringLiteral("+")), react("1", "bob", QStringLiteral("+")),
                     react("1", "ann", QStringLiteral("+"), false),
                     react("1", "ann", QStringLiteral("+"), false)}),
            "1 2 0= 3 4 0=");
        std::vector<LogWrite> many;
        for (std::size_t kind = 1; kind < maximumReactionKinds; ++kind)
            many.push_back(react("1", "ann", QString::number(kind)));
        write(many);
        QCOMPARE(
            write({react("1", "ann", QStringLiteral("one more")),
                react("1", "ann", QStringLiteral("+")), react("1", "bob", QStringLiteral("1"))}),
            "too-many-reactions 24 25");
        QCOMPARE(write({amend(Kind::Delete, "1"), react("1", "bob", QStringLiteral("1")),
                     react("1", "bob", QStringLiteral("1"), false)}),
            "26 message-deleted 0=");
    }

    void pinsAreBounded()
    {
        std::vector<LogWrite> batch;
        for (qint64 i = 0; i <= maximumPins; ++i)
            batch.push_back(message(QByteArray::number(i)));
        write(batch);
        batch.clear();
        for (qint64 i = 0; i < maximumPins; ++i)
            batch.push_back(pin(QByteArray::number(i)));
        write(batch);
        const QByteArray last = QByteArray::number(maximumPins);
        QCOMPARE(write({pin(last), pin("0"), pin("0", true, false), pin("0", true, false),
                     pin(last), amend(Kind::Delete, "1"), pin("0")}),
            "too-many-pins 0= 102 0= 103 104 105");
    }

    void aReplyNamesAMessageOfTheRoom()
    {
        const auto reply = [](const QByteArray &id, const QByteArray &to) {
            AppendEntry entry = message(id);
            entry.replyTo = to;
            return entry;
        };
        const AppendEntry edit = amend(Kind::Edit, "1");
        QCOMPARE(write({reply("0", "1"), message("1"), reply("2", "1"), edit, reply("3", edit.id),
                     amend(Kind::Delete, "1"), reply("4", "1")}),
            "no-such-message 1 2 3 no-such-message 4 5");
    }

    void whatCannotBeSaidAgainWasSaidAllTheSame()
    {
        AppendEntry first = entryWithKey("a", "1", "key");
        AppendEntry again = entryWithKey("a", "2", "key");
        again.unlessRepeated = LogError{"room-archived", {}};
        AppendEntry other = entryWithKey("a", "3", "other key");
        other.unlessRepeated = again.unlessRepeated;
        AppendEntry elsewhere = entryWithKey("b", "4", "key");
        elsewhere.unlessRepeated = Appended{0, {}, true};
        QCOMPARE(
            write({again, first, again, other, elsewhere}), "room-archived 1 1= room-archived 0=");
        QCOMPARE(m_fixture->log().load()->rooms.size(), 1U);
    }

    void keysAreKnownForAmendmentsToo()
    {
        AppendEntry edit = amend(Kind::Edit, "1");
        edit.idempotencyKey = "key";
        AppendEntry again = amend(Kind::Edit, "1");
        again.idempotencyKey = "key";
        again.payload = edit.payload;
        QCOMPARE(write({message("1"), edit, amend(Kind::Delete, "1"), again}), "1 2 3 2=");
    }

    void anUndoneTransactionUndoesAmendments()
    {
        write({message("1"), message("2"), react("1", "ann", QStringLiteral("+")), pin("2"),
            amend(Kind::Edit, "1")});
        const QByteArray before = everything(m_fixture->log());
        QCOMPARE(write(joined({react("1", "bob", QStringLiteral("+")), amend(Kind::Delete, "1"),
                     pin("2", true, false), amend(Kind::Edit, "nothing")})),
            "transaction-failed transaction-failed transaction-failed no-such-message");
        QCOMPARE(everything(m_fixture->log()), before);
        QCOMPARE(write({react("1", "ann", QStringLiteral("+")), pin("2"),
                     react("1", "bob", QStringLiteral("+")), amend(Kind::Edit, "1")}),
            "0= 0= 6 7");
        QCOMPARE(write(joined({amend(Kind::Delete, "1"), amend(Kind::Edit, "2")})), "8 9");
        QVERIFY(!everything(m_fixture->log()).contains("secret 1"));
    }

    void whatIsForgottenIsNotAmended()
    {
        make({.maximumEntries = 3});
        QCOMPARE(write({message("1"), message("2"), amend(Kind::Edit, "1"), pin("1"), pin("2")}),
            "1 2 3 4 5");
        QCOMPARE(write({amend(Kind::Edit, "1"), amend(Kind::Delete, "2")}),
            "no-such-message no-such-message");
        QCOMPARE(write({message("2")}), "6");
    }

    void whatIsTooOldIsForgottenAndItsNumbersNeverComeAgain()
    {
        make({.maximumAgeMs = 1000});
        const auto at = [&](const QByteArray &id, qint64 age) {
            AppendEntry entry = message(id);
            entry.sentAt = m_fixture->now - age;
            return entry;
        };
        QCOMPARE(write({at("1", 1500), at("2", 1001), at("3", 1000), at("4", 0)}), "1 2 3 4");
        while (*m_fixture->log().forgetOld()) { }
        LogPage page = readAll(m_fixture->log(), "a");
        QCOMPARE(seqsOf(page), "3 4");
        QCOMPARE(page.firstSeq, 3);
        m_fixture->now += 2000;
        while (*m_fixture->log().forgetOld()) { }
        page = readAll(m_fixture->log(), "a");
        QCOMPARE(seqsOf(page), "");
        QCOMPARE(page.firstSeq, 5);
        QCOMPARE(page.lastSeq, 4);
        QCOMPARE(m_fixture->log().load()->rooms.front().lastSeq, 4);
        QCOMPARE(write({at("5", 0)}), "5");
        QCOMPARE(seqsOf(readAll(m_fixture->log(), "a")), "5");
    }

    void manyRoomsAreLookedAtInTheirTurn()
    {
        make({.maximumAgeMs = 1000});
        std::vector<LogWrite> batch;
        for (int room = 0; room < 120; ++room) {
            for (const LogWrite &entry : entries("r" + QByteArray::number(room), 1, 2))
                batch.push_back(entry);
        }
        for (const LogWrite &entry : entries("long", 1, 1200))
            batch.push_back(entry);
        m_fixture->log().write(batch);
        m_fixture->now += 5000;
        int steps = 0;
        while (*m_fixture->log().forgetOld())
            QVERIFY(++steps < 1000);
        QCOMPARE(readAll(m_fixture->log(), "long").firstSeq, 1201);
        for (int room = 0; room < 120; ++room)
            QCOMPARE(readAll(m_fixture->log(), "r" + QByteArray::number(room)).firstSeq, 3);
        QVERIFY(!*m_fixture->log().forgetOld());
    }

    void surroundingsAreAPageOfTheirOwn_data()
    {
        QTest::addColumn<qint64>("position");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QByteArray>("seqs");
        const auto row = [](const char *name, qint64 position, int limit, const char *seqs) {
            QTest::newRow(name) << position << limit << QByteArray(seqs);
        };
        row("in the midst", 5, 3, "4 5 6");
        row("an even number", 5, 4, "3 4 5 6");
        row("at the start", 1, 4, "1 2 3 4");
        row("at the end", 10, 4, "7 8 9 10");
        row("beyond the end", 99, 2, "9 10");
        row("more than there are", 5, 50, "1 2 3 4 5 6 7 8 9 10");
        row("one", 5, 1, "5");
        row("none", 5, 0, "");
    }

    void surroundingsAreAPageOfTheirOwn()
    {
        QFETCH(qint64, position);
        QFETCH(int, limit);
        m_fixture->log().write(entries("a", 1, 10));
        const auto page = m_fixture->log().read({"a", LogQuery::Range::Around, position, limit});
        QTEST(seqsOf(*page), "seqs");
        const auto none = m_fixture->log().read({"none", LogQuery::Range::Around, position, limit});
        QVERIFY(none->entries.empty() && none->isStart && none->isEnd);
    }

    void removalsAndBothMarkersAreLoaded()
    {
        const qint64 now = m_fixture->now;
        QCOMPARE(
            write({message("1"), SaveRemoval{{"a", "p", now + 5}}, SaveRemoval{{"a", "q", now + 5}},
                SaveRemoval{{"a", "p", now}}, SaveRemoval{{"none", "p", now + 5}},
                SaveMarker{{"a", "p", 1, 0}}, SaveMarker{{"a", "p", 1, 1}}}),
            "1 0 0 0 no-such-room 0 0");
        const auto snapshot = m_fixture->log().load();
        QVERIFY((snapshot->removals == std::vector<RemovalRecord>{{"a", "q", now + 5}}));
        QVERIFY((snapshot->markers == std::vector<MarkerRecord>{{"a", "p", 1, 1}}));
    }
};

QTEST_GUILESS_MAIN(AmendmentsTest)
#include "tst_amendments.moc"
