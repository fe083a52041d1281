// What waits for a slow reader, how much and how long.

#include "server/net/outboundbuffer.h"

#include <QTest>

using namespace std::chrono_literals;
using server::OutboundBuffer;
using State = server::OutboundBuffer::State;

namespace {

constexpr server::TimePoint start{1h};

} // namespace

class TestOutboundBuffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesOfATurnLeaveTogether();
    void oneFrameIsAlwaysAllowed();
    void moreThanTheLimitBeyondOneFrameIsTooMuch();
    void aReaderThatTakesNothingIsTooSlow();
    void whoTakesSomethingGetsTimeAgain();
};

void TestOutboundBuffer::framesOfATurnLeaveTogether()
{
    OutboundBuffer buffer;
    QVERIFY(buffer.isEmpty());
    buffer.append("a", "bc", "d");
    buffer.append("ef");
    QCOMPARE(buffer.gathered().toByteArray(), "abcdef");
    QCOMPARE(buffer.waiting(), 6);
    buffer.clear();
    QVERIFY(buffer.isEmpty());
    QCOMPARE(buffer.waiting(), 0);
}

void TestOutboundBuffer::oneFrameIsAlwaysAllowed()
{
    OutboundBuffer buffer({.bytes = 10, .time = 30s});
    buffer.append(QByteArray(1000, 'x'));
    QCOMPARE(buffer.state(start), State::Fine);
    buffer.clear();
    buffer.noteGiven(1000, start);
    buffer.append("1234567890");
    QCOMPARE(buffer.state(start), State::Fine);
}

void TestOutboundBuffer::moreThanTheLimitBeyondOneFrameIsTooMuch()
{
    OutboundBuffer buffer({.bytes = 10, .time = 30s});
    for (int i = 0; i < 11; ++i) {
        QCOMPARE(buffer.state(start), State::Fine);
        buffer.append("x");
    }
    QCOMPARE(buffer.state(start), State::Fine);
    buffer.append("x");
    QCOMPARE(buffer.state(start), State::TooManyBytes);
    buffer.clear();
    buffer.noteGiven(12, start);
    QCOMPARE(buffer.state(start), State::TooManyBytes);
    buffer.noteTaken(0, start);
    QCOMPARE(buffer.state(start), State::Fine);
}

void TestOutboundBuffer::aReaderThatTakesNothingIsTooSlow()
{
    OutboundBuffer buffer({.bytes = 1000, .time = 30s});
    QVERIFY(!buffer.deadline());
    buffer.noteGiven(5, start);
    QCOMPARE(buffer.deadline(), std::optional(start + 30s));
    // Giving more is no progress.
    buffer.noteGiven(10, start + 20s);
    QCOMPARE(buffer.state(start + 30s - 1ms), State::Fine);
    QCOMPARE(buffer.state(start + 30s), State::TooLong);
}

void TestOutboundBuffer::whoTakesSomethingGetsTimeAgain()
{
    OutboundBuffer buffer({.bytes = 1000, .time = 30s});
    buffer.noteGiven(10, start);
    buffer.noteTaken(9, start + 20s);
    QCOMPARE(buffer.deadline(), std::optional(start + 50s));
    buffer.noteTaken(0, start + 40s);
    QVERIFY(!buffer.deadline());
    QCOMPARE(buffer.state(start + 1h), State::Fine);
}

QTEST_GUILESS_MAIN(TestOutboundBuffer)
#include "tst_outboundbuffer.moc"
