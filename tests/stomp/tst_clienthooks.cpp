#include "tests/stomp/clientfixture.h"

#include <QCoreApplication>
#include <QPointer>
#include <QProcess>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

using namespace stomp;
using std::chrono::milliseconds;
using test::ClientFixture;

using State = Client::State;

namespace {

// With this argument the program does what it must not.
constexpr char misuse[] = "--use-a-client-from-another-thread";

QByteArray faultOf(const QSignalSpy &faults)
{
    return faults.isEmpty() ? QByteArray() : faults.last().at(0).value<Error>().text;
}

} // namespace

// What the application may put into a Client's way, and what the client tells besides.
class TestClientHooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hookGivesTheOptionsOfEachAttempt();
    void hookMayAnswerLater();
    void hookMayRefuse();
    void hookThatNeverAnswersIsATimeOut();
    void hookThatThrowsIsAFailedAttempt();
    void deactivateEndsTheHooksWaiting();
    void answersTooLateHaveNoEffect();
    void hookMayDeleteTheClient();
    void retryFilterDecides();
    void retryFilterThatThrowsChangesNothing();
    void handlersMayThrow_data();
    void handlersMayThrow();
    void otherThingsThrownAreToldToo();
    void unhandledFramesAreTold();
    void errorFrameIsToldWhole();
    void anotherThreadEndsTheProgram();
};

// S-341
void TestClientHooks::hookGivesTheOptionsOfEachAttempt()
{
    ClientFixture fixture;
    int attempts = 0;
    fixture.client->setBeforeConnect(
        [&attempts](const ConnectOptions &options, const Client::Proceed &proceed) {
            ConnectOptions fresh = options;
            fresh.headers.append("token", QByteArray::number(++attempts));
            proceed(fresh);
        });
    fixture.connectClient();
    QCOMPARE(fixture.server()->frames().front().header("token"), QByteArray("1"));
    fixture.client->reconnectNow();
    fixture.acceptConnection();
    QCOMPARE(fixture.server()->frames().front().headers.size(), std::size_t(4));
    QCOMPARE(fixture.server()->frames().front().header("token"), QByteArray("2"));
}

// S-341
void TestClientHooks::hookMayAnswerLater()
{
    ClientFixture fixture;
    Client::Proceed proceed;
    fixture.client->setBeforeConnect(
        [&proceed](const ConnectOptions &, const Client::Proceed &go) { proceed = go; });
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->state(), State::Connecting);
    QCOMPARE(fixture.network.size(), std::size_t(0));
    proceed(fixture.options);
    proceed(fixture.options); // once is enough
    QCOMPARE(fixture.network.size(), std::size_t(1));
    fixture.acceptConnection();
    QCOMPARE(fixture.client->state(), State::Connected);
}

void TestClientHooks::hookMayRefuse()
{
    ClientFixture fixture;
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    ErrorCode code = ErrorCode::ServerError;
    fixture.client->setBeforeConnect(
        [&code](const ConnectOptions &, const Client::Proceed &proceed) {
            proceed(Error{code, "no token"});
        });
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->state(), State::WaitingToReconnect);
    code = ErrorCode::AuthenticationFailed;
    fixture.client->reconnectNow();
    QCOMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(errors.count(), 2);
    QCOMPARE(errors.at(0).at(0).value<Error>(), (Error{ErrorCode::ServerError, "no token"}));
    QCOMPARE(fixture.network.size(), std::size_t(0));
}

void TestClientHooks::hookThatNeverAnswersIsATimeOut()
{
    ClientFixture fixture;
    fixture.options.connectTimeout = milliseconds(5);
    QSignalSpy errors(fixture.client.get(), &Client::errorOccurred);
    fixture.client->setBeforeConnect([](const ConnectOptions &, const Client::Proceed &) {});
    fixture.client->activate(fixture.options);
    QTRY_COMPARE(fixture.client->state(), State::WaitingToReconnect);
    QCOMPARE(errors.at(0).at(0).value<Error>().code, ErrorCode::Timeout);
}

