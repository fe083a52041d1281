// Every close of a connection has a reason, and every reason is counted; so are commands and
// refusals. The whole server, with real sockets on loopback.

#include "server/routing/application.h"
#include "server/server.h"
#include "tests/support/rawsocket.h"
#include "tests/support/stompdialogue.h"
#include "tests/support/tcpdialogue.h"

#include <QTest>

#include <stdexcept>

using namespace std::chrono_literals;
using server::CloseReason;
using server::Server;
using server::ServerOptions;
using stomp::Command;
using test::RawSocket;
using test::StompDialogue;
using test::TcpDialogue;

namespace {

ServerOptions options()
{
    ServerOptions options;
    options.listen = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.listenTcp = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.inMemory = true;
    options.workers = 1;
    return options;
}

// What a peer does until it is closed; options are for the server it does that to.
struct Scene {
    std::function<void(ServerOptions &)> prepare = [](ServerOptions &) {};
    std::function<void(Server &, quint16 webSocket, quint16 tcp)> play;
};

const QByteArray null(1, '\0');

void say(quint16 tcp, const QByteArray &bytes)
{
    TcpDialogue peer(tcp);
    QVERIFY(peer.connectAs("Ann"));
    peer.sendRaw(bytes);
    QVERIFY(peer.waitForClose());
}

void doNotRead(Server &server, quint16 tcp, CloseReason reason)
{
    TcpDialogue reader(tcp);
    TcpDialogue writer(tcp);
    QVERIFY(reader.connectAs("Reader") && writer.connectAs("Writer"));
    reader.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:r\n\n");
    QVERIFY(reader.next());
    reader.setReading(false);
    for (int i = 0; i < 400; ++i)
        writer.send("SEND\ndestination:/topic/a\n\n" + QByteArray(64 * 1024, 'x'));
    QTRY_COMPARE(server.stats().connections.closed.at(std::size_t(reason)), 1u);
}

} // namespace

class TestCloseReasons : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReasonIsReachedAndCounted_data();
    void everyReasonIsReachedAndCounted();
    void theServerStopping();
    void anApplicationThatThrowsEndsTheOneSession();
    void commandsAndRefusalsAreCounted();
};

Q_DECLARE_METATYPE(Scene)
Q_DECLARE_METATYPE(server::CloseReason)

