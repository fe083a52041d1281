#include "app/client/serveraddress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::ServerAddress;

class TestServerAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatPeopleTypeIsUnderstood_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        const auto row = [](const QString &typed, const QString &url, const QString &shown) {
            QTest::newRow(qPrintable(typed)) << typed << url << shown;
        };
        row(u"192.168.1.20"_s, u"ws://192.168.1.20:7666/ws-connect"_s, u"192.168.1.20"_s);
        row(u"  laptop \n"_s, u"ws://laptop:7666/ws-connect"_s, u"laptop"_s);
        row(u"laptop:8000"_s, u"ws://laptop:8000/ws-connect"_s, u"laptop:8000"_s);
        row(u"[::1]:7666"_s, u"ws://[::1]:7666/ws-connect"_s, u"[::1]"_s);
        row(u"fd00::12"_s, u"ws://[fd00::12]:7666/ws-connect"_s, u"[fd00::12]"_s);
        row(u"ws://host"_s, u"ws://host:7666/ws-connect"_s, u"host"_s);
        row(u"ws://host:80/chat"_s, u"ws://host:80/chat"_s, u"ws://host:80/chat"_s);
        row(u"wss://host.example"_s, u"wss://host.example:443/ws-connect"_s,
            u"wss://host.example"_s);
        row(u"wss://host.example:7666/"_s, u"wss://host.example:7666/ws-connect"_s,
            u"wss://host.example:7666"_s);
        row(u"maru://host:9000"_s, u"ws://host:9000/ws-connect"_s, u"host:9000"_s);
    }

    void whatPeopleTypeIsUnderstood()
    {
        QFETCH(QString, typed);
        const auto address = ServerAddress::parse(typed);
        QVERIFY2(address.hasValue(), qPrintable(address ? QString() : address.error()));
        QTEST(address->url.toString(), "url");
        QTEST(address->display(), "shown");
        const auto again = ServerAddress::parse(address->display());
        QVERIFY(again.hasValue());
        QCOMPARE(again->url, address->url);
    }

    void aLinkNamesItsRoomAndPasscode()
    {
        const auto link = ServerAddress::parse(u"maru://host:9000/lobby"_s);
        QVERIFY(link.hasValue());
        QCOMPARE(link->room, QByteArray("lobby"));
        const auto invitation = ServerAddress::parse(
            u"maru://join?host=10.0.0.5&port=7777&room=lobby&passcode=a%26b&tls=1"_s);
        QVERIFY(invitation.hasValue());
        QCOMPARE(invitation->url, QUrl(u"wss://10.0.0.5:7777/ws-connect"_s));
        QCOMPARE(invitation->room, QByteArray("lobby"));
        QCOMPARE(invitation->passcode, u"a&b"_s);
    }

    void aLinkLeadsBack_data()
    {
        QTest::addColumn<ServerAddress>("address");
        const auto row = [](const char *name, const char *url, const QByteArray &room,
                             const QString &passcode) {
            QTest::newRow(name) << ServerAddress{QUrl(QString::fromLatin1(url)), room, passcode};
        };
        row("plain", "ws://192.168.1.20:7666/ws-connect", {}, {});
        row("room", "ws://192.168.1.20:8000/ws-connect", "lobby", {});
        row("IPv6", "ws://[fd00::12]:7666/ws-connect", "lobby", {});
        row("passcode", "ws://192.168.1.20:7666/ws-connect", {}, u"wooden-floor"_s);
        row("passcode of all signs", "ws://192.168.1.20:7666/ws-connect", "a.b~c",
            u"a&b=c+d %20 #?/ 비밀 👩‍🍳"_s);
        row("IPv6 with a passcode", "ws://[fd00::12]:7666/ws-connect", {}, u"p"_s);
        row("tls", "wss://chat.example:443/ws-connect", "lobby", {});
    }

    void aLinkLeadsBack()
    {
        QFETCH(ServerAddress, address);
        const QString link = address.link().toString(QUrl::FullyEncoded);
        QVERIFY2(link.startsWith(u"maru://"_s), qPrintable(link));
        const auto again = ServerAddress::parse(link);
        QVERIFY2(again.hasValue(), qPrintable(link));
        QCOMPARE(again->url, address.url);
        QCOMPARE(again->room, address.room);
        QCOMPARE(again->passcode, address.passcode);
    }

    void whatIsNoAddressIsRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("typed");
        for (const QString &typed : {u""_s, u"   "_s, u"1.2.3"_s, u"256.1.1.1"_s, u"1.2.3.4.5"_s,
                 u"host:0"_s, u"host:70000"_s, u"host:port"_s, u"two words"_s, u"http://host"_s,
                 u"ws://"_s, u"-host"_s, u"a..b"_s, u"maru://host/bad room"_s,
                 u"maru://join?port=1"_s, u"maru://join?host=a&port=x"_s})
            QTest::newRow(qPrintable(u'<' + typed + u'>')) << typed;
    }

    void whatIsNoAddressIsRefusedWithASentence()
    {
        QFETCH(QString, typed);
        const auto address = ServerAddress::parse(typed);
        QVERIFY(!address.hasValue());
        QVERIFY(address.error().endsWith(u'.'));
    }

    void allSpellingsOfAServerHaveOneIdentity()
    {
        const QString identity = ServerAddress::parse(u"Laptop"_s)->identity();
        QCOMPARE(ServerAddress::parse(u"ws://laptop:7666/ws-connect"_s)->identity(), identity);
        QCOMPARE(ServerAddress::parse(u"maru://laptop/room"_s)->identity(), identity);
        QVERIFY(ServerAddress::parse(u"laptop:7667"_s)->identity() != identity);
    }
};

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