// S-348
void TestClientHooks::hookThatThrowsIsAFailedAttempt()
{
    ClientFixture fixture;
    QSignalSpy faults(fixture.client.get(), &Client::faultOccurred);
    fixture.client->setBeforeConnect([](const ConnectOptions &, const Client::Proceed &) {
        throw std::runtime_error("no network");
    });
    fixture.client->activate(fixture.options);
    QCOMPARE(fixture.client->state(), State::WaitingToReconnect);
    QVERIFY(faultOf(faults).contains("no network"));
}

void TestClientHooks::deactivateEndsTheHooksWaiting()
{
    ClientFixture fixture;
    Client::Proceed proceed;
    fixture.client->setBeforeConnect(
        [&proceed](const ConnectOptions &, const Client::Proceed &go) { proceed = go; });
    fixture.client->activate(fixture.options);
    fixture.client->deactivate();
    QCOMPARE(fixture.client->state(), State::Disconnected);
    proceed(fixture.options);
    QCOMPARE(fixture.client->state(), State::Disconnected);
    QCOMPARE(fixture.network.size(), std::size_t(0));
}

void TestClientHooks::answersTooLateHaveNoEffect()
{
    ClientFixture fixture;
    std::vector<Client::Proceed> proceed;
    fixture.client->setBeforeConnect(
        [&proceed](const ConnectOptions &, const Client::Proceed &go) { proceed.push_back(go); });
    fixture.client->activate(fixture.options);
    fixture.client->reconnectNow();
    QCOMPARE(proceed.size(), std::size_t(2));
    proceed[0](Error{ErrorCode::Internal, "old"});
    QCOMPARE(fixture.client->state(), State::Connecting);
    proceed[1](fixture.options);
    QCOMPARE(fixture.network.size(), std::size_t(1));
    fixture.client.reset();
    proceed[1](fixture.options);
}

void TestClientHooks::hookMayDeleteTheClient()
{
    ClientFixture fixture;
    fixture.client->setBeforeConnect(
        [&fixture](const ConnectOptions &options, const Client::Proceed &proceed) {
            fixture.client.reset();
            proceed(options);
        });
    fixture.client->activate(fixture.options);
    QVERIFY(!fixture.client);
}

// S-340, S-350
void TestClientHooks::retryFilterDecides()
{
    ClientFixture fixture;
    fixture.client->setRetryFilter(
        [](const Error &error) { return error.code != ErrorCode::ServerStopped; });
    fixture.connectClient();
    fixture.server()->lose(ErrorCode::ConnectionLost);
    QTRY_COMPARE(fixture.client->state(), State::WaitingToReconnect);
    fixture.client->reconnectNow();
    fixture.acceptConnection();
    fixture.server()->lose(ErrorCode::ServerStopped);
    QTRY_COMPARE(fixture.client->state(), State::Disconnected);
}

void TestClientHooks::retryFilterThatThrowsChangesNothing()
{
    ClientFixture fixture;
    fixture.client->setRetryFilter([](const Error &) -> bool { throw std::runtime_error("oops"); });
    fixture.connectClient();
    fixture.server()->lose();
    QTRY_COMPARE(fixture.client->state(), State::WaitingToReconnect);
}

void TestClientHooks::handlersMayThrow_data()
{
    QTest::addColumn<QByteArray>("who");
    for (const char *who : {"S-348 state", "S-348 connected", "S-348 message", "S-348 receipt",
             "S-348 reply", "S-348 provider", "S-348 subscription state", "S-348 problem"})
        QTest::newRow(who) << QByteArray(who).sliced(6);
}

