#include "tests/stomp/clientfixture.h"

#include <QPointer>

using namespace stomp;
using std::chrono::milliseconds;
using test::ClientFixture;

using State = Client::State;
using Destinations = QList<QByteArray>;

namespace {

QList<State> statesOf(const QSignalSpy &spy)
{
    QList<State> states;
    for (const QList<QVariant> &arguments : spy)
        states.append(arguments.at(0).value<State>());
    return states;
}

ErrorCode errorOf(const QSignalSpy &spy)
{
    return spy.isEmpty() ? ErrorCode::Internal : spy.last().at(0).value<Error>().code;
}

} // namespace

class TestClientReconnect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lossIsToldAndTriedAgain();
    void lossSettlesHandlers();
    void subscriptionsAreSentOnceOnEveryConnection();
    void providerGivesTheHeadersOfEachConnection();
    void providerMayUnsubscribe();
    void authenticationFailureIsNotTriedAgain();
    void otherErrorFramesAreTriedAgain();
    void withoutReconnectingLossIsTheEnd();
    void connectTimeLimitIsALoss();
    void silenceIsALoss();
    void slotOfTheErrorMayDeactivate();
    void handlerOfALossMaySendNothing();
    void lateEventsOfOldTransportsAreIgnored();
};

// S-340.
void TestClientReconnect::lossIsToldAndTriedAgain()
{
    ClientFixture fixture(milliseconds(1));
    QSignalSpy states(fixture.client.get(), &Client::stateChanged);
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    QSignalSpy scheduled(fixture.client.get(), &Client::reconnectScheduled);
    fixture.connectClient();
    fixture.server()->lose(ErrorCode::ServerStopped);
    QTRY_COMPARE(fixture.network.size(), std::size_t(2));
    fixture.acceptConnection();
    QCOMPARE(statesOf(states),
        (QList<State>{State::Connecting, State::Connected, State::WaitingToReconnect,
            State::Connecting, State::Connected}));
    QCOMPARE(errors.count(), 1);
    QCOMPARE(errorOf(errors), ErrorCode::ServerStopped);
    QCOMPARE(scheduled.count(), 1);
    QCOMPARE(scheduled.at(0).at(0).value<milliseconds>(), milliseconds(1));
}

void TestClientReconnect::lossSettlesHandlers()
{
    ClientFixture fixture;
    fixture.connectClient();
    std::vector<ErrorCode> codes;
    const auto keep = [&codes](
                          const Result<Frame> &outcome) { codes.push_back(outcome.error().code); };
    fixture.client->send("/a", "x", {}, keep);
    fixture.client->request("/b", {}, keep);
    fixture.server()->lose();
    QTRY_COMPARE(codes.size(), std::size_t(2));
    QCOMPARE(codes, (std::vector<ErrorCode>(2, ErrorCode::ConnectionLost)));
}

// S-342.
void TestClientReconnect::subscriptionsAreSentOnceOnEveryConnection()
{
    ClientFixture fixture;
    Subscription *early = fixture.client->subscribe("/a");
    fixture.connectClient();
    fixture.client->subscribe("/b");
    fixture.client->subscribe("/c")->unsubscribe();
    fixture.confirmLast();
    fixture.deliver(early->id(), "x");
    QCOMPARE(early->state(), Subscription::State::Active);
    QCOMPARE(
        test::subscribed(fixture.server()), (Destinations{"/user/queue/errors", "/a", "/b", "/c"}));
    for (int i = 0; i < 3; ++i) {
        fixture.client->reconnectNow();
        QCOMPARE(early->state(), Subscription::State::Pending);
        fixture.acceptConnection();
        QCOMPARE(
            test::subscribed(fixture.server()), (Destinations{"/user/queue/errors", "/a", "/b"}));
    }
}

void TestClientReconnect::providerGivesTheHeadersOfEachConnection()
{
    ClientFixture fixture;
    fixture.connectClient();
    Subscription *subscription = fixture.client->subscribe("/a", {{"last", "50"}});
    QCOMPARE(fixture.server()->frames().back().header("last"), QByteArray("50"));
    int seq = 7;
    subscription->setHeadersProvider([&seq] {
        return Headers{{"after", QByteArray::number(seq++)}};
    });
    for (const char *expected : {"7", "8"}) {
        fixture.client->reconnectNow();
        fixture.acceptConnection();
        QCOMPARE(fixture.server()->frames().back().header("after"), QByteArray(expected));
        QVERIFY(!fixture.server()->frames().back().headers.contains("last"));
    }
}

