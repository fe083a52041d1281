#include "app/client/hostdiscovery.h"
#include "tests/app/support/loopbackplace.h"

#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

using namespace Qt::StringLiterals;
using namespace app;

namespace {

constexpr int patience = 15'000; // milliseconds; only a failing test waits so long

chat::Announcement named(const QString &name)
{
    chat::Announcement announcement;
    announcement.name = name;
    announcement.port = 7666;
    announcement.people = 1;
    return announcement;
}

} // namespace

// Real sockets, over the loopback interface.
class HostDiscoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aServerIsHeardCountedAndGone()
    {
        const auto place = test::loopbackPlace();
        HostDiscovery discovery(place);
        discovery.start();
        chat::Beacon beacon(place);
        beacon.start(named(u"Ann"_s), QHostAddress(QHostAddress::Any));
        QTRY_COMPARE_WITH_TIMEOUT(discovery.hosts().size(), std::size_t(1), patience);
        QCOMPARE(discovery.hosts().front(),
            (FoundHost{QUrl(u"ws://127.0.0.1:7666/ws-connect"_s), u"Ann"_s, 1, false}));
        beacon.setPeople(5);
        QTRY_COMPARE_WITH_TIMEOUT(discovery.hosts().front().people, 5, patience);
        QSignalSpy changed(&discovery, &HostDiscovery::hostsChanged);
        beacon.stop();
        QTRY_VERIFY_WITH_TIMEOUT(discovery.hosts().empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), patience);
    }

    void twoWhoListenBothHear()
    {
        const auto place = test::loopbackPlace();
        HostDiscovery one(place);
        HostDiscovery other(place);
        one.start();
        other.start();
        QVERIFY(!one.isDeaf() && !other.isDeaf());
        chat::Beacon beacon(place);
        beacon.start(named(u"Ann"_s), QHostAddress(QHostAddress::LocalHost));
        QTRY_COMPARE_WITH_TIMEOUT(one.hosts().size(), std::size_t(1), patience);
        QTRY_COMPARE_WITH_TIMEOUT(other.hosts().size(), std::size_t(1), patience);
    }

    void aNetworkThatComesLaterIsJoinedAndTold()
    {
        bool isThere = false;
        auto place = test::loopbackPlace();
        place.interfaces = [&isThere, all = place.interfaces] {
            return isThere ? all() : std::vector<QNetworkInterface>();
        };
        HostDiscovery discovery(place);
        discovery.start();
        chat::Beacon beacon(place);
        beacon.start(named(u"Ann"_s), QHostAddress(QHostAddress::Any));
        QVERIFY(discovery.hosts().empty());
        isThere = true;
        QTRY_COMPARE_WITH_TIMEOUT(discovery.hosts().size(), std::size_t(1), patience);
    }

    void aServerBoundElsewhereIsNotAnnouncedHere()
    {
        const auto place = test::loopbackPlace();
        HostDiscovery discovery(place);
        discovery.start();
        chat::Beacon elsewhere(place);
        elsewhere.start(named(u"Elsewhere"_s), QHostAddress(u"192.0.2.77"_s));
        chat::Beacon here(place);
        here.start(named(u"Here"_s), QHostAddress(QHostAddress::Any));
        QTRY_COMPARE_WITH_TIMEOUT(discovery.hosts().size(), std::size_t(1), patience);
        QCOMPARE(discovery.hosts().front().name, u"Here"_s);
    }

    void aFloodIsReadInPartAndAServerIsHeardBehindIt()
    {
        const auto place = test::loopbackPlace();
        HostDiscovery discovery(place);
        discovery.start();
        QSignalSpy changed(&discovery, &HostDiscovery::hostsChanged);
        QUdpSocket hostile;
        QVERIFY(hostile.bind(QHostAddress(QHostAddress::LocalHost), 0));
        chat::Announcement announcement = named(u"Flood"_s);
        for (int i = 0; i < 5000; ++i) {
            announcement.id = QByteArray::number(i, 16);
            announcement.port = static_cast<quint16>(i + 1);
            hostile.writeDatagram(
                chat::toDatagram(announcement), QHostAddress(QHostAddress::LocalHost), place.port);
            hostile.writeDatagram(
                QByteArray(9000, '{'), QHostAddress(QHostAddress::LocalHost), place.port);
        }
        QTRY_VERIFY_WITH_TIMEOUT(discovery.isCrowded(), patience);
        QVERIFY(discovery.hosts().size() <= FoundHosts::mostOfOneAddress);
        announcement = named(u"Ann"_s);
        announcement.id = "a1";
        announcement.port = 1; // the first of the flood, under its own name now
        const auto isHeard = [&] {
            hostile.writeDatagram(
                chat::toDatagram(announcement), QHostAddress(QHostAddress::LocalHost), place.port);
            const auto hosts = discovery.hosts();
            return !hosts.empty() && hosts.front().name == u"Ann"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHeard(), patience);
        QVERIFY(changed.count() < 200);
    }

    void whatStopsForgets()
    {
        const auto place = test::loopbackPlace();
        HostDiscovery discovery(place);
        discovery.start();
        chat::Beacon beacon(place);
        beacon.start(named(u"Ann"_s), QHostAddress(QHostAddress::Any));
        QTRY_VERIFY_WITH_TIMEOUT(!discovery.hosts().empty(), patience);
        discovery.stop();
        QVERIFY(discovery.hosts().empty());
        discovery.start();
        QTRY_VERIFY_WITH_TIMEOUT(!discovery.hosts().empty(), patience);
    }

    void aPortThatIsTakenIsSaidAndTriedAgain()
    {
        const auto place = test::loopbackPlace();
        QUdpSocket other;
        QVERIFY(other.bind(
            QHostAddress(QHostAddress::AnyIPv4), place.port, QUdpSocket::DontShareAddress));
        HostDiscovery discovery(place);
        discovery.start();
        QVERIFY(discovery.isDeaf());
        other.close();
        QTRY_VERIFY_WITH_TIMEOUT(!discovery.isDeaf(), patience);
    }
};

QTEST_GUILESS_MAIN(HostDiscoveryTest)
#include "tst_hostdiscovery.moc"
