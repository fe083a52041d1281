// Frames that sessions of a worker share.

#include "server/net/readyframes.h"

#include "server/net/websocketframe.h"

#include <QTest>

using server::OutboundMessage;
using server::ReadyFrames;
using server::Receiver;
using stomp::Version;

namespace {

class FramedTransport : public server::SessionTransport {
public:
    explicit FramedTransport(Framing framing)
        : m_framing(framing)
    {
    }

    Framing framing() const override { return m_framing; }
    server::FrameHead frameHead(server::FrameKind kind, qsizetype size) const override
    {
        return m_framing == Framing::WebSocket ? server::webSocketFrameHead(kind, size)
                                               : server::FrameHead();
    }
    QByteArrayView frameTail() const override
    {
        return m_framing == Framing::StreamOfLines ? "\n" : "";
    }
    void write(std::span<const QByteArray>) override { }
    qint64 bytesWaiting() const override { return 0; }
    bool hasPings() const override { return false; }
    void ping() override { }
    void setReading(bool) override { }
    void close(server::CloseReason) override { }
    void abort() override { }

private:
    Framing m_framing;
};

ReadyFrames::Message message(const QByteArray &body)
{
    auto message = std::make_shared<OutboundMessage>(
        stomp::Headers{{"destination", "/t:a"}}, body, server::FrameKind::Text);
    for (const Version version : {Version::V10, Version::V12})
        message->prepare(version);
    return message;
}

Receiver receiver(const QByteArray &subscription)
{
    Receiver receiver{{0, 1}, subscription, {}};
    receiver.head = messageHead(receiver, Version::V12);
    return receiver;
}

const FramedTransport webSocket(FramedTransport::Framing::WebSocket);
const FramedTransport stream(FramedTransport::Framing::Stream);
const FramedTransport lines(FramedTransport::Framing::StreamOfLines);

} // namespace

class TestReadyFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFrameIsWhole();
    void theSameBytesAreMadeOnce();
    void whatDiffersIsMadeApart();
    void manySubscriptionsAreAllRight();
    void messagesInARowStandBehindEachOther();

private:
    QByteArray frame(const FramedTransport &transport, Version version, const Receiver &receiver)
    {
        return m_ready.block(transport, version, receiver).bytes;
    }

    ReadyFrames m_ready;
};

void TestReadyFrames::init()
{
    m_ready.begin({message("x")});
}

void TestReadyFrames::aFrameIsWhole()
{
    const QByteArray stomp(
        "MESSAGE\nsubscription:s\ndestination:/t\\ca\ncontent-length:1\n\nx\0", 61);
    QCOMPARE(frame(stream, Version::V12, receiver("s")), stomp);
    QCOMPARE(frame(lines, Version::V12, receiver("s")), stomp + '\n');
    QCOMPARE(frame(webSocket, Version::V12, receiver("s")), QByteArray::fromHex("813d") + stomp);
}

void TestReadyFrames::theSameBytesAreMadeOnce()
{
    const QByteArray first = frame(stream, Version::V12, receiver("s"));
    const QByteArray second = frame(stream, Version::V12, receiver("s"));
    QCOMPARE(first.constData(), second.constData());
}

void TestReadyFrames::whatDiffersIsMadeApart()
{
    const QByteArray first = frame(stream, Version::V12, receiver("s"));
    QVERIFY(frame(stream, Version::V12, receiver("t")) != first);
    QVERIFY(frame(stream, Version::V10, receiver("s")) != first);
    QVERIFY(frame(lines, Version::V12, receiver("s")) != first);
    QCOMPARE(frame(stream, Version::V12, receiver("s")), first);
}

void TestReadyFrames::manySubscriptionsAreAllRight()
{
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 30; ++i) {
            const QByteArray name = QByteArray::number(i);
            const QByteArray bytes = frame(stream, Version::V12, receiver(name));
            QVERIFY(bytes.startsWith("MESSAGE\nsubscription:" + name + "\ndestination"));
        }
    }
}

void TestReadyFrames::messagesInARowStandBehindEachOther()
{
    const QByteArray first = frame(webSocket, Version::V12, receiver("s"));
    m_ready.begin({message("a longer one")});
    const QByteArray second = frame(webSocket, Version::V12, receiver("s"));
    QVERIFY(second.endsWith(QByteArray("\na longer one\0", 14)));
    m_ready.begin({message("x"), message("a longer one")});
    const ReadyFrames::Block &both = m_ready.block(webSocket, Version::V12, receiver("s"));
    QCOMPARE(both.bytes, first + second);
    QCOMPARE(both.largestFrame, second.size());
}

QTEST_GUILESS_MAIN(TestReadyFrames)
#include "tst_readyframes.moc"