void TestClientReconnect::providerMayUnsubscribe()
{
    ClientFixture fixture;
    const QPointer<Subscription> subscription = fixture.client->subscribe("/a");
    fixture.client->subscribe("/b");
    subscription->setHeadersProvider([subscription] {
        delete subscription.data();
        return Headers{};
    });
    fixture.connectClient();
    QVERIFY(!subscription);
    QCOMPARE(test::subscribed(fixture.server()), (Destinations{"/user/queue/errors", "/b"}));
}

// S-356.
void TestClientReconnect::authenticationFailureIsNotTriedAgain()
{
    ClientFixture fixture(milliseconds(0));
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    QSignalSpy scheduled(fixture.client.get(), &Client::reconnectScheduled);
    fixture.client->activate(fixture.options);
    fixture.server()->accept();
    fixture.server()->answer({Command::Error,
        {{"code", "maru.session.authentication"}, {"message", "wrong passcode"}}, {}});
    QCOMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(errorOf(errors), ErrorCode::AuthenticationFailed);
    fixture.client->reconnectNow();
    QCOMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(scheduled.count(), 0);
    // With another passcode it can help.
    fixture.options.passcode = "right";
    fixture.connectClient();
    QCOMPARE(fixture.client->state(), State::Connected);
}

void TestClientReconnect::otherErrorFramesAreTriedAgain()
{
    ClientFixture fixture;
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    fixture.connectClient();
    const QPointer<test::MemoryTransport> server = fixture.server();
    server->answer({Command::Error, {{"message", "no"}}, {}});
    QVERIFY(server->isAborted());
    QCOMPARE(errorOf(errors), ErrorCode::ServerError);
    QCOMPARE(fixture.client->state(), State::WaitingToReconnect);
}

void TestClientReconnect::withoutReconnectingLossIsTheEnd()
{
    ClientFixture fixture(milliseconds(0));
    fixture.options.reconnects = false;
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    fixture.connectClient();
    fixture.server()->lose();
    QTRY_COMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(errorOf(errors), ErrorCode::ConnectionLost);
}

// S-339.
void TestClientReconnect::connectTimeLimitIsALoss()
{
    ClientFixture fixture;
    fixture.options.connectTimeout = milliseconds(5);
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    fixture.client->activate(fixture.options);
    fixture.server()->accept();
    QTRY_COMPARE(fixture.client->state(), State::WaitingToReconnect);
    QCOMPARE(errorOf(errors), ErrorCode::Timeout);
}

// S-338, S-353: without waiting for the socket.
void TestClientReconnect::silenceIsALoss()
{
    ClientFixture fixture;
    fixture.options.heartBeat = {milliseconds(0), milliseconds(5)};
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    fixture.client->activate(fixture.options);
    const QPointer<test::MemoryTransport> server = fixture.server();
    fixture.acceptConnection({{"version", "1.2"}, {"heart-beat", "5,0"}});
    QTRY_COMPARE(fixture.client->state(), State::WaitingToReconnect);
    QCOMPARE(errorOf(errors), ErrorCode::HeartBeatMissed);
}

void TestClientReconnect::slotOfTheErrorMayDeactivate()
{
    ClientFixture fixture(milliseconds(0));
    QSignalSpy scheduled(fixture.client.get(), &Client::reconnectScheduled);
    connect(fixture.client.get(), &Client::errorOccurred, this,
        [&fixture] { fixture.client->deactivate(); });
    fixture.connectClient();
    fixture.server()->lose();
    QTRY_COMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(scheduled.count(), 0);
}

void TestClientReconnect::handlerOfALossMaySendNothing()
{
    ClientFixture fixture;
    fixture.connectClient();
    std::optional<Result<void>> second;
    fixture.client->send("/a", "x", {},
        [&](const Client::Receipt &) { second = fixture.client->send("/a", "again"); });
    fixture.server()->lose();
    QTRY_VERIFY(second.has_value());
    QCOMPARE(second->error().code, ErrorCode::NotConnected);
}

void TestClientReconnect::lateEventsOfOldTransportsAreIgnored()
{
    ClientFixture fixture;
    fixture.connectClient();
    const QPointer<test::MemoryTransport> old = fixture.server();
    old->lose(); // told in the next turn of the event loop
    fixture.client->reconnectNow();
    old->answer({Command::Error, {}, {}});
    fixture.acceptConnection();
    QTRY_VERIFY(!old);
    QCOMPARE(fixture.client->state(), State::Connected);
}

QTEST_GUILESS_MAIN(TestClientReconnect)
#include "tst_clientreconnect.moc"
