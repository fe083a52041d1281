// A minute without the network, a minute's sleep, and a network that fell silent: clients find out,
// come back and lack nothing. The waits are long and run side by side.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"
#include "tests/support/tcpproxy.h"
#include "tests/system/resilience/robotprocess.h"
#include "tests/system/resilience/roomaccount.h"

#include <QTest>

#include <chrono>

using namespace Qt::StringLiterals;
using test::StompDialogue;

namespace {

constexpr int minute = 60'000; // milliseconds
constexpr int patience = 20'000;
constexpr int saidMeanwhile = 500;
constexpr int soundsIn = 25'000; // a connection that is half open
constexpr int leavesIn = 30'000; // whoever vanished
constexpr int thawsIn = 3'000;
constexpr int paintsIn = 1'000;

qint64 now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// A client at a server of its own, and what lies between them.
struct Scene {
    bool start()
    {
        if (!server.start())
            return false;
        network = std::make_unique<test::TcpProxy>(server.port());
        QUrl url = server.url();
        url.setPort(network->port());
        robot = std::make_unique<resilience::RobotProcess>(u"Ann"_s, url);
        speaker = std::make_unique<StompDialogue>(server.url());
        return robot->start() && speaker->connectAs("Bob");
    }
    void say(int count)
    {
        for (int i = 1; i <= count; ++i)
            speaker->send("SEND\ndestination:/publish/chat/room\nreceipt:" + QByteArray::number(i)
                + "\n\nBob " + QByteArray::number(++said));
        for (int i = 1; i <= count; ++i) {
            const auto receipt = speaker->next();
            QVERIFY(receipt);
            QCOMPARE(receipt->command, stomp::Command::Receipt);
        }
    }
    int rows() const
    {
        const auto rows = robot->told().rows.find("room");
        return rows == robot->told().rows.end() ? 0 : rows->second.count;
    }

    test::ServerProcess server;
    std::unique_ptr<test::TcpProxy> network;
    std::unique_ptr<resilience::RobotProcess> robot;
    std::unique_ptr<StompDialogue> speaker;
    int said = 0;
};

} // namespace

class TestInterruptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aHalfOpenConnectionIsFound();
    void whoVanishedIsSeenToLeave();
    void afterAMinutesSleepTheClientIsBackAtOnce();
    void afterAMinuteWithoutTheNetworkNothingIsMissing();

private:
    void checkShown(Scene &scene);

    Scene m_cut;
    Scene m_sleep;
    Scene m_silence;
    qint64 m_interruptedAt = 0;
    qint64 m_silenceFoundAt = 0;
    qint64 m_leftAt = 0;
};

// All three begin, and the minute passes.
void TestInterruptions::initTestCase()
{
    for (Scene *scene : {&m_cut, &m_sleep, &m_silence}) {
        QVERIFY2(scene->start(), qPrintable(scene->server.whyNot()));
        scene->robot->command("open room");
        scene->say(1);
        QTRY_VERIFY_WITH_TIMEOUT(scene->robot->isOnline() && scene->rows() > 0, patience);
    }
    QVERIFY(m_silence.speaker->isSubscribed("members", "/subscribe/chat/room/members"));
    m_interruptedAt = now();
    m_cut.network->setReachable(false);
    m_sleep.robot->freeze();
    m_silence.network->stall();
    m_cut.say(saidMeanwhile);
    m_sleep.say(saidMeanwhile);

    QTRY_VERIFY_WITH_TIMEOUT(!m_silence.robot->isOnline(), minute);
    m_silenceFoundAt = m_silence.robot->stateSince();
    while (const auto change = m_silence.speaker->next()) {
        if (test::jsonBody(*change).value(u"event") == u"left"_s) {
            m_leftAt = now();
            break;
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(now() - m_interruptedAt >= minute, minute + patience);
}

void TestInterruptions::aHalfOpenConnectionIsFound()
{
    const qint64 took = m_silenceFoundAt - m_interruptedAt;
    qInfo("found after %lld ms", took);
    QVERIFY2(took > 0 && took <= soundsIn, qPrintable(QString::number(took)));
    m_silence.network->resume();
    m_silence.say(1);
    QTRY_VERIFY_WITH_TIMEOUT(m_silence.robot->isOnline(), minute);
    checkShown(m_silence);
}

void TestInterruptions::whoVanishedIsSeenToLeave()
{
    const qint64 took = m_leftAt - m_interruptedAt;
    qInfo("left after %lld ms", took);
    QVERIFY2(took > 0 && took <= leavesIn, qPrintable(QString::number(took)));
}

void TestInterruptions::afterAMinutesSleepTheClientIsBackAtOnce()
{
    const qint64 thawedAt = now();
    m_sleep.robot->thaw();
    const auto isBack = [&] {
        return m_sleep.robot->isOnline() && m_sleep.robot->stateSince() > thawedAt;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isBack(), patience);
    const qint64 took = m_sleep.robot->stateSince() - thawedAt;
    qInfo("back after %lld ms", took);
    QVERIFY2(took <= thawsIn, qPrintable(QString::number(took)));
    checkShown(m_sleep);
}

void TestInterruptions::afterAMinuteWithoutTheNetworkNothingIsMissing()
{
    m_cut.robot->command("say room Ann 1"); // waits in the outbox
    m_cut.network->setReachable(true);
    m_cut.robot->command("try");
    QTRY_VERIFY_WITH_TIMEOUT(m_cut.robot->isOnline(), patience);
    const qint64 connectedAt = m_cut.robot->stateSince();
    QTRY_VERIFY_WITH_TIMEOUT(m_cut.rows() > saidMeanwhile + 1, patience);
    const qint64 took = m_cut.robot->told().rows.at("room").at - connectedAt;
    qInfo("painted %d rows within %lld ms", m_cut.rows(), took);
    QVERIFY2(took <= paintsIn, qPrintable(QString::number(took)));
    checkShown(m_cut);
}

void TestInterruptions::checkShown(Scene &scene)
{
    StompDialogue reader(scene.server.url());
    QVERIFY(reader.connectAs("Reader"));
    QJsonArray expected;
    QJsonArray shown;
    const auto isTheSame = [&] {
        expected = resilience::shownOf(test::readWholeRoom(reader, "room"));
        shown = scene.robot->dump("room", patience);
        return shown == expected;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isTheSame(), patience);
    QVERIFY(shown.size() >= scene.said);
    QCOMPARE(scene.robot->waitingCount(), 0);
}

QTEST_GUILESS_MAIN(TestInterruptions)
#include "tst_interruptions.moc"
