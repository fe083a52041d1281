// A real server whose disk takes nothing more: senders are told, nothing is half written, and all
// is well again when there is room. A limit on the size of its files, set and lifted while it runs,
// stands for the disk; it needs no rights.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::StompDialogue;

namespace {

void limitFiles(const test::ServerProcess &server, rlim_t bytes)
{
    rlimit limit{};
    const auto process = static_cast<pid_t>(server.processId());
    QCOMPARE(::prlimit(process, RLIMIT_FSIZE, nullptr, &limit), 0);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    QCOMPARE(::prlimit(process, RLIMIT_FSIZE, &limit, nullptr), 0);
}

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendersAreToldAndAllIsWellAgain()
    {
        test::ServerProcess server;
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        StompDialogue ann(server.url());
        QVERIFY(ann.connectAs("Ann"));
        QVERIFY(ann.isSubscribed("errors", "/user/queue/errors"));
        QCOMPARE(say(ann, 1).command, Command::Receipt);

        limitFiles(server, 0);
        for (int number = 2; number <= 5; ++number) {
            const stomp::Frame answer = say(ann, number);
            QCOMPARE(answer.command, Command::Message);
            QCOMPARE(answer.header("subscription"), "errors");
            QCOMPARE(answer.header("receipt-id"), QByteArray::number(number));
            const QString code = test::jsonBody(answer).value(u"code").toString();
            QVERIFY2(code == u"storage-failed" || code == u"disk-full", qPrintable(code));
        }
        StompDialogue bob(server.url()); // people come and read all the same
        QVERIFY(bob.connectAs("Bob"));
        QCOMPARE(test::readWholeRoom(bob, "general").size(), 1U);

        limitFiles(server, RLIM_INFINITY);
        // The same again, with the same keys: now they are kept, once each.
        for (int number = 1; number <= 5; ++number) {
            const stomp::Frame answer = say(ann, number);
            QCOMPARE(answer.command, Command::Receipt);
            QCOMPARE(answer.header("seq"), QByteArray::number(number));
        }
        QTRY_COMPARE_WITH_TIMEOUT(hits(bob), 5, 10'000); // the index is well again, too
        server.killAtOnce();
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        QVERIFY2(!server.log().contains("damaged"), server.log());
        StompDialogue cho(server.url());
        QVERIFY(cho.connectAs("Cho"));
        const auto entries = test::readWholeRoom(cho, "general");
        QCOMPARE(entries.size(), 5U);
        for (std::size_t i = 0; i < entries.size(); ++i)
            QCOMPARE(entries[i].value(u"text").toString(), u"text %1"_s.arg(i + 1));
    }

private:
    // How many messages are found, once the index has them all.
    static int hits(StompDialogue &person)
    {
        const QJsonObject result =
            QJsonDocument::fromJson(person.ask("/publish/search", "query:text\n")).object();
        return result.value(u"complete").toBool() ? int(result.value(u"hits").toArray().size())
                                                  : -1;
    }

    static stomp::Frame say(StompDialogue &person, int number)
    {
        const QByteArray id = QByteArray::number(number);
        person.send("SEND\ndestination:/publish/chat/general\nidempotency-key:key-" + id
            + "\nreceipt:" + id + "\n\ntext " + id);
        return person.next().value_or(stomp::Frame{});
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
