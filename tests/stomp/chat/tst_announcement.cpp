#include "stomp/chat/announcement.h"

#include <QTest>

using namespace Qt::StringLiterals;
using chat::Announcement;

namespace {

Announcement kitchen()
{
    Announcement announcement;
    announcement.id = "0123456789abcdef";
    announcement.name = u"Kitchen 부엌 👩‍🍳"_s;
    announcement.port = 7666;
    announcement.people = 3;
    announcement.asksPasscode = true;
    announcement.isTls = true;
    return announcement;
}

} // namespace

class AnnouncementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        QCOMPARE(chat::announcementFrom(chat::toDatagram(kitchen())), kitchen());
        Announcement goodbye;
        goodbye.id = "0123456789abcdef";
        goodbye.port = 7666;
        goodbye.isGoodbye = true;
        QCOMPARE(chat::announcementFrom(chat::toDatagram(goodbye)), goodbye);
    }

    void theLongestNameFitsIntoADatagram()
    {
        Announcement announcement = kitchen();
        announcement.name = QString(1000, u'힣');
        const QByteArray datagram = chat::toDatagram(announcement);
        QVERIFY(datagram.size() <= chat::largestAnnouncement);
        QCOMPARE(chat::announcementFrom(datagram)->name.size(), chat::longestServerName);
    }

    void whatIsNotAsItMustBeIsNothing_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        const auto row = [](const char *name, const QByteArray &datagram) {
            QTest::newRow(name) << datagram;
        };
        const QByteArray good = R"({"maru":1,"id":"ab","name":"A","port":1,"people":0})";
        QVERIFY(chat::announcementFrom(good));
        const auto with = [&good](const char *from, const char *to) {
            return QByteArray(good).replace(from, to);
        };
        row("nothing", "");
        row("bytes", QByteArray::fromHex("ff00fe7b"));
        row("half", good.chopped(3));
        row("a list", "[" + good + "]");
        row("deep", QByteArray(500, '{'));
        row("too large", good + QByteArray(2000, ' '));
        row("other program", with("maru", "other"));
        row("other format", with(":1,\"id", ":2,\"id"));
        row("no id", with("\"ab\"", "\"\""));
        row("id of other letters", with("\"ab\"", "\"a/b\""));
        row("long id", with("\"ab\"", "\"" + QByteArray(33, 'a') + "\""));
        row("no port", with("\"port\":1", "\"port\":0"));
        row("large port", with("\"port\":1", "\"port\":65536"));
        row("port as text", with("\"port\":1", "\"port\":\"1\""));
        row("half a port", with("\"port\":1", "\"port\":1.5"));
        row("no name", with("\"A\"", "\"\""));
        row("invisible name", with("\"A\"", "\"\\u200b\\u202e \\u0007\""));
        row("half a letter", with("\"A\"", "\"\\ud83d\""));
        row("negative people", with("\"people\":0", "\"people\":-1"));
        row("too many people", with("\"people\":0", "\"people\":1000001"));
        row("path to elsewhere", with("\"people\":0", "\"people\":0,\"path\":\"@evil\""));
        row("path with a query", with("\"people\":0", "\"people\":0,\"path\":\"/a?b\""));
    }

    void whatIsNotAsItMustBeIsNothing()
    {
        QFETCH(QByteArray, datagram);
        QVERIFY(!chat::announcementFrom(datagram));
    }

    void aNameIsOneHonestLine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("clean");
        QTest::newRow("as it is") << u"Ann's room"_s << u"Ann's room"_s;
        QTest::newRow("lines") << u" Ann\n\tand  Ben "_s << u"Ann and Ben"_s;
        QTest::newRow("direction") << u"Ann\u202egnihsihp\u2066"_s << u"Anngnihsihp"_s;
        QTest::newRow("invisible") << u"A\u200bn\u00adn\ufeff"_s << u"Ann"_s;
        QTest::newRow("joined emoji") << u"👩‍🍳"_s << u"👩‍🍳"_s;
        QTest::newRow("cut between letters") << QString(63, u'a') + u"👩b"_s << QString(63, u'a');
    }

    void aNameIsOneHonestLine()
    {
        QFETCH(QString, name);
        QFETCH(QString, clean);
        QCOMPARE(chat::cleanServerName(name), clean);
    }

    void theServerIsWhereTheDatagramCameFrom()
    {
        QCOMPARE(chat::urlOf(kitchen(), QHostAddress(u"192.168.1.20"_s)),
            QUrl(u"wss://192.168.1.20:7666/ws-connect"_s));
    }
};

QTEST_GUILESS_MAIN(AnnouncementTest)
#include "tst_announcement.moc"
