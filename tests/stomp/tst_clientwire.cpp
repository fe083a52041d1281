#include "stomp/client.h"
#include "stomp/encoder.h"
#include "tests/stomp/wire.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

using namespace stomp;
using test::wire;

using Strings = QList<QByteArray>;
using State = Client::State;

namespace {

// The server's end of one connection, over TCP or WebSocket: says bytes, keeps bytes.
class Peer {
public:
    explicit Peer(bool isWebSocket)
        : m_isWebSocket(isWebSocket)
    {
        if (isWebSocket)
            listenForWebSockets();
        else
            listenForTcp();
    }

    QUrl url() const
    {
        return m_isWebSocket
            ? QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(m_webSockets.serverPort()))
            : QUrl(QStringLiteral("stomp://127.0.0.1:%1").arg(m_tcp.serverPort()));
    }

    void say(const QByteArray &bytes)
    {
        if (m_webSocket)
            m_webSocket->sendBinaryMessage(bytes);
        else
            m_socket->write(bytes);
    }

    QByteArray heard;

private:
    void listenForWebSockets()
    {
        m_webSockets.listen(QHostAddress::LocalHost);
        QObject::connect(&m_webSockets, &QWebSocketServer::newConnection, &m_webSockets, [this] {
            m_webSocket.reset(m_webSockets.nextPendingConnection());
            QObject::connect(m_webSocket.get(), &QWebSocket::binaryMessageReceived, &m_webSockets,
                [this](const QByteArray &bytes) { heard += bytes; });
        });
    }

    void listenForTcp()
    {
        m_tcp.listen(QHostAddress::LocalHost);
        QObject::connect(&m_tcp, &QTcpServer::newConnection, &m_tcp, [this] {
            m_socket.reset(m_tcp.nextPendingConnection());
            QObject::connect(m_socket.get(), &QTcpSocket::readyRead, &m_tcp,
                [this] { heard += m_socket->readAll(); });
        });
    }

    bool m_isWebSocket;
    QWebSocketServer m_webSockets{QStringLiteral("test"), QWebSocketServer::NonSecureMode};
    QTcpServer m_tcp;
    std::unique_ptr<QWebSocket> m_webSocket;
    std::unique_ptr<QTcpSocket> m_socket;
};

void addRow(const char *name, const char *connected, const char *bytes, const Strings &bodies,
    const char *end = "")
{
    for (const bool isWebSocket : {false, true})
        QTest::addRow("%s over %s", name, isWebSocket ? "WebSocket" : "TCP")
            << isWebSocket << wire(connected) << wire(bytes) << bodies << QByteArray(end);
}

constexpr char connected12[] = "CONNECTED\nversion:1.2\n\n^@";

} // namespace

// Bytes of servers, good and bad, over both transports: what the application hears of them.
class TestClientWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serversBytes_data();
    void serversBytes();
    void clientsBytes_data();
    void clientsBytes();
};

