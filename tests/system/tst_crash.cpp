// maru-server killed in the middle of its work keeps what it promised.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QTest>

#include <map>
#include <set>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::StompDialogue;

namespace {

constexpr int sendCount = 1000;
constexpr int runCount = 20;

// Message `number` of the room, with the same key each time it is sent.
QByteArray message(int number)
{
    const QByteArray id = QByteArray::number(number);
    return "SEND\ndestination:/publish/chat/general\nidempotency-key:key-" + id + "\nreceipt:" + id
        + "\n\ntext " + id;
}

} // namespace

class TestCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasReceiptedIsThereOnceAfterAKill_data();
    void whatWasReceiptedIsThereOnceAfterAKill();

private:
    void sendAndKill(test::ServerProcess &server, int receiptsBeforeKill);
    void checkRoom(test::ServerProcess &server);
    void sendAllAgain(test::ServerProcess &server);

    std::map<int, QByteArray> m_receipted; // seq by number of the message
};

void TestCrash::whatWasReceiptedIsThereOnceAfterAKill_data()
{
    QTest::addColumn<int>("receiptsBeforeKill");
    for (int run = 0; run < runCount; ++run)
        QTest::addRow("killed after %d receipts", run * 49) << run * 49;
}

void TestCrash::whatWasReceiptedIsThereOnceAfterAKill()
{
    QFETCH(int, receiptsBeforeKill);
    m_receipted.clear();
    test::ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.whyNot()));

    sendAndKill(server, receiptsBeforeKill);
    if (QTest::currentTestFailed())
        return;
    QVERIFY2(server.start(), qPrintable(server.whyNot()));
    checkRoom(server);
    if (!QTest::currentTestFailed())
        sendAllAgain(server);
}

void TestCrash::sendAndKill(test::ServerProcess &server, int receiptsBeforeKill)
{
    StompDialogue ann(server.url());
    QVERIFY(ann.connectAs("Ann"));
    for (int number = 0; number < sendCount; ++number)
        ann.send(message(number));

    while (const auto frame = ann.next()) {
        QCOMPARE(frame->command, Command::Receipt);
        m_receipted[frame->header("receipt-id").toInt()] = frame->header("seq");
        if (static_cast<int>(m_receipted.size()) > receiptsBeforeKill)
            server.killAtOnce();
    }
    QVERIFY(!server.isRunning());
    QVERIFY(static_cast<int>(m_receipted.size()) > receiptsBeforeKill);
}

// Every receipted message is there under its number, none twice, and the numbers have no holes.
void TestCrash::checkRoom(test::ServerProcess &server)
{
    StompDialogue ann(server.url());
    QVERIFY(ann.connectAs("Ann"));
    std::map<QString, QByteArray> seqByText;
    qint64 expectedSeq = 0;
    for (const QJsonObject &entry : test::readWholeRoom(ann, "general")) {
        QCOMPARE(entry.value(u"seq").toInteger(), ++expectedSeq);
        const QString text = entry.value(u"text").toString();
        QVERIFY2(seqByText.emplace(text, QByteArray::number(expectedSeq)).second, qPrintable(text));
    }
    for (const auto &[number, seq] : m_receipted)
        QCOMPARE(seqByText[u"text %1"_s.arg(number)], seq);
}

// A client that does not know what arrived sends all of it again: each is there once in the end.
void TestCrash::sendAllAgain(test::ServerProcess &server)
{
    StompDialogue ann(server.url());
    QVERIFY(ann.connectAs("Ann"));
    for (int number = 0; number < sendCount; ++number)
        ann.send(message(number));
    for (int number = 0; number < sendCount; ++number) {
        const auto receipt = ann.next();
        QVERIFY(receipt);
        QCOMPARE(receipt->command, Command::Receipt);
        const auto before = m_receipted.find(receipt->header("receipt-id").toInt());
        if (before != m_receipted.end())
            QCOMPARE(receipt->header("seq"), before->second);
    }
    std::set<QString> texts;
    const auto entries = test::readWholeRoom(ann, "general");
    for (const QJsonObject &entry : entries)
        texts.insert(entry.value(u"text").toString());
    QCOMPARE(entries.size(), static_cast<std::size_t>(sendCount));
    QCOMPARE(texts.size(), static_cast<std::size_t>(sendCount));
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