// What is thrown is told, and everything else goes on.
void TestClientHooks::handlersMayThrow()
{
    QFETCH(QByteArray, who);
    ClientFixture fixture;
    Client *client = fixture.client.get();
    QSignalSpy faults(client, &Client::faultOccurred);
    const auto throwIf = [who](const char *name) {
        if (who == name)
            throw std::runtime_error("oops");
    };
    connect(client, &Client::stateChanged, this, [&] { throwIf("state"); });
    connect(client, &Client::connected, this, [&] { throwIf("connected"); });
    connect(client, &Client::problemReceived, this, [&] { throwIf("problem"); });
    Subscription *subscription = client->subscribe("/a");
    QSignalSpy messages(subscription, &Subscription::messageReceived);
    subscription->setHeadersProvider([&] {
        throwIf("provider");
        return Headers{};
    });
    connect(subscription, &Subscription::messageReceived, this, [&] { throwIf("message"); });
    connect(
        subscription, &Subscription::stateChanged, this, [&] { throwIf("subscription state"); });
    fixture.connectClient();
    fixture.confirmLast();
    fixture.deliver(subscription->id(), "1");
    client->send("/a", "x", {}, [&](const Receipt &) { throwIf("receipt"); });
    fixture.confirmLast();
    client->request("/a", {}, [&](const Result<Frame> &) { throwIf("reply"); });
    fixture.deliver(fixture.server()->frames().back().header("id"), "reply");
    fixture.server()->answer(
        {Command::Message, {{"destination", fixture.options.errorsDestination}}, "{}"});
    QVERIFY(faults.count() >= 1);
    QCOMPARE(
        faults.at(0).at(0).value<Error>(), (Error{ErrorCode::Internal, "a handler threw: oops"}));
    QCOMPARE(client->state(), State::Connected);
    fixture.deliver(subscription->id(), "2");
    QCOMPARE(messages.count(), 2);
}

// S-348
void TestClientHooks::otherThingsThrownAreToldToo()
{
    ClientFixture fixture;
    QSignalSpy faults(fixture.client.get(), &Client::faultOccurred);
    fixture.connectClient();
    fixture.client->send("/a", "x", {}, [](const Receipt &) { throw 7; });
    fixture.confirmLast();
    QCOMPARE(faults.count(), 1);
}

// S-349
void TestClientHooks::unhandledFramesAreTold()
{
    ClientFixture fixture;
    fixture.connectClient();
    QSignalSpy messages(fixture.client.get(), &Client::messageUnhandled);
    QSignalSpy receipts(fixture.client.get(), &Client::receiptUnhandled);
    fixture.deliver("nobody", "x");
    fixture.server()->answer({Command::Receipt, {{"receipt-id", "nobody"}}, {}});
    QCOMPARE(messages.count(), 1);
    QCOMPARE(messages.at(0).at(0).value<Frame>().body, QByteArray("x"));
    QCOMPARE(receipts.count(), 1);
}

// S-350
void TestClientHooks::errorFrameIsToldWhole()
{
    ClientFixture fixture;
    fixture.connectClient();
    QStringList order;
    Frame told;
    connect(fixture.client.get(), &Client::errorFrameReceived, this, [&](const Frame &frame) {
        told = frame;
        order.append(QStringLiteral("frame"));
    });
    connect(fixture.client.get(), &Client::errorOccurred, this,
        [&] { order.append(QStringLiteral("error")); });
    const QPointer<test::MemoryTransport> server = fixture.server();
    server->answer({Command::Error, {{"message", "no"}, {"x-detail", "7"}}, "body"});
    QCOMPARE(told.header("x-detail"), QByteArray("7"));
    QCOMPARE(told.body, QByteArray("body"));
    QCOMPARE(order, (QStringList{QStringLiteral("frame"), QStringLiteral("error")}));
    QVERIFY(server->isAborted());
}

// S-352: a client belongs to its thread, and says so in a way that cannot be missed.
void TestClientHooks::anotherThreadEndsTheProgram()
{
    QProcess misusing;
    misusing.setStandardErrorFile(QProcess::nullDevice());
    misusing.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(misuse)});
    QVERIFY(misusing.waitForFinished());
    QCOMPARE(misusing.exitStatus(), QProcess::CrashExit);
    QCOMPARE(misusing.exitCode(), SIGABRT);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(QLatin1String(misuse))) {
        Client client;
        std::thread([&client] { client.deactivate(); }).join();
        return EXIT_SUCCESS;
    }
    TestClientHooks tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "tst_clienthooks.moc"