void TestClientWire::serversBytes_data()
{
    QTest::addColumn<bool>("isWebSocket");
    QTest::addColumn<QByteArray>("connected");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Strings>("bodies");
    QTest::addColumn<QByteArray>("end"); // the code of the error
    addRow("S-001 one frame", connected12, "MESSAGE\nsubscription:S\n\nx^@\n\n", {"x"});
    addRow("S-003 several", connected12,
        "MESSAGE\nsubscription:S\n\n1^@MESSAGE\nsubscription:S\n\n2^@", {"1", "2"});
    addRow("S-004 CR LF", connected12, "MESSAGE\r\nsubscription:S\r\n\r\nx^@", {"x"});
    addRow("S-006 CONNECTED with CR LF", "CONNECTED\r\nversion:1.2\r\n\r\n^@\r\n",
        "MESSAGE\nsubscription:S\n\nx^@", {"x"});
    addRow("S-010 NUL between", connected12, "^@^@MESSAGE\nsubscription:S\n\nx^@^@", {"x"});
    addRow("S-012 LF in a body", connected12, "MESSAGE\nsubscription:S\n\n\nx\n^@", {"\nx\n"});
    addRow("S-024 the first header", connected12,
        "MESSAGE\nsubscription:S\nsubscription:other\n\nx^@", {"x"});
    addRow("S-028 blanks in 1.0", "CONNECTED\nversion:1.0\n\n^@",
        "MESSAGE\nsubscription: S \n\nx^@", {"x"});
    addRow("S-027 blanks in 1.2", connected12, "MESSAGE\nsubscription: S\n\nx^@", {});
    addRow("S-337 without a version", "CONNECTED\nsession:1\n\n^@",
        "MESSAGE\nsubscription:S\n\na\\n^@", {"a\\n"});
    addRow("S-109 without heart-beat", connected12, "\nMESSAGE\nsubscription:S\n\nx^@", {"x"});
    addRow("S-051 S-063 NUL in a body", connected12,
        "MESSAGE\nsubscription:S\ncontent-length:3\n\na^@b^@", {QByteArray("a\0b", 3)});
    addRow("S-068 four-byte characters", connected12,
        "MESSAGE\nsubscription:S\n\n\xf0\x9f\x98\x80^@", {"\xf0\x9f\x98\x80"});
    addRow("S-013 lower case", connected12, "message\n\n^@", {}, "maru.frame.command");
    addRow("S-017 a client's command", connected12,
        "MESSAGE\nsubscription:S\n\nx^@SEND\ndestination:/a\n\n^@", {"x"}, "maru.session.command");
    addRow("S-020 no colon", connected12, "MESSAGE\nabc\n\n^@", {}, "maru.frame.malformed");
    addRow("S-021 empty name", connected12, "MESSAGE\n:a\n\n^@", {}, "maru.frame.malformed");
    addRow("S-030 no UTF-8", connected12, "MESSAGE\na:\xff\n\n^@", {}, "maru.frame.utf8");
    addRow(
        "S-031 NUL in a header", connected12, "MESSAGE\na:b^@c\n\n^@", {}, "maru.frame.malformed");
    addRow("S-037 nothing after an error", connected12,
        "MESSAGE\nabc\n\n^@MESSAGE\nsubscription:S\n\nx^@", {}, "maru.frame.malformed");
    addRow("S-043 unknown escape", connected12, "MESSAGE\na:\\t\n\n^@", {}, "maru.frame.escape");
    addRow("S-055 negative length", connected12, "MESSAGE\ncontent-length:-1\n\n^@", {},
        "maru.frame.content-length");
    addRow("S-056 S-354 huge length", connected12, "MESSAGE\ncontent-length:99999999999\n\n", {},
        "maru.limit.body");
    addRow("S-014 S-354 endless command", connected12, "MESSAGEMESSAGEMESSAGEMESSAGEMESSAGEMESSAGE",
        {}, "maru.limit.command");
    addRow("S-060 a body of RECEIPT", connected12, "RECEIPT\nreceipt-id:1\n\nx^@", {},
        "maru.frame.body");
    addRow("S-219 ERROR is the end", connected12,
        "ERROR\nmessage:no\n\n^@MESSAGE\nsubscription:S\n\nx^@", {}, "maru.server-error");
    addRow("S-223 the code of an ERROR", connected12, "ERROR\ncode:maru.limit.body\n\n^@", {},
        "maru.limit.body");
    addRow("S-111 wrong heart-beat", "CONNECTED\nversion:1.2\nheart-beat:5\n\n^@", "", {},
        "maru.header.invalid");
    addRow("S-085 not CONNECTED first", "MESSAGE\n\n^@", "", {}, "maru.session.command");
}

