// maru-server asked to stop: in order, in time, and with everything it accepted on disk.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QTest>

using stomp::Command;
using test::StompDialogue;

class TestShutdown : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sessionsEndWithGoingAwayAndTheExitIsInOrder();
    void whatWasReceiptedIsThereAfterwards();
};

// S-234
void TestShutdown::sessionsEndWithGoingAwayAndTheExitIsInOrder()
{
    test::ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.whyNot()));
    StompDialogue ann(server.url());
    StompDialogue unfinished(server.url());
    QVERIFY(ann.connectAs("Ann"));
    QVERIFY(unfinished.open()); // has not said CONNECT

    server.askToStop();

    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.closeCode(), 1001);
    const auto exit = server.waitForExit();
    QVERIFY(exit);
    QCOMPARE(exit->code, 0);
    QVERIFY2(exit->took < std::chrono::seconds(5), QByteArray::number(qint64(exit->took.count())));
}

void TestShutdown::whatWasReceiptedIsThereAfterwards()
{
    constexpr int sendCount = 500;
    test::ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.whyNot()));
    StompDialogue ann(server.url());
    QVERIFY(ann.connectAs("Ann"));
    for (int number = 0; number < sendCount; ++number)
        ann.send("SEND\ndestination:/publish/chat/general\nreceipt:r\n\nhello");
    QVERIFY(ann.next());

    server.askToStop();

    std::size_t receipts = 1;
    while (const auto frame = ann.next()) {
        if (frame->command == Command::Receipt)
            ++receipts;
    }
    QVERIFY(server.waitForExit());
    QVERIFY2(server.start(), qPrintable(server.whyNot()));
    StompDialogue later(server.url());
    QVERIFY(later.connectAs("Ann"));
    QVERIFY(test::readWholeRoom(later, "general").size() >= receipts);
}

QTEST_GUILESS_MAIN(TestShutdown)
#include "tst_shutdown.moc"
