#include "app/client/foundhosts.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace app;

namespace {

QByteArray datagram(const QByteArray &id, const QString &name, int people = 1, quint16 port = 7666)
{
    chat::Announcement announcement;
    announcement.id = id;
    announcement.name = name;
    announcement.port = port;
    announcement.people = people;
    return chat::toDatagram(announcement);
}

QByteArray goodbye(const QByteArray &id)
{
    chat::Announcement announcement;
    announcement.id = id;
    announcement.port = 7666;
    announcement.isGoodbye = true;
    return chat::toDatagram(announcement);
}

const QHostAddress ann(u"192.168.1.20"_s);
const QHostAddress ben(u"192.168.1.30"_s);

QStringList names(const FoundHosts &found)
{
    QStringList result;
    for (const FoundHost &host : found.hosts()) {
        result += host.name;
    }
    return result;
}

} // namespace

class FoundHostsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoIsHeardIsListedInTheOrderOfTheFirstTime()
    {
        FoundHosts found;
        QVERIFY(found.hear(datagram("a", u"Ann"_s), ann, 0));
        QVERIFY(found.hear(datagram("b", u"Ben"_s), ben, 10));
        QVERIFY(!found.hear(datagram("a", u"Ann"_s), ann, 2000));
        QCOMPARE(names(found), (QStringList{u"Ann"_s, u"Ben"_s}));
        QCOMPARE(found.hosts().front().url, QUrl(u"ws://192.168.1.20:7666/ws-connect"_s));
    }

    void whatChangesIsTold()
    {
        FoundHosts found;
        found.hear(datagram("a", u"Ann"_s, 1), ann, 0);
        QVERIFY(found.hear(datagram("a", u"Ann"_s, 2), ann, 2000));
        QCOMPARE(found.hosts().front().people, 2);
    }

    void whoIsNotHeardAgainIsForgotten()
    {
        FoundHosts found;
        found.hear(datagram("a", u"Ann"_s), ann, 0);
        found.hear(datagram("b", u"Ben"_s), ben, 5000);
        QVERIFY(!found.forgetOld(chat::announcementLifetime - 1));
        QVERIFY(found.forgetOld(chat::announcementLifetime));
        QCOMPARE(names(found), QStringList{u"Ben"_s});
    }

    void whoSaysGoodbyeIsGoneAtOnceButOnlyItself()
    {
        FoundHosts found;
        found.hear(datagram("a", u"Ann"_s), ann, 0);
        QVERIFY(!found.hear(goodbye("a"), ben, 1));
        QVERIFY(!found.hear(goodbye("b"), ann, 1));
        QVERIFY(found.hear(goodbye("a"), ann, 1));
        QVERIFY(found.hosts().empty());
    }

    void aServerHeardThroughTwoNetworksIsListedOnce()
    {
        FoundHosts found;
        found.hear(datagram("a", u"Ann"_s), ann, 0);
        QVERIFY(!found.hear(datagram("a", u"Not Ann"_s), ben, 1));
        QCOMPARE(names(found), QStringList{u"Ann"_s});
        QVERIFY(found.forgetOld(chat::announcementLifetime)); // its own road is what keeps it
    }

    void aServerStartedAgainTakesItsOwnPlace()
    {
        FoundHosts found;
        found.hear(datagram("a", u"Ann"_s), ann, 0);
        QVERIFY(found.hear(datagram("c", u"Ann again"_s), ann, 1));
        QCOMPARE(names(found), QStringList{u"Ann again"_s});
    }

    void oneAddressFillsOnlyItsPlaces()
    {
        FoundHosts found;
        for (quint16 port = 1; port < 1000; ++port) {
            found.hear(datagram(QByteArray::number(port), u"Flood"_s, 1, port), ben, 0);
        }
        QCOMPARE(found.hosts().size(), FoundHosts::mostOfOneAddress);
        QVERIFY(found.isCrowded(0));
        QVERIFY(!found.isCrowded(chat::announcementLifetime));
        QVERIFY(found.hear(datagram("a", u"Ann"_s), ann, 0));
    }

    void thousandsOfNamesAreAFew()
    {
        FoundHosts found;
        found.hear(datagram("a", u"Ann"_s), ann, 0);
        for (quint32 i = 1; i <= 5000; ++i) {
            found.hear(datagram(QByteArray::number(i, 16), u"Flood %1"_s.arg(i)),
                QHostAddress(0x0a000000 + i), 1);
        }
        QCOMPARE(found.hosts().size(), FoundHosts::most);
        QCOMPARE(found.hosts().front().name, u"Ann"_s);
        QVERIFY(found.isCrowded(1));
    }

    void whatIsNoAnnouncementChangesNothing()
    {
        FoundHosts found;
        QVERIFY(!found.hear("garbage", ann, 0));
        QVERIFY(!found.hear(QByteArray(60'000, '{'), ann, 0));
        QVERIFY(!found.hear(datagram("a", u"Ann"_s), QHostAddress(u"fe80::1"_s), 0));
        QVERIFY(found.hosts().empty());
    }

    void soManyAreReadInASecond()
    {
        FoundHosts found;
        int taken = 0;
        for (int i = 0; i < 1000; ++i) {
            taken += found.takesMore(5000 + i / 2) ? 1 : 0;
        }
        QCOMPARE(taken, FoundHosts::mostInASecond);
        QVERIFY(found.takesMore(6000));
    }
};

QTEST_GUILESS_MAIN(FoundHostsTest)
#include "tst_foundhosts.moc"