void TestClientWire::serversBytes()
{
    QFETCH(bool, isWebSocket);
    QFETCH(QByteArray, connected);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, end);
    Peer peer(isWebSocket);
    Client client;
    QSignalSpy errors(&client, &Client::errorOccurred);
    ConnectOptions options;
    options.url = peer.url();
    options.heartBeat = {};
    options.reconnects = false;
    options.errorsDestination.clear();
    Subscription *subscription = client.subscribe("/a");
    Strings bodies;
    connect(subscription, &Subscription::messageReceived, this,
        [&bodies](const Frame &message) { bodies.append(message.body); });
    QSignalSpy receipts(&client, &Client::receiptUnhandled);
    client.activate(options);
    QTRY_VERIFY(peer.heard.startsWith("CONNECT\n") && peer.heard.contains('\0'));
    peer.say(connected);
    QTRY_VERIFY(client.state() != State::Connecting);
    const QByteArray id = subscription->id();
    peer.say(bytes.replace("subscription:S", "subscription:" + id)
                 .replace("subscription: S", "subscription: " + id));
    // Behind it, so that what does not come is known not to come.
    if (end.isEmpty()) {
        peer.say(wire("\nRECEIPT\nreceipt-id:last\n\n^@"));
        QTRY_COMPARE(receipts.count(), 1);
        QCOMPARE(client.state(), State::Connected);
    } else {
        QTRY_COMPARE(client.state(), State::Disconnected);
        QCOMPARE(codeName(errors.at(0).at(0).value<Error>().code), end);
    }
    QTEST(bodies, "bodies");
}

void TestClientWire::clientsBytes_data()
{
    QTest::addColumn<bool>("isWebSocket");
    QTest::addColumn<QByteArray>("connected");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char *name, const char *connected, const char *header,
                         const QByteArray &value, const char *line) {
        for (const bool isWebSocket : {false, true})
            QTest::addRow("%s over %s", name, isWebSocket ? "WebSocket" : "TCP")
                << isWebSocket << wire(connected) << QByteArray(header) << value
                << QByteArray(line);
    };
    row("S-045 S-355 escapes of 1.2", connected12, "a:b", "\r\n:\\", "\na\\cb:\\r\\n\\c\\\\\n");
    row("S-045 escapes of 1.1", "CONNECTED\nversion:1.1\n\n^@", "a", "\n:\\", "\na:\\n\\c\\\\\n");
    row("S-040 none in 1.0", "CONNECTED\n\n^@", "a", ":\\n", "\na::\\n\n");
    row("S-046 CR in 1.1", "CONNECTED\nversion:1.1\n\n^@", "a", "\r", "");
    row("S-046 S-355 LF in 1.0", "CONNECTED\n\n^@", "a", "x\nb:c", "");
    row("S-355 NUL", connected12, "a", QByteArray("x\0", 2), "");
    row("S-053 S-048 the body", connected12, "a", "1", "\na:1\ncontent-length:3\n\n\\\xc3\xa9");
}

// What a SEND with one header, and the body "\é", looks like; an empty line: it is refused.
void TestClientWire::clientsBytes()
{
    QFETCH(bool, isWebSocket);
    QFETCH(QByteArray, connected);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, line);
    Peer peer(isWebSocket);
    Client client;
    ConnectOptions options;
    options.url = peer.url();
    options.heartBeat = {};
    options.errorsDestination.clear();
    client.activate(options);
    QTRY_VERIFY(peer.heard.contains('\0'));
    peer.say(connected);
    QTRY_COMPARE(client.state(), State::Connected);
    const Result<void> sent = client.send("/a", "\\\xc3\xa9", {{name, value}});
    QCOMPARE(sent.hasValue(), !line.isEmpty());
    QVERIFY(client.send("/last", {}).hasValue());
    QTRY_VERIFY(peer.heard.contains("/last"));
    if (sent)
        QVERIFY2(peer.heard.contains(line), peer.heard.constData());
    else
        QCOMPARE(peer.heard.count("SEND"), 1);
}

QTEST_GUILESS_MAIN(TestClientWire)
#include "tst_clientwire.moc"
