// Who speaks something else than STOMP, told by the first bytes.

#include "server/net/foreignprotocol.h"

#include <QTest>

using server::Beginning;

class TestForeignProtocol : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstBytesTellWhoSpeaks_data();
    void firstBytesTellWhoSpeaks();
};

void TestForeignProtocol::firstBytesTellWhoSpeaks_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Beginning>("beginning");
    const auto row = [](const char *name, const QByteArray &bytes, Beginning beginning) {
        QTest::newRow(name) << bytes << beginning;
    };
    row("nothing", "", Beginning::Unknown);
    row("half of TLS", "\x16", Beginning::Unknown);
    row("TLS", QByteArray::fromHex("1603010200"), Beginning::Tls);
    row("half of GET", "GE", Beginning::Unknown);
    row("GET", "GET / HTTP/1.1\r\n", Beginning::Http);
    row("POST", "POST /a HTTP/1.1\r\n", Beginning::Http);
    row("HEAD", "HEAD ", Beginning::Http);
    row("PUT", "PUT ", Beginning::Http);
    row("OPTIONS", "OPTIONS * HTTP/1.1", Beginning::Http);
    row("a command that begins alike", "GETX", Beginning::MayBeStomp);
    row("not TLS", QByteArray::fromHex("1604"), Beginning::MayBeStomp);
    row("CONNECT", "CONNECT\n", Beginning::MayBeStomp);
    row("C", "C", Beginning::MayBeStomp);
    row("line feed", "\n", Beginning::MayBeStomp);
    row("noise", QByteArray::fromHex("ff00"), Beginning::MayBeStomp);
}

void TestForeignProtocol::firstBytesTellWhoSpeaks()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Beginning, beginning);
    QCOMPARE(server::judgeBeginning(bytes), beginning);
}

QTEST_GUILESS_MAIN(TestForeignProtocol)
#include "tst_foreignprotocol.moc"
