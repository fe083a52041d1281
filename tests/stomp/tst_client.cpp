#include "tests/stomp/clientfixture.h"

#include <QPointer>

using namespace stomp;
using std::chrono::milliseconds;
using test::ClientFixture;

using State = Client::State;
using Outcomes = std::vector<Result<Frame>>;

class TestClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connects();
    void receiptReachesItsHandler();
    void problemReachesTheHandlerOfItsSend();
    void problemOfNobodyIsASignal();
    void timeOutReachesTheHandler();
    void sendWithoutConnectionFailsAtOnce();
    void requestIsAnsweredOnce();
    void requestWithoutConnectionFailsLater();
    void deactivateDisconnectsInOrder();
    void deactivateDoesNotWaitForEver();
    void heartBeatsAreSent();
    void handlersMayDeactivate();
    void slotsMayDeleteTheClient_data();
    void slotsMayDeleteTheClient();
    void deletedClientCallsNoHandlers();
};

void TestClient::connects()
{
    ClientFixture fixture;
    QSignalSpy states(fixture.client.get(), &Client::stateChanged);
    QSignalSpy connected(fixture.client.get(), &Client::connected);
    QCOMPARE(fixture.client->state(), State::Disconnected);
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->state(), State::Connecting);
    QCOMPARE(fixture.server()->url(), fixture.options.url);
    fixture.acceptConnection({{"version", "1.1"}, {"name", "Ann"}});
    QCOMPARE(fixture.client->state(), State::Connected);
    QCOMPARE(fixture.client->version(), Version::V11);
    QCOMPARE(fixture.client->connectedHeaders().value("name"), QByteArray("Ann"));
    QCOMPARE(states.count(), 2);
    QCOMPARE(connected.count(), 1);
}

void TestClient::receiptReachesItsHandler()
{
    ClientFixture fixture;
    fixture.connectClient();
    Outcomes outcomes;
    const auto keep = [&outcomes](const Client::Receipt &receipt) { outcomes.push_back(receipt); };
    QVERIFY(fixture.client->send("/a", "x", {{"key", "k"}}, keep).hasValue());
    QCOMPARE(fixture.server()->frames().back().header("key"), QByteArray("k"));
    QVERIFY(outcomes.empty());
    fixture.confirmLast({{"seq", "7"}});
    fixture.confirmLast({{"seq", "8"}});
    QCOMPARE(outcomes.size(), std::size_t(1));
    QCOMPARE(outcomes.front()->header("seq"), QByteArray("7"));
    QVERIFY(fixture.client->send("/a", "x").hasValue());
    QVERIFY(!fixture.server()->frames().back().headers.contains("receipt"));
}

void TestClient::problemReachesTheHandlerOfItsSend()
{
    ClientFixture fixture;
    fixture.connectClient();
    QSignalSpy problems(fixture.client.get(), &Client::problemReceived);
    Outcomes outcomes;
    fixture.client->send("/a", "x", {},
        [&outcomes](const Client::Receipt &receipt) { outcomes.push_back(receipt); });
    fixture.refuseLast("{\"code\":\"too-long\"}");
    QCOMPARE(outcomes.size(), std::size_t(1));
    QCOMPARE(outcomes.front().error(), (Error{ErrorCode::Refused, "{\"code\":\"too-long\"}"}));
    QCOMPARE(problems.count(), 0);
    QCOMPARE(fixture.client->state(), State::Connected);
}

void TestClient::problemOfNobodyIsASignal()
{
    ClientFixture fixture;
    fixture.connectClient();
    QSignalSpy problems(fixture.client.get(), &Client::problemReceived);
    fixture.client->send("/a", "x");
    fixture.refuseLast("{}");
    QCOMPARE(problems.count(), 1);
}

void TestClient::timeOutReachesTheHandler()
{
    ClientFixture fixture;
    fixture.options.receiptTimeout = milliseconds(5);
    fixture.connectClient();
    Outcomes outcomes;
    const auto keep = [&outcomes](const Result<Frame> &outcome) { outcomes.push_back(outcome); };
    fixture.client->send("/a", "x", {}, keep);
    fixture.client->request("/b", {}, keep);
    QTRY_COMPARE(outcomes.size(), std::size_t(2));
    QCOMPARE(outcomes[0].error().code, ErrorCode::Timeout);
    QCOMPARE(outcomes[1].error().code, ErrorCode::Timeout);
    QCOMPARE(fixture.client->state(), State::Connected);
}

void TestClient::sendWithoutConnectionFailsAtOnce()
{
    ClientFixture fixture;
    int calls = 0;
    const auto count = [&calls](const Client::Receipt &) { ++calls; };
    QCOMPARE(fixture.client->send("/a", "x", {}, count).error().code, ErrorCode::NotConnected);
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->send("/a", "x", {}, count).error().code, ErrorCode::NotConnected);
    fixture.acceptConnection({{"version", "1.1"}});
    QCOMPARE(fixture.client->send("/a", "x", {{"h", "\r"}}, count).error().code,
        ErrorCode::NotRepresentable);
    fixture.client.reset();
    QCOMPARE(calls, 0);
}

