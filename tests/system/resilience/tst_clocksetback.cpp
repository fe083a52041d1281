// The clock of a whole running server, and then that of a client, is set back by a day.

#include "tests/support/processclock.h"
#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"
#include "tests/system/resilience/robotprocess.h"
#include "tests/system/resilience/roomaccount.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::StompDialogue;

namespace {

constexpr int patience = 20'000; // milliseconds
constexpr std::chrono::hours day(24);

QByteArray secret()
{
    return "person-secret:" + QByteArray(32, 'a').toBase64(QByteArray::Base64UrlEncoding) + "\n";
}

// The number on the receipt.
QByteArray say(StompDialogue &person, const QByteArray &key)
{
    person.send("SEND\ndestination:/publish/chat/room\nidempotency-key:" + key
        + "\nreceipt:said\n\ntext of " + key);
    const auto receipt = person.next();
    return receipt && receipt->command == Command::Receipt ? receipt->header("seq") : "none";
}

QList<qint64> numbersOf(const std::vector<QJsonObject> &entries)
{
    QList<qint64> numbers;
    for (const QJsonObject &entry : entries)
        numbers.append(entry.value(u"seq").toInteger());
    return numbers;
}

QDateTime timeOf(const QJsonObject &entry)
{
    return QDateTime::fromString(entry.value(u"sentAt").toString(), Qt::ISODateWithMs);
}

} // namespace

class TestClockSetBack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::ProcessClock>();
        m_server = std::make_unique<test::ServerProcess>();
        m_server->setEnvironment(m_clock->environment());
        QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
    }

    void numbersOrderAndKeysHold()
    {
        StompDialogue ann(m_server->url());
        QVERIFY(ann.connectAs("Ann", secret()));
        QCOMPARE(say(ann, "k1"), "1");
        m_clock->setOffset(-day);
        QCOMPARE(say(ann, "k2"), "2");
        QCOMPARE(say(ann, "k1"), "1");
        const auto entries = test::readWholeRoom(ann, "room");
        QCOMPARE(numbersOf(entries), (QList<qint64>{1, 2}));
        const qint64 back = timeOf(entries[1]).secsTo(timeOf(entries[0]));
        QVERIFY2(back > 86'000 && back <= 86'400, "the server goes by the clock that was set");

        m_server->killAtOnce(); // and starts on the wrong day
        QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
        StompDialogue again(m_server->url());
        QVERIFY(again.connectAs("Ann", secret()));
        QCOMPARE(say(again, "k1"), "1");
        QCOMPARE(say(again, "k2"), "2");
        QCOMPARE(say(again, "k3"), "3");
        m_clock->setOffset({});
        QCOMPARE(say(again, "k3"), "3");
        QCOMPARE(say(again, "k1"), "1");
        QCOMPARE(say(again, "k4"), "4");
        again.subscribe("all", "/subscribe/chat/room", "after:0\n");
        for (int seq = 1; seq <= 4; ++seq)
            QCOMPARE(again.next()->header("seq"), QByteArray::number(seq));
    }

    void connectionsAndWhatIsSaidGoOn()
    {
        StompDialogue ann(m_server->url());
        StompDialogue bob(m_server->url());
        QVERIFY(ann.connectAs("Ann", secret()));
        QVERIFY(bob.connectAs("Bob"));
        QVERIFY(bob.isSubscribed("room", "/subscribe/chat/room"));
        const std::array<std::chrono::seconds, 5> offsets{-day, {}, day, -2 * day, {}};
        int number = 0;
        for (const std::chrono::seconds offset : offsets) {
            m_clock->setOffset(offset);
            for (int i = 0; i < 20; ++i) {
                const QByteArray seq = QByteArray::number(++number);
                QCOMPARE(say(ann, "k" + seq), seq);
                const auto heard = bob.next();
                QVERIFY(heard);
                QCOMPARE(heard->header("seq"), seq);
            }
        }
        const QByteArray found = bob.ask("/publish/search", "query:text\nlimit:200\n");
        const QJsonObject result = QJsonDocument::fromJson(found).object();
        QCOMPARE(result.value(u"hits").toArray().size(), number);
    }

    // What it has to say when the clock goes back is said all the same.
    void aClientWhoseClockIsSetBackGoesOn()
    {
        resilience::RobotProcess robot(u"Ann"_s, m_server->url());
        robot.setEnvironment(m_clock->environment());
        QVERIFY(robot.start());
        QTRY_VERIFY_WITH_TIMEOUT(robot.isOnline(), patience);
        robot.command("say room Ann 1");
        QTRY_COMPARE_WITH_TIMEOUT(robot.told().sent.size(), 1U, patience);
        m_server->killAtOnce();
        QTRY_VERIFY_WITH_TIMEOUT(!robot.isOnline(), patience);
        robot.command("say room Ann 2");
        QTRY_COMPARE_WITH_TIMEOUT(robot.waitingCount(), 1, patience);
        m_clock->setOffset(-day);
        robot.command("say room Ann 3");
        QTRY_COMPARE_WITH_TIMEOUT(robot.waitingCount(), 2, patience);
        QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
        QTRY_COMPARE_WITH_TIMEOUT(robot.told().sent.size(), 3U, patience);
        StompDialogue reader(m_server->url());
        QVERIFY(reader.connectAs("Reader"));
        const auto entries = test::readWholeRoom(reader, "room");
        QCOMPARE(resilience::troublesOf(entries), QStringList());
        QCOMPARE(robot.dump("room", patience), resilience::shownOf(entries));
    }

private:
    std::unique_ptr<test::ProcessClock> m_clock;
    std::unique_ptr<test::ServerProcess> m_server;
};

QTEST_GUILESS_MAIN(TestClockSetBack)
#include "tst_clocksetback.moc"
