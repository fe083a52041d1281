// Heads of the frames that leave ready-made (RFC 6455, 5.2).

#include "server/net/websocketframe.h"

#include <QTest>

using server::FrameKind;

class TestWebSocketFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLengthIsWrittenShort_data();
    void theLengthIsWrittenShort();
    void aPingSaysNothing();
    void aCloseFrameHasItsCode();
};

void TestWebSocketFrame::theLengthIsWrittenShort_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("0") << qsizetype(0) << QByteArray::fromHex("8100");
    QTest::newRow("125") << qsizetype(125) << QByteArray::fromHex("817d");
    QTest::newRow("126") << qsizetype(126) << QByteArray::fromHex("817e007e");
    QTest::newRow("65535") << qsizetype(65535) << QByteArray::fromHex("817effff");
    QTest::newRow("65536") << qsizetype(65536) << QByteArray::fromHex("817f0000000000010000");
}

void TestWebSocketFrame::theLengthIsWrittenShort()
{
    QFETCH(qsizetype, size);
    QFETCH(QByteArray, text);
    QCOMPARE(server::webSocketFrameHead(FrameKind::Text, size).view().toByteArray(), text);
    text[0] = '\x82';
    QCOMPARE(server::webSocketFrameHead(FrameKind::Binary, size).view().toByteArray(), text);
}

void TestWebSocketFrame::aPingSaysNothing()
{
    QCOMPARE(server::webSocketPingFrame(), QByteArray::fromHex("8900"));
}

void TestWebSocketFrame::aCloseFrameHasItsCode()
{
    QCOMPARE(server::webSocketCloseFrame(1001), QByteArray::fromHex("880203e9"));
}

QTEST_GUILESS_MAIN(TestWebSocketFrame)
#include "tst_websocketframe.moc"
