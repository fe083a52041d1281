// The HTTP request before the upgrade: who is let in, and what the others are told.

#include "server/net/handshake.h"

#include <QTest>

using server::HandshakeAnswer;
using server::HandshakeGarbage;
using server::HandshakeIncomplete;
using server::HandshakeRules;
using server::HandshakeUpgrade;
using server::judgeHandshake;

namespace {

QByteArray request(
    const QByteArray &extra = {}, const QByteArray &line = "GET /ws-connect HTTP/1.1")
{
    return line
        + "\r\nHost: chat.example:7666\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + extra + "\r\n";
}

int statusOf(const server::HandshakeVerdict &verdict)
{
    if (const auto *answer = std::get_if<HandshakeAnswer>(&verdict))
        return answer->status;
    return std::holds_alternative<HandshakeUpgrade>(verdict) ? 101
        : std::holds_alternative<HandshakeGarbage>(verdict)  ? -1
                                                             : 0;
}

} // namespace

class TestHandshake : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsAreJudged_data();
    void requestsAreJudged();
    void originsAreJudged_data();
    void originsAreJudged();
    void anyPrefixOfARequestIsIncomplete();
    void answersAreWholeResponses();
    void refusedMethodsAreToldWhichIsAllowed();
    void whoDoesNotUpgradeIsToldWhatThisIs();
    void whoDoesNotUpgradeIsToldHowManyAreHere();
};

void TestHandshake::requestsAreJudged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto without = [](const QByteArray &name) {
        QByteArray all = request();
        const qsizetype start = all.indexOf(name);
        return all.remove(start, all.indexOf("\r\n", start) + 2 - start);
    };
    const auto with = [](const QByteArray &before, const QByteArray &after) {
        return request().replace(before, after);
    };
    QTest::newRow("right") << request() << 101;
    QTest::newRow("right with frames behind it") << request() + "\x81\x80" << 101;
    QTest::newRow("query") << request({}, "GET /ws-connect?token=1 HTTP/1.1") << 101;
    QTest::newRow("header names in any case")
        << with("Upgrade: websocket", "uPGRADE:WebSocket") << 101;
    QTest::newRow("other path") << request({}, "GET /other HTTP/1.1") << 404;
    QTest::newRow("path below") << request({}, "GET /ws-connect/x HTTP/1.1") << 404;
    QTest::newRow("path with %00") << request({}, "GET /ws-connect%00 HTTP/1.1") << 404;
    QTest::newRow("absolute") << request({}, "GET http://chat.example/ws-connect HTTP/1.1") << 404;
    QTest::newRow("CONNECT") << request({}, "CONNECT chat.example:80 HTTP/1.1") << 404;
    QTest::newRow("POST") << request({}, "POST /ws-connect HTTP/1.1") << 405;
    QTest::newRow("HTTP/1.0") << request({}, "GET /ws-connect HTTP/1.0") << 505;
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
    QTest::newRow("no upgrade") << without("Upgrade:") << 426;
    QTest::newRow("no connection") << without("Connection:") << 426;
    QTest::newRow("h2c") << with("Upgrade: websocket", "Upgrade: h2c") << 426;
    QTest::newRow("version 8") << with("Version: 13", "Version: 8") << 426;
    QTest::newRow("no version") << without("Sec-WebSocket-Version") << 426;
    QTest::newRow("no key") << without("Sec-WebSocket-Key") << 400;
    QTest::newRow("short key") << with("dGhlIHNhbXBsZSBub25jZQ==", "x") << 400;
    QTest::newRow("two keys") << request("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") << 400;
    QTest::newRow("no host") << without("Host:") << 400;
    QTest::newRow("two origins") << request("Origin: http://a\r\nOrigin: http://b\r\n") << 400;
    QTest::newRow("no colon") << request("nonsense\r\n") << 400;
    QTest::newRow("control character") << request("X: a\x01z\r\n") << 400;
    QTest::newRow("folded") << request("X: a\r\n b\r\n") << 400;
    QTest::newRow("too many headers") << request(QByteArray("X: y\r\n").repeated(100)) << 431;
    QTest::newRow("too long a line") << request("X: " + QByteArray(8200, 'y') + "\r\n") << 431;
    QTest::newRow("too long") << "GET /" + QByteArray(16 * 1024, 'a') << 431;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00", 5) << -1;
    QTest::newRow("STOMP") << QByteArray("CONNECT\naccept-version:1.2\n\n\0", 29) << -1;
    QTest::newRow("noise") << QByteArray("\xff\xfe\x00", 3) << -1;
    QTest::newRow("lower case") << QByteArray("get / http/1.1\r\n\r\n") << -1;
    QTest::newRow("endless method") << QByteArray(17, 'A') << -1;
    QTest::newRow("no HTTP") << QByteArray("GET / SMTP/1.1\r\n\r\n") << -1;
    QTest::newRow("nothing yet") << QByteArray() << 0;
}

