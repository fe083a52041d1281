// What waits for a slow reader, how much and how long.

#include "server/net/outboundbuffer.h"

#include "server/net/socketwriting.h"

#include <QTest>

using namespace std::chrono_literals;
using server::OutboundBuffer;
using State = server::OutboundBuffer::State;

namespace {

constexpr server::TimePoint start{1h};

std::vector<QByteArray> gathered(const OutboundBuffer &buffer)
{
    const auto pieces = buffer.gathered();
    return {pieces.begin(), pieces.end()};
}

} // namespace

class TestOutboundBuffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesOfATurnLeaveTogether();
    void aLargeBodyIsSharedBetweenWhatIsSmall();
    void memoryIsReleasedOnceNothingIsGathered();
    void oneFrameIsAlwaysAllowed();
    void moreThanTheLimitBeyondOneFrameIsTooMuch();
    void aReaderThatTakesNothingIsTooSlow();
    void whoTakesEnoughGetsTimeAgain();
    void aByteASecondIsTooSlow();
    void aFewBytesAreTakenAtTheReadersLeisure();
    void readingStopsAndGoesOnAtHalf();
};

void TestOutboundBuffer::framesOfATurnLeaveTogether()
{
    OutboundBuffer buffer;
    QVERIFY(buffer.isEmpty());
    buffer.append("a", "bc", "d", "e");
    buffer.append("f", {});
    QCOMPARE(gathered(buffer), std::vector<QByteArray>{"abcdef"});
    QCOMPARE(buffer.waiting(), 6);
    buffer.clear();
    QVERIFY(buffer.isEmpty());
    QCOMPARE(buffer.waiting(), 0);
    QCOMPARE(buffer.appended(), 6);
    buffer.append("g", {});
    QCOMPARE(gathered(buffer), std::vector<QByteArray>{"g"});
}

void TestOutboundBuffer::aLargeBodyIsSharedBetweenWhatIsSmall()
{
    const QByteArray large(server::sharedFrom, 'x');
    OutboundBuffer buffer;
    buffer.append("a", {});
    buffer.append("head", "own", large, "tail");
    buffer.append("b", {});
    QCOMPARE(gathered(buffer), (std::vector<QByteArray>{"aheadown", large, "tailb"}));
    QCOMPARE(buffer.gathered()[1].constData(), large.constData());
    QCOMPARE(buffer.waiting(), large.size() + 13);
    buffer.drop();
    QCOMPARE(buffer.appended(), 0);
    buffer.append("c", {});
    QCOMPARE(gathered(buffer), std::vector<QByteArray>{"c"});
}

// Nothing is kept for sessions that are silent.
void TestOutboundBuffer::memoryIsReleasedOnceNothingIsGathered()
{
    OutboundBuffer buffer;
    buffer.append("a", {});
    buffer.releaseMemory();
    QCOMPARE(gathered(buffer), std::vector<QByteArray>{"a"});
    buffer.clear();
    QVERIFY(!buffer.gathered().empty());
    buffer.releaseMemory();
    QVERIFY(buffer.gathered().empty());
    buffer.append("b", {});
    QCOMPARE(gathered(buffer), std::vector<QByteArray>{"b"});
}

void TestOutboundBuffer::oneFrameIsAlwaysAllowed()
{
    OutboundBuffer buffer({.bytes = 10, .time = 30s});
    buffer.append(QByteArray(1000, 'x'), {});
    QCOMPARE(buffer.state(start), State::Fine);
    buffer.clear();
    buffer.noteGiven(1000, start);
    buffer.append("1234567890", {});
    QCOMPARE(buffer.state(start), State::Fine);
}

// S-301
void TestOutboundBuffer::moreThanTheLimitBeyondOneFrameIsTooMuch()
{
    OutboundBuffer buffer({.bytes = 10, .time = 30s});
    for (int i = 0; i < 11; ++i) {
        QCOMPARE(buffer.state(start), State::Fine);
        buffer.append("x", {});
    }
    QCOMPARE(buffer.state(start), State::Fine);
    buffer.append("x", {});
    QCOMPARE(buffer.state(start), State::TooManyBytes);
    buffer.clear();
    buffer.noteGiven(12, start);
    QCOMPARE(buffer.state(start), State::TooManyBytes);
    buffer.noteTaken(12, 0, start);
    QCOMPARE(buffer.state(start), State::Fine);
}

// S-301
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

void TestOutboundBuffer::whoTakesEnoughGetsTimeAgain()
{
    OutboundBuffer buffer({.bytes = 1000, .time = 30s, .rate = 2});
    buffer.noteGiven(500, start);
    buffer.noteTaken(59, 441, start + 10s);
    QCOMPARE(buffer.deadline(), std::optional(start + 30s));
    buffer.noteTaken(1, 440, start + 20s);
    QCOMPARE(buffer.deadline(), std::optional(start + 50s));
    // What is given meanwhile does not hide what was taken.
    buffer.noteTaken(60, 470, start + 40s);
    QCOMPARE(buffer.deadline(), std::optional(start + 70s));
    buffer.noteTaken(470, 0, start + 45s);
    QVERIFY(!buffer.deadline());
    QCOMPARE(buffer.state(start + 1h), State::Fine);
}

// S-301
void TestOutboundBuffer::aByteASecondIsTooSlow()
{
    OutboundBuffer buffer({.bytes = 1'000'000, .time = 30s, .rate = 1024});
    buffer.noteGiven(100'000, start);
    for (int second = 1; second < 30; ++second) {
        buffer.noteTaken(1, 100'000 - second, start + second * 1s);
        QCOMPARE(buffer.state(start + second * 1s), State::Fine);
    }
    buffer.noteTaken(1, 99'970, start + 30s);
    QCOMPARE(buffer.state(start + 30s), State::TooLong);
}

void TestOutboundBuffer::aFewBytesAreTakenAtTheReadersLeisure()
{
    OutboundBuffer buffer({.bytes = 1000, .time = 30s, .rate = 1024});
    buffer.noteGiven(3, start);
    buffer.noteTaken(2, 1, start + 29s);
    QCOMPARE(buffer.state(start + 30s - 1ms), State::Fine);
    buffer.noteTaken(1, 0, start + 30s - 1ms);
    QVERIFY(!buffer.deadline());
}

void TestOutboundBuffer::readingStopsAndGoesOnAtHalf()
{
    OutboundBuffer buffer({.readingStops = 100});
    buffer.noteGiven(100, start);
    QVERIFY(!buffer.stopsReading(false));
    buffer.noteGiven(101, start);
    QVERIFY(buffer.stopsReading(false));
    buffer.noteTaken(50, 51, start);
    QVERIFY(buffer.stopsReading(true));
    buffer.noteTaken(1, 50, start);
    QVERIFY(!buffer.stopsReading(true));
}

QTEST_GUILESS_MAIN(TestOutboundBuffer)
#include "tst_outboundbuffer.moc"
