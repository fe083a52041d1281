#include "tests/stomp/clientfixture.h"

#include <QPointer>

using namespace stomp;
using std::chrono::milliseconds;
using test::ClientFixture;

using State = Client::State;

// What activate(), deactivate() and reconnectNow() do to a Client in each state.
class TestClientActivation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reconnectNowEndsTheWaiting();
    void reconnectNowDropsTheConnection();
    void reconnectNowDoesNothingAfterDeactivate();
    void deactivateEndsTheWaiting();
    void deactivateEndsTheConnecting();
    void lossWhileDisconnectingIsNoError();
    void activateWhileDisconnectingConnectsAfterwards();
    void activateWhileConnectedConnectsAnew();
    void activateWhileConnectingTakesTheNewOptions();
    void anyInterleavingEndsInTheLastStateAskedFor_data();
    void anyInterleavingEndsInTheLastStateAskedFor();
};

void TestClientActivation::reconnectNowEndsTheWaiting()
{
    ClientFixture fixture;
    fixture.connectClient();
    fixture.server()->lose();
    QTRY_COMPARE(fixture.client->state(), State::WaitingToReconnect);
    fixture.client->reconnectNow();
    QCOMPARE(fixture.client->state(), State::Connecting);
    QCOMPARE(fixture.network.size(), std::size_t(2));
}

void TestClientActivation::reconnectNowDropsTheConnection()
{
    ClientFixture fixture;
    fixture.connectClient();
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    int calls = 0;
    fixture.client->send("/a", "x", {}, [&calls](const Client::Receipt &) { ++calls; });
    const QPointer<test::MemoryTransport> dead = fixture.server();
    fixture.client->reconnectNow();
    QVERIFY(dead->isAborted());
    QVERIFY(!dead->isClosed());
    QCOMPARE(calls, 1);
    QCOMPARE(fixture.client->state(), State::Connecting);
    QCOMPARE(errors.count(), 0);
}

void TestClientActivation::reconnectNowDoesNothingAfterDeactivate()
{
    ClientFixture fixture;
    fixture.client->reconnectNow();
    QCOMPARE(fixture.client->state(), State::Disconnected);
    fixture.connectClient();
    fixture.client->deactivate();
    fixture.client->reconnectNow();
    QCOMPARE(fixture.client->state(), State::Disconnecting);
    QCOMPARE(fixture.network.size(), std::size_t(1));
}

void TestClientActivation::deactivateEndsTheWaiting()
{
    ClientFixture fixture(milliseconds(1));
    fixture.connectClient();
    fixture.server()->lose();
    QTRY_VERIFY(fixture.client->state() != State::Connected);
    fixture.client->deactivate();
    QCOMPARE(fixture.client->state(), State::Disconnected);
}

void TestClientActivation::deactivateEndsTheConnecting()
{
    ClientFixture fixture;
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    fixture.client->activate(fixture.options);
    const QPointer<test::MemoryTransport> server = fixture.server();
    fixture.client->deactivate();
    QVERIFY(server->isAborted());
    QCOMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(errors.count(), 0);
}

void TestClientActivation::lossWhileDisconnectingIsNoError()
{
    ClientFixture fixture;
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    fixture.connectClient();
    fixture.client->deactivate();
    fixture.server()->lose();
    QTRY_COMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(errors.count(), 0);
}

void TestClientActivation::activateWhileDisconnectingConnectsAfterwards()
{
    ClientFixture fixture;
    fixture.connectClient();
    fixture.client->deactivate();
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->state(), State::Disconnecting);
    fixture.confirmLast();
    QTRY_COMPARE(fixture.client->state(), State::Connecting);
    QCOMPARE(fixture.network.size(), std::size_t(2));
}

void TestClientActivation::activateWhileConnectedConnectsAnew()
{
    ClientFixture fixture;
    fixture.connectClient();
    fixture.options.login = "Ann";
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->state(), State::Disconnecting);
    fixture.confirmLast();
    QTRY_COMPARE(fixture.client->state(), State::Connecting);
    fixture.acceptConnection();
    QCOMPARE(fixture.server()->frames().front().header("login"), QByteArray("Ann"));
}

void TestClientActivation::activateWhileConnectingTakesTheNewOptions()
{
    ClientFixture fixture;
    fixture.client->activate(fixture.options);
    fixture.options.url = QUrl(QStringLiteral("ws://other/ws-connect"));
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->state(), State::Connecting);
    QCOMPARE(fixture.network.size(), std::size_t(2));
    QCOMPARE(fixture.server()->url(), fixture.options.url);
}

void TestClientActivation::anyInterleavingEndsInTheLastStateAskedFor_data()
{
    QTest::addColumn<QByteArray>("calls");
    // a: activate, d: deactivate, r: reconnectNow, c: the server accepts, l: the connection is lost
    const QByteArray letters("adrcl");
    for (int number = 0; number < 625; ++number) {
        QByteArray calls;
        for (int rest = number, i = 0; i < 4; ++i, rest /= 5)
            calls += letters.at(rest % 5);
        QTest::newRow(calls) << calls;
    }
}

// S-345: whatever was called and happened before, the last wish is fulfilled.
void TestClientActivation::anyInterleavingEndsInTheLastStateAskedFor()
{
    QFETCH(QByteArray, calls);
    for (const bool isWanted : {true, false}) {
        ClientFixture fixture;
        fixture.options.disconnectTimeout = milliseconds(1);
        const auto happen = [&fixture](char call) {
            if (call == 'a')
                fixture.client->activate(fixture.options);
            else if (call == 'd')
                fixture.client->deactivate();
            else if (call == 'r')
                fixture.client->reconnectNow();
            else if (call == 'c' && fixture.server())
                fixture.acceptConnection();
            else if (call == 'l' && fixture.server())
                fixture.server()->lose();
        };
        for (const char call : calls)
            happen(call);
        happen(isWanted ? 'a' : 'd');
        if (!isWanted) {
            QTRY_COMPARE(fixture.client->state(), State::Disconnected);
            continue;
        }
        // What was lost meanwhile is waited for, the rest connects.
        QTRY_VERIFY(fixture.client->state() == State::Connecting
            || fixture.client->state() == State::WaitingToReconnect);
        fixture.client->reconnectNow();
        fixture.acceptConnection();
        QCOMPARE(fixture.client->state(), State::Connected);
    }
}

QTEST_GUILESS_MAIN(TestClientActivation)
#include "tst_clientactivation.moc"