void TestHandshake::requestsAreJudged()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QCOMPARE(statusOf(judgeHandshake(bytes, {})), status);
}

void TestHandshake::originsAreJudged_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("isSecure");
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char *host, const char *origin, bool isSecure, bool isAllowed) {
        QTest::addRow("%s from %s%s", host, origin, isSecure ? " by TLS" : "")
            << QByteArray(host) << QByteArray(origin) << isSecure << isAllowed;
    };
    row("127.0.0.1:7666", "http://127.0.0.1:7666", false, true);
    row("localhost:7666", "http://localhost:7666", false, true);
    row("[::1]:7666", "http://[::1]:7666", false, true);
    row("192.168.1.20", "http://192.168.1.20", false, true);
    row("192.168.1.20", "http://192.168.1.20:80", false, true);
    row("chat.example:7666", "http://chat.example:7666", false, true);
    row("CHAT.example:7666", "http://Chat.Example:7666", false, true);
    row("chat.example", "https://chat.example", true, true);
    row("chat.example:443", "https://chat.example", true, true);
    row("chat.example", "https://chat.example", false, false);
    row("chat.example", "http://chat.example", true, false);
    row("chat.example:7666", "http://chat.example:7667", false, false);
    row("chat.example:7666", "http://chat.example", false, false);
    row("chat.example:7666", "http://chat.example:7666/", false, false);
    row("rebound.example:7666", "http://rebound.example:7666", false, false);
    row("127.0.0.1:7666", "http://localhost:7666", false, false);
    row("127.0.0.1:7666", "https://evil.example", false, false);
    row("127.0.0.1:7666", "null", false, false);
    row("127.0.0.1:7666", "", false, false);
    row("127.0.0.1:7666", "https://listed.example", false, true);
    row("127.0.0.1:7666", "https://listed.example:444", false, false);
    row("127.0.0.1:7666", "http://listed.example", false, false);
}

void TestHandshake::originsAreJudged()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(bool, isSecure);
    QFETCH(bool, isAllowed);
    HandshakeRules rules;
    rules.origin = {{"https://listed.example"}, {"Chat.Example"}, isSecure};
    const QByteArray bytes =
        request("Origin: " + origin + "\r\n").replace("chat.example:7666", host);
    QCOMPARE(statusOf(judgeHandshake(bytes, rules)), isAllowed ? 101 : 403);
    rules.origin.allowed = {"*"};
    QCOMPARE(statusOf(judgeHandshake(bytes, rules)), 101);
}

void TestHandshake::anyPrefixOfARequestIsIncomplete()
{
    const QByteArray whole = request();
    for (qsizetype length = 0; length < whole.size(); ++length)
        QCOMPARE(statusOf(judgeHandshake(whole.first(length), {})), 0);
}

void TestHandshake::answersAreWholeResponses()
{
    QCOMPARE(server::httpResponse(404, "No.", "X: y\r\n"),
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\n"
        "X-Content-Type-Options: nosniff\r\nX: y\r\nConnection: close\r\n\r\nNo.\n");
}

void TestHandshake::refusedMethodsAreToldWhichIsAllowed()
{
    const auto verdict = judgeHandshake(request({}, "PUT /ws-connect HTTP/1.1"), {});
    QVERIFY(std::get<HandshakeAnswer>(verdict).bytes.contains("\r\nAllow: GET\r\n"));
}

void TestHandshake::whoDoesNotUpgradeIsToldWhatThisIs()
{
    const auto verdict =
        judgeHandshake("GET /ws-connect HTTP/1.1\r\nHost: a\r\n\r\n", HandshakeRules());
    const QByteArray bytes = std::get<HandshakeAnswer>(verdict).bytes;
    QVERIFY2(bytes.startsWith("HTTP/1.1 426 Upgrade Required\r\n"), bytes);
    QVERIFY2(bytes.contains("\r\nUpgrade: websocket\r\n"), bytes);
    QVERIFY2(bytes.contains("Maru"), bytes);
    QVERIFY2(!bytes.contains("Maru-People"), bytes);
}

void TestHandshake::whoDoesNotUpgradeIsToldHowManyAreHere()
{
    HandshakeRules rules;
    rules.countConnections = [] { return 4; }; // with who asks
    const auto verdict = judgeHandshake("GET /ws-connect HTTP/1.1\r\nHost: a\r\n\r\n", rules);
    const QByteArray bytes = std::get<HandshakeAnswer>(verdict).bytes;
    QVERIFY2(bytes.contains("\r\nMaru-People: 3\r\n"), bytes);
}

QTEST_GUILESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
