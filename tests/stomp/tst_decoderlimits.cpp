#include "tests/stomp/wire.h"
#include "tests/support/threadtime.h"

#include <QTest>

#include <malloc.h>

#include <algorithm>
#include <limits>

using namespace stomp;
using test::Items;
using test::wire;

using MaybeCode = std::optional<ErrorCode>;

namespace {

constexpr Limits small{10, 3, 20, 40, 50};

QByteArray repeated(char character, int count)
{
    return QByteArray(count, character);
}

QByteArray lines(int count, int length)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "a:" + repeated('x', length - 2) + '\n';
    return text;
}

std::vector<QByteArray> singleBytes(const QByteArray &bytes)
{
    std::vector<QByteArray> pieces;
    for (const char byte : bytes)
        pieces.emplace_back(1, byte);
    return pieces;
}

} // namespace

class TestDecoderLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limitHolds_data();
    void limitHolds();
    void nothingIsAllocatedForBytesThatMayCome();
    void endlessPartsAreRefusedEarly_data();
    void endlessPartsAreRefusedEarly();
    void countersStartAnewWithEachFrame();
    void limitsMayChangeBetweenFrames();
    void memoryIsGivenBack();
    void singleBytesCostLinearTime();
    void manyEndsOfLineAreSkipped();
};

void TestDecoderLimits::limitHolds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<MaybeCode>("code");
    const MaybeCode none;
    QTest::newRow("S-014 command of 10") << wire("DISCONNECT\n\n^@") << none;
    QTest::newRow("S-014 command of 10 and CR LF") << wire("DISCONNECT\r\n\r\n^@") << none;
    QTest::newRow("S-014 command of 11")
        << wire("UNSUBSCRIBE\n\n^@") << MaybeCode(ErrorCode::CommandTooLong);
    QTest::newRow("S-070 header line of 20") << "SEND\n" + lines(1, 20) + wire("\n^@") << none;
    QTest::newRow("S-070 header line of 21")
        << "SEND\n" + lines(1, 21) + wire("\n^@") << MaybeCode(ErrorCode::HeaderLineTooLong);
    QTest::newRow("S-070 header line of 22")
        << "SEND\n" + lines(1, 22) + wire("\n^@") << MaybeCode(ErrorCode::HeaderLineTooLong);
    QTest::newRow("S-069 three headers") << "SEND\n" + lines(3, 5) + wire("\n^@") << none;
    QTest::newRow("S-069 four headers, of one name")
        << "SEND\n" + lines(4, 5) + wire("\n^@") << MaybeCode(ErrorCode::TooManyHeaders);
    QTest::newRow("S-071 headers of 40") << "SEND\n" + lines(2, 20) + wire("\n^@") << none;
    QTest::newRow("S-071 headers of 43")
        << "SEND\n" + lines(2, 20) + wire("a:b\n\n^@") << MaybeCode(ErrorCode::HeadersTooLarge);
    QTest::newRow("S-072 body of 50") << "SEND\n\n" + repeated('x', 50) + wire("^@") << none;
    QTest::newRow("S-072 body of 51")
        << "SEND\n\n" + repeated('x', 51) + wire("^@") << MaybeCode(ErrorCode::BodyTooLarge);
    QTest::newRow("S-072 content-length 50")
        << "SEND\ncontent-length:50\n\n" + repeated('x', 50) + wire("^@") << none;
    QTest::newRow("S-072 content-length 51")
        << wire("SEND\ncontent-length:51\n\n") << MaybeCode(ErrorCode::BodyTooLarge);
}

void TestDecoderLimits::limitHolds()
{
    QFETCH(QByteArray, bytes);
    QFETCH(MaybeCode, code);
    Decoder decoder(Reads::ClientFrames, small);
    decoder.setVersion(Version::V12);
    const Items whole = test::decodePieces(decoder, {bytes});
    QCOMPARE(test::errorOf(whole), code);
    QCOMPARE(test::framesOf(whole).size(), std::size_t(code ? 0 : 1));
    // S-075.
    QVERIFY(test::decodePieces(decoder, singleBytes(bytes)) == whole);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut)
        QVERIFY(test::decodePieces(decoder, {bytes.first(cut), bytes.sliced(cut)}) == whole);
}

// S-312, M-013
void TestDecoderLimits::nothingIsAllocatedForBytesThatMayCome()
{
    Limits large;
    large.body = 1024 * 1024 * 1024;
    const auto before = ::mallinfo2();
    std::vector<Decoder> decoders;
    for (int i = 0; i < 10; ++i) {
        Decoder &decoder = decoders.emplace_back(Reads::ClientFrames, large);
        Items items;
        decoder.append("SEND\ncontent-length:1000000000\n\n" + repeated('x', 100));
        test::takeAll(decoder, items);
        QVERIFY(!test::errorOf(items));
        QVERIFY(decoder.isInsideFrame());
    }
    const auto after = ::mallinfo2();
    const std::size_t taken = (after.uordblks + after.hblkhd) - (before.uordblks + before.hblkhd);
    QVERIFY2(taken < 1024 * 1024, qPrintable(QString::number(taken)));
}

