// Searching a real server: what is asked for is found, by whoever may, whatever is written there.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::StompDialogue;

namespace {

// Rooms and numbers of what was found: "general/3 other/1".
QByteArray found(const QByteArray &reply)
{
    QByteArrayList hits;
    const QJsonObject result = QJsonDocument::fromJson(reply).object();
    if (!result.value(u"complete").toBool())
        return "incomplete: " + reply;
    for (const QJsonValue &hit : result.value(u"hits").toArray())
        hits.append(
            hit[u"room"].toString().toUtf8() + '/' + QByteArray::number(hit[u"seq"].toInt()));
    return hits.join(' ');
}

QByteArray search(StompDialogue &person, const QByteArray &query, const QByteArray &headers = {})
{
    return person.ask("/publish/search", "query:" + query + '\n' + headers);
}

} // namespace

class TestSearching : public QObject {
    Q_OBJECT

    static void say(StompDialogue &person, const QByteArray &room, const QByteArray &text)
    {
        person.send("SEND\ndestination:/publish/chat/" + room
            + "\ncontent-type:text/plain\nreceipt:said\n\n" + text);
        const auto receipt = person.next();
        QVERIFY(receipt);
        QCOMPARE(receipt->command, Command::Receipt);
    }

    static void addServers()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("on disk") << QStringList();
        QTest::newRow("in memory") << QStringList{u"--in-memory"_s};
    }

private Q_SLOTS:
    void whatWasReceiptedIsFoundAtOnce_data() { addServers(); }

    void whatWasReceiptedIsFoundAtOnce()
    {
        QFETCH(QStringList, arguments);
        test::ServerProcess server(arguments);
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        StompDialogue ann(server.url());
        StompDialogue bob(server.url());
        QVERIFY(ann.connectAs("Ann"));
        QVERIFY(bob.connectAs("Bob"));
        say(ann, "general", "내일 회의실에서 만나요");
        say(bob, "general", "tomorrow at ten");
        say(ann, "other", "회의 tomorrow");
        QCOMPARE(found(search(bob, "회의")), "other/1 general/1");
        QCOMPARE(found(search(bob, "회의", "limit:1\n")), "other/1");
        QCOMPARE(found(search(bob, "회의 in\\cgeneral")), "general/1");
        QCOMPARE(found(search(bob, "from\\cann tomorrow")), "other/1");
        QCOMPARE(found(search(bob, "\"at ten\"")), "general/2");
        QCOMPARE(found(search(bob, "before\\c2001")), "");
        QCOMPARE(found(search(bob, "after\\c2001")), "other/1 general/2 general/1");
    }

    void pagesFollowEachOther_data() { addServers(); }

    void pagesFollowEachOther()
    {
        QFETCH(QStringList, arguments);
        test::ServerProcess server(arguments);
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        StompDialogue ann(server.url());
        QVERIFY(ann.connectAs("Ann"));
        for (int i = 0; i < 5; ++i)
            say(ann, "general", "word");
        QByteArrayList pages;
        QByteArray before;
        do {
            const QByteArray reply = search(ann, "word", "limit:2\n" + before);
            pages.append(found(reply));
            const QJsonValue next = QJsonDocument::fromJson(reply)[u"before"];
            before = next.isNull() ? QByteArray()
                                   : "before:" + QByteArray::number(next.toInteger()) + '\n';
        } while (!before.isEmpty() && pages.size() < 10);
        QCOMPARE(
            pages, (QByteArrayList{"general/5 general/4", "general/3 general/2", "general/1"}));
    }

    void hostileQueriesAreAnswered_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QStringList>("arguments");
        const QStringList inMemory{u"--in-memory"_s};
        const auto row = [&](const char *name, const QByteArray &query) {
            QTest::addRow("%s", name) << query << QStringList();
            QTest::addRow("%s, in memory", name) << query << inMemory;
        };
        row("nothing", QByteArray());
        row("a quote", QByteArray("\""));
        row("operators", QByteArray("NEAR(a b) OR * ^ - + { } words\\c x NOT"));
        row("SQL", QByteArray("'; DROP TABLE entries; --"));
        row("many quotes", QByteArray(8000, '"'));
        row("many words", QByteArray("a ").repeated(4000));
        row("many rooms", QByteArray("in\\cgeneral ").repeated(600));
        row("one long word", QByteArray("회").repeated(2600));
        row("control characters", QByteArray("\x01\x02\t\\n\x1f x"));
    }

    void hostileQueriesAreAnswered()
    {
        QFETCH(QByteArray, query);
        QFETCH(QStringList, arguments);
        test::ServerProcess server(arguments);
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        StompDialogue ann(server.url());
        QVERIFY(ann.connectAs("Ann"));
        say(ann, "general", "something");
        QVERIFY2(!found(search(ann, query)).startsWith("incomplete"), "an answer");
        QCOMPARE(found(search(ann, "some")), "general/1");
    }

    // Killed while the index was being written, or found without one, the server knows it all.
    void theIndexSurvivesAKill()
    {
        test::ServerProcess server;
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        for (int round = 1; round <= 4; ++round) {
            {
                StompDialogue ann(server.url());
                QVERIFY(ann.connectAs("Ann"));
                for (int i = 0; i < 50; ++i)
                    say(ann, "general", "word");
                if (round % 2 == 0)
                    search(ann, "word");
                server.killAtOnce();
            }
            if (round == 3)
                QVERIFY(QFile::remove(server.dataDirectory() + u"/maru.sqlite.search"_s));
            QVERIFY2(server.start(), qPrintable(server.whyNot()));
            StompDialogue bob(server.url());
            QVERIFY(bob.connectAs("Bob"));
            const QByteArray reply = search(bob, "word", "limit:200\n");
            QCOMPARE(QJsonDocument::fromJson(reply)[u"hits"].toArray().size(), 50 * round);
        }
    }
};

QTEST_GUILESS_MAIN(TestSearching)
#include "tst_searching.moc"
