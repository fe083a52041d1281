// Two devices of one person: two real clients.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"
#include "tests/system/resilience/robotprocess.h"

#include <QTest>

using namespace Qt::StringLiterals;
using resilience::RobotProcess;
using test::StompDialogue;

namespace {

constexpr int patience = 20'000; // milliseconds

int unread(const RobotProcess &robot)
{
    const auto unread = robot.told().unread.find("room");
    return unread == robot.told().unread.end() ? -1 : unread->second.count;
}

} // namespace

class TestDevices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<test::ServerProcess>();
        QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
        m_bob = std::make_unique<StompDialogue>(m_server->url());
        QVERIFY(m_bob->connectAs("Bob"));
        m_desk = std::make_unique<RobotProcess>(u"Ann"_s, m_server->url());
        QVERIFY(m_desk->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->isOnline(), patience);
        m_lap = std::make_unique<RobotProcess>(u"Ann"_s, m_server->url());
        QVERIFY(m_lap->becomeDeviceOf(*m_desk));
        QVERIFY(m_lap->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_lap->isOnline(), patience);
    }

    void whatOneReadsClearsTheBadgeOfTheOther()
    {
        say(3);
        QTRY_VERIFY_WITH_TIMEOUT(unread(*m_desk) == 3 && unread(*m_lap) == 3, patience);
        m_desk->command("read room");
        QTRY_VERIFY_WITH_TIMEOUT(unread(*m_desk) == 0 && unread(*m_lap) == 0, patience);
        say(1);
        QTRY_VERIFY_WITH_TIMEOUT(unread(*m_lap) == 1, patience);
    }

    void whatWasReadMeanwhileIsReadWhenTheOtherComesBack()
    {
        say(2);
        QTRY_VERIFY_WITH_TIMEOUT(unread(*m_lap) == 2, patience);
        m_lap->killAtOnce();
        say(2);
        QTRY_VERIFY_WITH_TIMEOUT(unread(*m_desk) == 4, patience);
        RobotProcess phone(u"Ann"_s, m_server->url());
        QVERIFY(phone.becomeDeviceOf(*m_desk));
        QVERIFY(phone.start());
        QTRY_VERIFY_WITH_TIMEOUT(unread(phone) == 4, patience);
        m_desk->command("read room");
        QTRY_VERIFY_WITH_TIMEOUT(unread(phone) == 0, patience); // the server knows
        say(1); // whose receipt says that what came before it is on disk
        m_desk->killAtOnce(); // only the server knows
        phone.killAtOnce();
        m_server->killAtOnce();
        QVERIFY2(m_server->start(), qPrintable(m_server->whyNot()));
        QVERIFY(m_lap->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_lap->isOnline(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(unread(*m_lap) == 1, patience);
    }

    void theyAreOnePersonAndSayEachTheirOwn()
    {
        say(1);
        m_desk->command("say room Ann 1");
        m_lap->command("say room Ann 1"); // the same words twice
        const auto hasAll = [&] { return test::readWholeRoom(*m_bob, "room").size() == 3; };
        QTRY_VERIFY_WITH_TIMEOUT(hasAll(), patience);
        const auto entries = test::readWholeRoom(*m_bob, "room");
        QCOMPARE(entries[1].value(u"author"), entries[2].value(u"author"));
        QCOMPARE(entries[1].value(u"author").toObject().value(u"name"), u"Ann"_s);
        const auto showsAll = [&] {
            const QJsonArray desk = m_desk->dump("room", patience);
            return desk.size() == 3 && desk == m_lap->dump("room", patience);
        };
        QTRY_VERIFY_WITH_TIMEOUT(showsAll(), patience);
        QStringList anns;
        for (const QJsonValue &member : test::jsonArray(m_bob->ask("/publish/chat/room/members"))) {
            if (const QString name = member[u"name"].toString(); name.startsWith(u"Ann"))
                anns.append(name);
        }
        QCOMPARE(anns, QStringList{u"Ann"_s});
    }

private:
    void say(int count)
    {
        for (int i = 0; i < count; ++i) {
            m_bob->send("SEND\ndestination:/publish/chat/room\nreceipt:said\n\nhello");
            const auto receipt = m_bob->next();
            QVERIFY(receipt);
            QCOMPARE(receipt->command, stomp::Command::Receipt);
        }
    }

    std::unique_ptr<test::ServerProcess> m_server;
    std::unique_ptr<StompDialogue> m_bob;
    std::unique_ptr<RobotProcess> m_desk;
    std::unique_ptr<RobotProcess> m_lap;
};

QTEST_GUILESS_MAIN(TestDevices)
#include "tst_devices.moc"
