#include "server/broker/closereason.h"
#include "server/broker/message.h"
#include "server/broker/publisher.h"

#include <QTest>

#include <set>

using namespace server;
using stomp::Version;

class tst_outboundmessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isEncodedByTheRulesOfEachVersion_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<QByteArray>("encoded");
        QTest::newRow("1.0 cannot say a line break: the header is left out")
            << int(Version::V10) << QByteArray("destination:/topic/a:b\ncontent-length:2\n\nhi");
        QTest::newRow("1.1") << int(Version::V11)
                             << QByteArray(
                                    "destination:/topic/a\\cb\nx:1\\n2\ncontent-length:2\n\nhi");
        QTest::newRow("1.2") << int(Version::V12)
                             << QByteArray(
                                    "destination:/topic/a\\cb\nx:1\\n2\ncontent-length:2\n\nhi");
    }

    void isEncodedByTheRulesOfEachVersion()
    {
        QFETCH(int, version);
        QFETCH(QByteArray, encoded);
        OutboundMessage message(
            {{"destination", "/topic/a:b"}, {"x", "1\n2"}}, "hi", FrameKind::Text);
        message.prepare(static_cast<Version>(version));
        const QByteArray expected = encoded + QByteArray(1, '\0');
        QCOMPARE(message.encoded(static_cast<Version>(version)), expected);
    }

    void hasALengthAlsoWhenItIsEmpty()
    {
        OutboundMessage message({}, {}, FrameKind::Text);
        message.prepare(Version::V12);
        QCOMPARE(message.encoded(Version::V12), QByteArray("content-length:0\n\n\0", 19));
    }

    void isEncodedOnlyForTheVersionsAskedFor()
    {
        OutboundMessage message({}, "x", FrameKind::Text);
        message.prepare(Version::V11);
        QVERIFY(message.encoded(Version::V12).isEmpty());
        QVERIFY(!message.encoded(Version::V11).isEmpty());
    }

    void isTextOnlyWhenTypeAndBytesAllowIt_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isText");
        QTest::newRow("no type") << QByteArray() << QByteArray("a") << true;
        QTest::newRow("text") << QByteArray("text/plain;charset=utf-8")
                              << QByteArray("\xec\x95\x88") << true;
        QTest::newRow("json") << QByteArray("application/json") << QByteArray("{}") << true;
        QTest::newRow("json, otherwise written")
            << QByteArray(" Application/JSON ; a=b") << QByteArray("{}") << true;
        QTest::newRow("problem json")
            << QByteArray("application/problem+json") << QByteArray("{}") << true;
        QTest::newRow("bytes") << QByteArray("application/octet-stream") << QByteArray("a")
                               << false;
        QTest::newRow("json in name only")
            << QByteArray("application/jsonx") << QByteArray("a") << false;
        QTest::newRow("text that is no UTF-8")
            << QByteArray("text/plain") << QByteArray("\xff") << false;
    }

    void isTextOnlyWhenTypeAndBytesAllowIt()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(bool, isText);
        const stomp::Headers headers =
            type.isNull() ? stomp::Headers() : stomp::Headers{{"content-type", type}};
        QCOMPARE(frameKind(headers, body), isText ? FrameKind::Text : FrameKind::Binary);
    }

    void isBinaryWhenAHeaderIsNoUtf8()
    {
        QCOMPARE(frameKind({{"x", "\xff"}}, "a"), FrameKind::Binary);
        QCOMPARE(frameKind({{"\xff", "x"}}, "a"), FrameKind::Binary);
    }

    void everyCloseReasonHasANameAndACodeOfItsOwn()
    {
        std::set<QByteArray> names;
        for (int reason = 0; reason < closeReasonCount; ++reason) {
            names.insert(toBytes(static_cast<CloseReason>(reason)));
            const int code = webSocketCloseCode(static_cast<CloseReason>(reason));
            QVERIFY(code >= 1000 && code <= 1013);
        }
        QCOMPARE(int(names.size()), closeReasonCount);
        QCOMPARE(webSocketCloseCode(CloseReason::Disconnected), 1000);
        QCOMPARE(webSocketCloseCode(CloseReason::ServerStopping), 1001);
        QCOMPARE(webSocketCloseCode(CloseReason::ProtocolError), 1002);
        QCOMPARE(webSocketCloseCode(CloseReason::AuthenticationFailed), 1008);
        QCOMPARE(webSocketCloseCode(CloseReason::LimitExceeded), 1009);
        QCOMPARE(webSocketCloseCode(CloseReason::SlowReaderBytes), 1013);
    }

    void whatOnlyTheBrokerMayWriteIsNotPassedOn()
    {
        const stomp::Headers sent{{"destination", "/topic/x"}, {"receipt", "1"},
            {"transaction", "t"}, {"content-length", "1"}, {"message-id", "mine"},
            {"subscription", "s"}, {"ack", "a"}, {"redelivered", "true"}, {"user-id", "root"},
            {"content-type", "text/plain"}, {"x", "1"}, {"x", "2"}};
        QCOMPARE(passedOn(sent), (stomp::Headers{{"content-type", "text/plain"}, {"x", "1"}}));
    }
};

QTEST_APPLESS_MAIN(tst_outboundmessage)
#include "tst_outboundmessage.moc"
