#include "stomp/command.h"

#include <QTest>

using namespace stomp;

class TestCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHasItsName_data();
    void everyCommandHasItsName();
    void otherNamesAreUnknown_data();
    void otherNamesAreUnknown();
};

void TestCommand::everyCommandHasItsName_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<bool>("isClients");
    QTest::addColumn<bool>("hasBody");
    QTest::addColumn<bool>("isEscaped");
    QTest::newRow("CONNECT") << Command::Connect << true << false << false;
    QTest::newRow("STOMP") << Command::Stomp << true << false << false;
    QTest::newRow("SEND") << Command::Send << true << true << true;
    QTest::newRow("SUBSCRIBE") << Command::Subscribe << true << false << true;
    QTest::newRow("UNSUBSCRIBE") << Command::Unsubscribe << true << false << true;
    QTest::newRow("ACK") << Command::Ack << true << false << true;
    QTest::newRow("NACK") << Command::Nack << true << false << true;
    QTest::newRow("BEGIN") << Command::Begin << true << false << true;
    QTest::newRow("COMMIT") << Command::Commit << true << false << true;
    QTest::newRow("ABORT") << Command::Abort << true << false << true;
    QTest::newRow("DISCONNECT") << Command::Disconnect << true << false << true;
    QTest::newRow("CONNECTED") << Command::Connected << false << false << false;
    QTest::newRow("MESSAGE") << Command::Message << false << true << true;
    QTest::newRow("RECEIPT") << Command::Receipt << false << false << true;
    QTest::newRow("ERROR") << Command::Error << false << true << true;
}

void TestCommand::everyCommandHasItsName()
{
    QFETCH(Command, command);
    const QByteArray name = QTest::currentDataTag();
    QCOMPARE(toBytes(command), name);
    QCOMPARE(parseCommand(name), std::optional(command));
    QTEST(isClientCommand(command), "isClients");
    QTEST(mayHaveBody(command), "hasBody");
    QTEST(hasEscapedHeaders(command), "isEscaped");
}

void TestCommand::otherNamesAreUnknown_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("lower case") << QByteArray("send");
    QTest::newRow("longer") << QByteArray("SENDX");
    QTest::newRow("shorter") << QByteArray("SEN");
    QTest::newRow("leading blank") << QByteArray(" SEND");
    QTest::newRow("trailing blank") << QByteArray("SEND ");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfSEND");
    QTest::newRow("empty") << QByteArray();
}

// S-013.
void TestCommand::otherNamesAreUnknown()
{
    QFETCH(QByteArray, name);
    QCOMPARE(parseCommand(name), std::nullopt);
}

QTEST_APPLESS_MAIN(TestCommand)
#include "tst_command.moc"