// S-366
void TestCloseReasons::everyReasonIsReachedAndCounted_data()
{
    QTest::addColumn<CloseReason>("reason");
    QTest::addColumn<Scene>("scene");
    const auto add = [](CloseReason reason, Scene scene) {
        QTest::newRow(server::toBytes(reason)) << reason << std::move(scene);
    };
    const auto plain = [](auto play) { return Scene{[](ServerOptions &) {}, play}; };
    add(CloseReason::ClientClosed, plain([](Server &, quint16, quint16 tcp) {
        TcpDialogue peer(tcp);
        QVERIFY(peer.connectAs("Ann"));
    }));
    add(CloseReason::Disconnected,
        plain([](Server &, quint16, quint16 tcp) { say(tcp, "DISCONNECT\n\n" + null); }));
    add(CloseReason::HandshakeTimeout,
        {[](ServerOptions &o) { o.worker.handshakeTimeout = 100ms; },
            [](Server &, quint16 webSocket, quint16) {
                RawSocket peer(webSocket);
                peer.send("GET /");
                QVERIFY(peer.waitForClose());
            }});
    add(CloseReason::HandshakeRefused, plain([](Server &, quint16 webSocket, quint16) {
        RawSocket peer(webSocket);
        peer.send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(peer.waitForClose());
        peer.close();
    }));
    add(CloseReason::LoginTimeout,
        {[](ServerOptions &o) { o.worker.session.protocol.loginTimeout = 100ms; },
            [](Server &, quint16, quint16 tcp) {
                TcpDialogue peer(tcp);
                QVERIFY(peer.waitForClose());
            }});
    add(CloseReason::FrameTimeout,
        {[](ServerOptions &o) { o.worker.session.protocol.frameTimeout = 100ms; },
            [](Server &, quint16, quint16 tcp) { say(tcp, "SEND\n"); }});
    add(CloseReason::HeartBeatMissed,
        {[](ServerOptions &o) {
             o.worker.session.protocol.heartBeat = {100ms, 100ms};
         },
            [](Server &, quint16, quint16 tcp) {
                TcpDialogue peer(tcp);
                peer.send("CONNECT\naccept-version:1.2\nheart-beat:100,0\n\n");
                QVERIFY(peer.waitForClose());
            }});
    add(CloseReason::ProtocolError,
        plain([](Server &, quint16, quint16 tcp) { say(tcp, "NONSENSE\n\n" + null); }));
    add(CloseReason::LimitExceeded, plain([](Server &, quint16, quint16 tcp) {
        say(tcp, "SEND\na:" + QByteArray(10'000, 'x'));
    }));
    add(CloseReason::AuthenticationFailed,
        {[](ServerOptions &o) { o.worker.session.protocol.passcode = "right"; },
            [](Server &, quint16, quint16 tcp) {
                TcpDialogue peer(tcp);
                peer.send("CONNECT\naccept-version:1.2\npasscode:wrong\n\n");
                QVERIFY(peer.waitForClose());
            }});
    add(CloseReason::Refused, plain([](Server &, quint16, quint16 tcp) {
        say(tcp, "SEND\ndestination:/nowhere\n\n" + null);
    }));
    add(CloseReason::TooManyConnections,
        {[](ServerOptions &o) { o.mostConnections = 1; },
            [](Server &, quint16, quint16 tcp) {
                TcpDialogue first(tcp);
                QVERIFY(first.connectAs("Ann"));
                TcpDialogue second(tcp);
                QVERIFY(second.waitForClose());
            }});
    add(CloseReason::SlowReaderBytes,
        {[](ServerOptions &o) { o.worker.session.slowReader.bytes = 1024 * 1024; },
            [](Server &server, quint16, quint16 tcp) {
                doNotRead(server, tcp, CloseReason::SlowReaderBytes);
            }});
    add(CloseReason::SlowReaderTime,
        {[](ServerOptions &o) {
             o.worker.session.slowReader.bytes = 1024 * 1024 * 1024;
             o.worker.session.slowReader.time = 200ms;
         },
            [](Server &server, quint16, quint16 tcp) {
                doNotRead(server, tcp, CloseReason::SlowReaderTime);
            }});
}

void TestCloseReasons::everyReasonIsReachedAndCounted()
{
    QFETCH(CloseReason, reason);
    QFETCH(Scene, scene);
    ServerOptions given = options();
    scene.prepare(given);
    Server server(given);
    QVERIFY(server.start().hasValue());
    scene.play(server, server.ports().at(0), server.ports().at(1));
    QTRY_COMPARE(server.stats().connections.closed.at(std::size_t(reason)), 1u);
    const QByteArray line = server::toBytes(server.stats());
    QVERIFY2(line.contains(' ' + server::toBytes(reason) + "=1"), line);
}

// S-366
void TestCloseReasons::theServerStopping()
{
    Server server(options());
    QVERIFY(server.start().hasValue());
    TcpDialogue peer(server.ports().at(1));
    QVERIFY(peer.connectAs("Ann"));
    server.stop();
    QCOMPARE(server.stats().connections.closed.at(std::size_t(CloseReason::ServerStopping)), 1u);
}

namespace {

class ThrowingApplication : public server::Application {
public:
    stomp::BasicResult<server::Admission, server::Problem> connected(
        server::SessionId session, const server::ConnectRequest &request, qint64 nowMs) override
    {
        if (request.login == "Trouble")
            throw std::runtime_error("secret");
        return Application::connected(session, request, nowMs);
    }
};

} // namespace

// S-366, M-115
void TestCloseReasons::anApplicationThatThrowsEndsTheOneSession()
{
    Server server(options(), [](const server::RoomsOptions &, const server::LogSnapshot &) {
        return std::make_unique<ThrowingApplication>();
    });
    QVERIFY(server.start().hasValue());
    TcpDialogue trouble(server.ports().at(1));
    trouble.send("CONNECT\naccept-version:1.2\nlogin:Trouble\n\n");
    const auto error = trouble.next();
    QVERIFY(error);
    QCOMPARE(error->header("code"), "internal-error");
    QVERIFY(!error->body.contains("secret"));
    QVERIFY(trouble.waitForClose());
    QTRY_COMPARE(server.stats().connections.closed.at(std::size_t(CloseReason::InternalError)), 1u);
    TcpDialogue other(server.ports().at(1));
    QVERIFY(other.connectAs("Ann"));
}

// S-366
void TestCloseReasons::commandsAndRefusalsAreCounted()
{
    Server server(options());
    QVERIFY(server.start().hasValue());
    TcpDialogue peer(server.ports().at(1));
    QVERIFY(peer.connectAs("Ann"));
    peer.send("SUBSCRIBE\nid:e\ndestination:/user/queue/errors\n\n");
    peer.send("SUBSCRIBE\nid:q\ndestination:/queue/a\nack:client\n\n");
    peer.send("BEGIN\ntransaction:t\n\n");
    peer.send("SEND\ndestination:/queue/a\ntransaction:t\n\n");
    peer.send("COMMIT\ntransaction:t\n\n");
    const auto message = peer.next();
    QVERIFY(message);
    peer.send("NACK\nrequeue:false\nid:" + message->header("ack") + "\n\n");
    peer.send("SEND\ndestination:/nowhere\n\n");
    QVERIFY(peer.next());
    peer.send("UNSUBSCRIBE\nid:none\n\n");
    QVERIFY(peer.waitForClose());
    QTRY_COMPARE(server.stats().broker.sessions, 0);
    const QByteArray line = server::toBytes(server.stats());
    for (const char *part : {" SUBSCRIBE=2", " BEGIN=1", " COMMIT=1", " NACK=1", " SEND=2",
             " UNSUBSCRIBE=1", " published=1", " problem=1", " problem-no-such-destination=1",
             " error-maru.subscription.unknown=1", " dead-letters=1"})
        QVERIFY2(line.contains(part), line);
    RawSocket stranger(server.ports().at(0));
    stranger.send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(server.stats().connections.refusedByStatus[404], 1u);
}

QTEST_GUILESS_MAIN(TestCloseReasons)
#include "tst_closereasons.moc"
