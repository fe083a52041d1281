// CONNECT: identity, heart-beats, the token of the host.

#include "server/net/login.h"

#include <QTest>

using namespace std::chrono_literals;
using server::judgeLogin;
using server::SessionOptions;
using stomp::Frame;

namespace {

const QByteArray secret = QByteArray(32, 'k').toBase64(QByteArray::Base64UrlEncoding);

Frame connectFrame(stomp::Headers headers)
{
    headers.append("accept-version", "1.2");
    return {stomp::Command::Connect, std::move(headers), {}};
}

} // namespace

class TestLogin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofASecretOnlyItsHashIsPassedOn();
    void aSecretThatIsNotRandomBytesIsRefused_data();
    void aSecretThatIsNotRandomBytesIsRefused();
    void onlyTheTokenMakesTheHost();
    void theHostIsAskedForNoPasscode();
    void anEmptyTokenIsNobodys();
    void heartBeatsAreAgreedOn_data();
    void heartBeatsAreAgreedOn();
    void aBrokenHeartBeatIsRefused();
    void textsAreComparedWhole();
};

void TestLogin::ofASecretOnlyItsHashIsPassedOn()
{
    const auto login = judgeLogin(connectFrame({{"person-secret", secret}}), {}, "192.0.2.1");
    QVERIFY(login.hasValue());
    QCOMPARE(login->request.personHash, server::hashOfSecret(secret));
    QCOMPARE(login->request.personHash.size(), 32);
    QVERIFY(!login->request.personHash.contains(QByteArray(8, 'k')));
    QCOMPARE(login->request.remoteAddress, "192.0.2.1");
    QVERIFY(server::hashOfSecret(QByteArray(32, 'j').toBase64(QByteArray::Base64UrlEncoding))
        != login->request.personHash);
    // With and without the padding it is the same secret.
    QCOMPARE(server::hashOfSecret(secret.chopped(1)), login->request.personHash);

    const auto guest = judgeLogin(connectFrame({{"login", "Ann"}}), {}, {});
    QVERIFY(guest->request.personHash.isEmpty());
    QCOMPARE(guest->request.login, "Ann");
}

void TestLogin::aSecretThatIsNotRandomBytesIsRefused_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("a word") << QByteArray("abc");
    QTest::newRow("31 bytes") << QByteArray(31, 'k').toBase64(QByteArray::Base64UrlEncoding);
    QTest::newRow("33 bytes") << QByteArray(33, 'k').toBase64(QByteArray::Base64UrlEncoding);
    QTest::newRow("other characters") << QByteArray(43, '!');
}

void TestLogin::aSecretThatIsNotRandomBytesIsRefused()
{
    QFETCH(QByteArray, value);
    const auto login = judgeLogin(connectFrame({{"person-secret", value}}), {}, {});
    QVERIFY(!login);
    QCOMPARE(login.error().code, stomp::ErrorCode::InvalidHeader);
    QVERIFY(!login.error().text.contains(value));
}

void TestLogin::onlyTheTokenMakesTheHost()
{
    SessionOptions options;
    options.hostToken = "token";
    QVERIFY(judgeLogin(connectFrame({{"host-token", "token"}}), options, {})->request.isHost);
    QVERIFY(!judgeLogin(connectFrame({{"host-token", "toke"}}), options, {})->request.isHost);
    QVERIFY(!judgeLogin(connectFrame({}), options, {})->request.isHost);
}

void TestLogin::theHostIsAskedForNoPasscode()
{
    SessionOptions options;
    options.hostToken = "token";
    options.passcode = "sesame";
    QVERIFY(judgeLogin(connectFrame({{"host-token", "token"}}), options, {}).hasValue());
    const auto without = judgeLogin(connectFrame({}), options, {});
    QVERIFY(!without);
    QCOMPARE(without.error().code, stomp::ErrorCode::AuthenticationFailed);
}

void TestLogin::anEmptyTokenIsNobodys()
{
    QVERIFY(!judgeLogin(connectFrame({{"host-token", ""}}), {}, {})->request.isHost);
}

void TestLogin::heartBeatsAreAgreedOn_data()
{
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<int>("outgoing");
    QTest::addColumn<int>("incoming");
    const auto row = [](const char *wish, const char *offered, int outgoing, int incoming) {
        QTest::newRow(wish) << QByteArray(wish) << QByteArray(offered) << outgoing << incoming;
    };
    row("0,0", "10000,10000", 0, 0);
    row("10000,10000", "10000,10000", 10000, 10000);
    row("1000,0", "10000,1000", 0, 1000);
    row("0,1000", "1000,10000", 1000, 0);
    row("1,1", "100,100", 100, 100);
    row("60000,60000", "10000,10000", 60000, 60000);
    row("99999999999999999999,0", "10000,10000", 0, 86400000);
}

void TestLogin::heartBeatsAreAgreedOn()
{
    QFETCH(QByteArray, wish);
    QFETCH(QByteArray, offered);
    QFETCH(int, outgoing);
    QFETCH(int, incoming);
    const auto login = judgeLogin(connectFrame({{"heart-beat", wish}}), {}, {});
    QVERIFY(login.hasValue());
    QCOMPARE(stomp::toBytes(login->offered), offered);
    QCOMPARE(int(login->heartBeat.outgoing.count()), outgoing);
    QCOMPARE(int(login->heartBeat.incoming.count()), incoming);
}

void TestLogin::aBrokenHeartBeatIsRefused()
{
    const auto login = judgeLogin(connectFrame({{"heart-beat", "1,2,3"}}), {}, {});
    QVERIFY(!login);
    QCOMPARE(login.error().code, stomp::ErrorCode::InvalidHeader);
}

void TestLogin::textsAreComparedWhole()
{
    QVERIFY(server::isEqualInConstantTime("sesame", "sesame"));
    QVERIFY(!server::isEqualInConstantTime("sesame", "sesam"));
    QVERIFY(!server::isEqualInConstantTime("", "sesame"));
    QVERIFY(!server::isEqualInConstantTime("a", "b"));
}

QTEST_GUILESS_MAIN(TestLogin)
#include "tst_login.moc"
