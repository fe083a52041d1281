#include "app/client/hostaddress.h"
#include "app/client/serveraddress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::HostAddress;
using app::InterfaceAddress;

namespace {

InterfaceAddress on(const QString &card, const QString &address, bool isPhysical = true)
{
    return {card, QHostAddress(address), isPhysical, false};
}

QStringList shown(const std::vector<HostAddress> &addresses)
{
    QStringList result;
    for (const HostAddress &address : addresses)
        result += address.display();
    return result;
}

} // namespace

class TestHostAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLikeliestAddressComesFirst()
    {
        const auto ranked = app::rankAddresses(
            {on(u"lo"_s, u"127.0.0.1"_s), on(u"docker0"_s, u"172.17.0.1"_s, false),
                on(u"wlan0"_s, u"2001:db8::5"_s), on(u"wlan0"_s, u"fe80::1"_s),
                on(u"eth1"_s, u"10.0.0.4"_s), on(u"eth2"_s, u"5.9.1.7"_s),
                on(u"wlan0"_s, u"192.168.1.20"_s),
                {u"ppp0"_s, QHostAddress(u"10.8.0.2"_s), true, true}},
            7666);
        QCOMPARE(shown(ranked),
            (QStringList{u"192.168.1.20"_s, u"10.0.0.4"_s, u"5.9.1.7"_s, u"[2001:db8::5]"_s,
                u"172.17.0.1"_s, u"10.8.0.2"_s}));
        QCOMPARE(ranked.front().url, QUrl(u"ws://192.168.1.20:7666/ws-connect"_s));
        QCOMPARE(ranked.front().interfaceName, u"wlan0"_s);
    }

    void loopbackIsShownOnlyWhenThereIsNothingElse()
    {
        const auto ranked = app::rankAddresses({on(u"lo"_s, u"127.0.0.1"_s)}, 8000);
        QCOMPARE(shown(ranked), (QStringList{u"127.0.0.1:8000"_s}));
    }

    void onlyWhatTheInternetKnowsIsPublic_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<HostAddress::Kind>("kind");
        for (const char *local : {"10.1.2.3", "172.31.0.1", "192.168.0.9", "100.64.0.1",
                 "198.18.0.1", "192.0.2.7", "198.51.100.7", "203.0.113.7"})
            QTest::newRow(local) << QString::fromLatin1(local) << HostAddress::Kind::Lan;
        for (const char *known : {"5.9.1.7", "172.32.0.1", "192.0.3.1", "100.128.0.1"})
            QTest::newRow(known) << QString::fromLatin1(known) << HostAddress::Kind::Public;
    }

    void onlyWhatTheInternetKnowsIsPublic()
    {
        QFETCH(QString, address);
        QTEST(app::rankAddresses({on(u"eth0"_s, address)}, 7666).front().kind, "kind");
    }

    void whatIsShownIsWhatTheJoinFieldTakes_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("isTls");
        QTest::newRow("usual") << u"192.168.1.20"_s << 7666 << false;
        QTest::newRow("another port") << u"192.168.1.20"_s << 41234 << false;
        QTest::newRow("IPv6") << u"2001:db8::5"_s << 7666 << false;
        QTest::newRow("IPv6, another port") << u"2001:db8::5"_s << 41234 << false;
        QTest::newRow("encrypted") << u"192.168.1.20"_s << 7666 << true;
    }

    void whatIsShownIsWhatTheJoinFieldTakes()
    {
        QFETCH(QString, address);
        QFETCH(int, port);
        QFETCH(bool, isTls);
        const auto ranked = app::rankAddresses({on(u"eth0"_s, address)}, port, isTls);
        const auto parsed = app::ServerAddress::parse(ranked.front().display());
        QVERIFY(parsed);
        QCOMPARE(parsed->url, ranked.front().url);
    }

    void thisMachineHasLoopback()
    {
        const auto addresses = app::interfaceAddresses();
        QVERIFY(std::any_of(addresses.begin(), addresses.end(),
            [](const InterfaceAddress &address) { return address.address.isLoopback(); }));
    }
};

QTEST_GUILESS_MAIN(TestHostAddress)
#include "tst_hostaddress.moc"