void TestDecoderLimits::endlessPartsAreRefusedEarly_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<int>("most");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("M-003 command") << QByteArray() << 12 << ErrorCode::CommandTooLong;
    QTest::newRow("M-004 header line")
        << QByteArray("SEND\n") << 22 << ErrorCode::HeaderLineTooLong;
    QTest::newRow("M-008 body") << QByteArray("SEND\n\n") << 51 << ErrorCode::BodyTooLarge;
    QTest::newRow("body of ACK") << QByteArray("ACK\n\n") << 51 << ErrorCode::BodyTooLarge;
}

// No more is taken in than the limit, whether or not an end comes.
void TestDecoderLimits::endlessPartsAreRefusedEarly()
{
    QFETCH(QByteArray, begin);
    QFETCH(int, most);
    QFETCH(ErrorCode, code);
    Decoder decoder(Reads::ClientFrames, small);
    Items items = test::decodePieces(decoder, {begin});
    decoder.append(begin);
    test::takeAll(decoder, items);
    int taken = 0;
    while (!test::errorOf(items) && taken <= most) {
        decoder.append("A");
        ++taken;
        test::takeAll(decoder, items);
    }
    QCOMPARE(test::errorOf(items), MaybeCode(code));
    QCOMPARE(taken, most);
}

void TestDecoderLimits::countersStartAnewWithEachFrame()
{
    Decoder decoder(Reads::ClientFrames, small);
    const QByteArray frame = "SEND\n" + lines(2, 20) + "\n" + repeated('x', 50) + wire("^@");
    const Items items = test::decodePieces(decoder, {frame.repeated(100)});
    QCOMPARE(test::framesOf(items).size(), std::size_t(100));
}

// S-073: lower limits until somebody is let in.
void TestDecoderLimits::limitsMayChangeBetweenFrames()
{
    Decoder decoder(Reads::ClientFrames, small);
    Items items;
    decoder.append(wire("SEND\n\nx^@"));
    test::takeAll(decoder, items);
    Limits larger = small;
    larger.body = 1000;
    decoder.setLimits(larger);
    decoder.append("SEND\n\n" + repeated('x', 1000) + wire("^@"));
    test::takeAll(decoder, items);
    QCOMPARE(test::framesOf(items).size(), std::size_t(2));
}

void TestDecoderLimits::memoryIsGivenBack()
{
    Decoder decoder(Reads::ClientFrames, Limits{});
    const QByteArray frame = "SEND\n\n" + repeated('x', 1000) + wire("^@");
    Items items;
    for (int i = 0; i < 2000; ++i) {
        // Always half a frame ahead, so that the buffer is never empty.
        decoder.append(i == 0 ? frame + frame.first(500) : frame.sliced(500) + frame.first(500));
        test::takeAll(decoder, items);
        QVERIFY(decoder.bufferedBytes() <= frame.size());
    }
    QCOMPARE(items.size(), std::size_t(2000));
}

// S-036: ten times the bytes may take about ten times as long, not a hundred times.
void TestDecoderLimits::singleBytesCostLinearTime()
{
    const auto nanoseconds = [](int size) {
        const std::vector<QByteArray> pieces =
            singleBytes("SEND\n\n" + repeated('x', size) + wire("^@"));
        qint64 least = std::numeric_limits<qint64>::max();
        for (int run = 0; run < 3; ++run) {
            const qint64 before = test::threadNanoseconds();
            test::decodePieces(Decoder(Reads::ClientFrames, Limits{}), pieces);
            least = std::min(least, test::threadNanoseconds() - before);
        }
        return least;
    };
    const qint64 few = nanoseconds(50'000);
    const qint64 many = nanoseconds(500'000);
    QVERIFY2(many < 40 * few, qPrintable(QString::number(many / few)));
}

// M-028.
void TestDecoderLimits::manyEndsOfLineAreSkipped()
{
    Decoder decoder(Reads::ClientFrames, small);
    const Items items = test::decodePieces(
        decoder, {repeated('\n', 100'000) + repeated('\0', 100'000) + wire("SEND\n\n^@")});
    QCOMPARE(test::framesOf(items).size(), std::size_t(1));
    QCOMPARE(test::endsOfLineIn(items), std::size_t(100'000));
}

QTEST_APPLESS_MAIN(TestDecoderLimits)
#include "tst_decoderlimits.moc"
