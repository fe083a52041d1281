#include "tests/stomp/clientfixture.h"

using namespace stomp;
using test::ClientFixture;

class TestTransaction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesCarryItsId();
    void outOfScopeItIsAborted();
    void committedItIsOver();
    void receiptOfTheCommitIsTold();
    void mayBeMoved();
    void idsDiffer();
    void needsAConnection();
    void endsWithItsConnection();
    void outlivesItsClient();
};

// S-183, S-188
void TestTransaction::framesCarryItsId()
{
    ClientFixture fixture;
    fixture.connectClient();
    Result<Transaction> transaction = fixture.client->begin();
    QVERIFY(transaction.hasValue());
    const QByteArray id = transaction->id();
    QCOMPARE(fixture.server()->frames().back(), (Frame{Command::Begin, {{"transaction", id}}, {}}));
    QVERIFY(transaction->send("/a", "x", {{"transaction", "forged"}}).hasValue());
    QCOMPARE(fixture.server()->frames().back().headers,
        (Headers{{"destination", "/a"}, {"transaction", id}, {"content-length", "1"}}));
    Subscription *subscription = fixture.client->subscribe("/q", {{"ack", "client"}});
    QSignalSpy messages(subscription, &Subscription::messageReceived);
    fixture.server()->answer(
        {Command::Message, {{"subscription", subscription->id()}, {"ack", "a1"}}, {}});
    const auto delivery = messages.at(0).at(1).value<Delivery>();
    QVERIFY(transaction->ack(delivery).hasValue());
    QCOMPARE(fixture.server()->frames().back(),
        (Frame{Command::Ack, {{"id", "a1"}, {"transaction", id}}, {}}));
    QVERIFY(transaction->nack(delivery).hasValue());
    QCOMPARE(fixture.server()->frames().back().command, Command::Nack);
    QVERIFY(transaction->commit().hasValue());
    QCOMPARE(
        fixture.server()->frames().back(), (Frame{Command::Commit, {{"transaction", id}}, {}}));
}

void TestTransaction::outOfScopeItIsAborted()
{
    ClientFixture fixture;
    fixture.connectClient();
    QByteArray id;
    {
        const Result<Transaction> transaction = fixture.client->begin();
        id = transaction->id();
    }
    QCOMPARE(fixture.server()->frames().back(), (Frame{Command::Abort, {{"transaction", id}}, {}}));
}

void TestTransaction::committedItIsOver()
{
    ClientFixture fixture;
    fixture.connectClient();
    {
        Result<Transaction> transaction = fixture.client->begin();
        QVERIFY(transaction->commit().hasValue());
        QVERIFY(!transaction->isOpen());
        QCOMPARE(transaction->commit().error().code, ErrorCode::ConnectionLost);
        QCOMPARE(transaction->send("/a", "x").error().code, ErrorCode::ConnectionLost);
        transaction->abort();
    }
    QCOMPARE(fixture.server()->framesOf(Command::Commit).size(), std::size_t(1));
    QCOMPARE(fixture.server()->framesOf(Command::Abort).size(), std::size_t(0));
    QCOMPARE(fixture.server()->framesOf(Command::Send).size(), std::size_t(0));
}

// S-198
void TestTransaction::receiptOfTheCommitIsTold()
{
    ClientFixture fixture;
    fixture.connectClient();
    Result<Transaction> transaction = fixture.client->begin();
    int committed = 0;
    QVERIFY(
        transaction->commit([&committed](const Receipt &receipt) { committed += receipt ? 1 : 0; })
            .hasValue());
    fixture.confirmLast();
    QCOMPARE(committed, 1);
}

void TestTransaction::mayBeMoved()
{
    ClientFixture fixture;
    fixture.connectClient();
    Transaction first = fixture.client->begin().value();
    const QByteArray id = first.id();
    Transaction second = std::move(first);
    QCOMPARE(second.id(), id);
    QVERIFY(second.isOpen());
    QCOMPARE(fixture.server()->framesOf(Command::Abort).size(), std::size_t(0));
    second = fixture.client->begin().value(); // the first goes
    QCOMPARE(fixture.server()->frames().back(), (Frame{Command::Abort, {{"transaction", id}}, {}}));
    QVERIFY(second.isOpen());
}

// S-184
void TestTransaction::idsDiffer()
{
    ClientFixture fixture;
    fixture.connectClient();
    const Result<Transaction> first = fixture.client->begin();
    const Result<Transaction> second = fixture.client->begin();
    QVERIFY(first->id() != second->id());
}

void TestTransaction::needsAConnection()
{
    ClientFixture fixture;
    QCOMPARE(fixture.client->begin().error().code, ErrorCode::NotConnected);
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->begin().error().code, ErrorCode::NotConnected);
}

// S-192
void TestTransaction::endsWithItsConnection()
{
    ClientFixture fixture;
    fixture.connectClient();
    {
        Result<Transaction> transaction = fixture.client->begin();
        fixture.client->reconnectNow();
        fixture.acceptConnection();
        QVERIFY(!transaction->isOpen());
        QCOMPARE(transaction->send("/a", "x").error().code, ErrorCode::ConnectionLost);
        QCOMPARE(transaction->commit().error().code, ErrorCode::ConnectionLost);
    }
    QCOMPARE(fixture.server()->framesOf(Command::Commit).size(), std::size_t(0));
    QCOMPARE(fixture.server()->framesOf(Command::Abort).size(), std::size_t(0));
}

void TestTransaction::outlivesItsClient()
{
    ClientFixture fixture;
    fixture.connectClient();
    Result<Transaction> transaction = fixture.client->begin();
    fixture.client.reset();
    QVERIFY(!transaction->isOpen());
    QCOMPARE(transaction->commit().error().code, ErrorCode::ConnectionLost);
}

QTEST_GUILESS_MAIN(TestTransaction)
#include "tst_transaction.moc"