void TestClient::requestIsAnsweredOnce()
{
    ClientFixture fixture;
    fixture.connectClient();
    Outcomes outcomes;
    fixture.client->request("/a", {{"limit", "5"}},
        [&outcomes](const Result<Frame> &outcome) { outcomes.push_back(outcome); });
    const Frame asked = fixture.server()->frames().back();
    QCOMPARE(asked.command, Command::Subscribe);
    QCOMPARE(asked.header("limit"), QByteArray("5"));
    fixture.confirmLast();
    QVERIFY(outcomes.empty());
    fixture.deliver(asked.header("id"), "[1]");
    fixture.deliver(asked.header("id"), "[2]");
    QCOMPARE(outcomes.size(), std::size_t(1));
    QCOMPARE(outcomes.front()->body, QByteArray("[1]"));
}

void TestClient::requestWithoutConnectionFailsLater()
{
    ClientFixture fixture;
    Outcomes outcomes;
    fixture.client->request(
        "/a", {}, [&outcomes](const Result<Frame> &outcome) { outcomes.push_back(outcome); });
    QVERIFY(outcomes.empty());
    QTRY_COMPARE(outcomes.size(), std::size_t(1));
    QCOMPARE(outcomes.front().error().code, ErrorCode::NotConnected);
}

// S-344.
void TestClient::deactivateDisconnectsInOrder()
{
    ClientFixture fixture;
    fixture.connectClient();
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    const QPointer<test::MemoryTransport> server = fixture.server();
    fixture.client->deactivate();
    QCOMPARE(fixture.client->state(), State::Disconnecting);
    QCOMPARE(server->frames().back().command, Command::Disconnect);
    QVERIFY(!server->isClosed());
    fixture.confirmLast();
    QVERIFY(server->isClosed());
    QTRY_COMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(errors.count(), 0);
    QTRY_VERIFY(!server);
}

void TestClient::deactivateDoesNotWaitForEver()
{
    ClientFixture fixture;
    fixture.options.disconnectTimeout = milliseconds(5);
    fixture.connectClient();
    fixture.client->deactivate();
    QTRY_COMPARE(fixture.client->state(), State::Disconnected);
}

void TestClient::heartBeatsAreSent()
{
    ClientFixture fixture;
    fixture.options.heartBeat = {milliseconds(5), milliseconds(0)};
    fixture.client->activate(fixture.options);
    fixture.acceptConnection({{"version", "1.2"}, {"heart-beat", "0,5"}});
    QTRY_VERIFY(fixture.server()->endsOfLine() >= 3);
}

void TestClient::handlersMayDeactivate()
{
    ClientFixture fixture;
    fixture.connectClient();
    Subscription *subscription = fixture.client->subscribe("/a");
    QSignalSpy messages(subscription, &Subscription::messageReceived);
    fixture.client->send(
        "/a", "x", {}, [&fixture](const Client::Receipt &) { fixture.client->deactivate(); });
    const QByteArray receipt = fixture.server()->frames().back().header("receipt");
    fixture.server()->answerBytes("RECEIPT\nreceipt-id:" + receipt
        + test::wire("\n\n^@MESSAGE\nsubscription:") + subscription->id() + test::wire("\n\n^@"));
    QCOMPARE(fixture.client->state(), State::Disconnecting);
    fixture.confirmLast();
    QTRY_COMPARE(fixture.client->state(), State::Disconnected);
}

void TestClient::slotsMayDeleteTheClient_data()
{
    QTest::addColumn<QByteArray>("when");
    for (const char *when : {"connecting", "connected state", "connected", "message", "receipt",
             "error", "disconnected"})
        QTest::newRow(when) << QByteArray(when);
}

void TestClient::slotsMayDeleteTheClient()
{
    QFETCH(QByteArray, when);
    ClientFixture fixture;
    Client *client = fixture.client.get();
    const auto destroy = [&fixture] { fixture.client.reset(); };
    connect(client, &Client::stateChanged, this, [&](State state) {
        const bool isNow = (state == State::Connecting && when == "connecting")
            || (state == State::Connected && when == "connected state")
            || (state == State::WaitingToReconnect && when == "disconnected");
        if (isNow)
            destroy();
    });
    connect(client, &Client::connected, this, [&] {
        if (when == "connected")
            destroy();
    });
    connect(client, &Client::errorOccurred, this, [&] {
        if (when == "error")
            destroy();
    });
    Subscription *subscription = client->subscribe("/a");
    const QByteArray id = subscription->id();
    connect(subscription, &Subscription::messageReceived, this, [&] {
        if (when == "message")
            destroy();
    });
    client->activate(fixture.options);
    if (fixture.client)
        fixture.acceptConnection();
    if (fixture.client)
        client->send("/a", "x", {}, [&](const Client::Receipt &) {
            if (when == "receipt")
                destroy();
        });
    if (fixture.client && when == "receipt")
        fixture.confirmLast();
    if (fixture.client)
        fixture.deliver(id, "x");
    if (fixture.client)
        fixture.server()->answer({Command::Error, {}, {}});
    QVERIFY(!fixture.client);
}

void TestClient::deletedClientCallsNoHandlers()
{
    ClientFixture fixture;
    fixture.connectClient();
    int calls = 0;
    fixture.client->send("/a", "x", {}, [&calls](const Client::Receipt &) { ++calls; });
    const QPointer<test::MemoryTransport> server = fixture.server();
    fixture.client.reset();
    QVERIFY(server->isAborted());
    QTRY_VERIFY(!server);
    QCOMPARE(calls, 0);
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
