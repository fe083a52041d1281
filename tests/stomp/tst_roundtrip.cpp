#include "stomp/encoder.h"
#include "tests/stomp/wire.h"

#include <QTest>

#include <random>

using namespace stomp;

namespace {

constexpr int framesPerSeed = 300;

// Frames made of what is likely to go wrong.
class FrameMaker {
public:
    FrameMaker(unsigned seed, Version version)
        : m_random(seed)
        , m_version(version)
    {
    }

    Frame make()
    {
        Frame frame{
            pick<Command>({Command::Send, Command::Message, Command::Error, Command::Ack,
                Command::Receipt, Command::Subscribe, Command::Connect, Command::Connected}),
            {}, {}};
        const bool isEscaped = hasEscapedHeaders(frame.command) && m_version != Version::V10;
        for (int count = number(6); count > 0; --count)
            frame.headers.append("n" + text(isEscaped, true), "v" + text(isEscaped, false) + "v");
        if (mayHaveBody(frame.command))
            frame.body = body();
        return frame;
    }

    QByteArray between()
    {
        return pick<QByteArray>({"", "\n", "\r\n", "\n\n", QByteArray(1, '\0')});
    }
    int number(int below) { return int(m_random() % unsigned(below)); }

private:
    template<typename T>
    T pick(const std::vector<T> &choices)
    {
        return choices[m_random() % choices.size()];
    }

    QByteArray text(bool isEscaped, bool isName)
    {
        std::vector<QByteArray> parts{
            "a", "Z", "\\", "\\n", "\\c", " ", "한", "\xf0\x9f\x98\x80", ";"};
        if (!isName)
            parts.insert(parts.end(), {":", "\t", "\x01", "\x7f"});
        if (isEscaped)
            parts.insert(parts.end(), {":", "\n", "\\\\", "\n\n"});
        if (isEscaped && m_version == Version::V12)
            parts.insert(parts.end(), {"\r", "\r\n"});
        QByteArray made;
        for (int count = number(8); count > 0; --count)
            made += pick(parts);
        return isName ? made + "n" : made;
    }

    QByteArray body()
    {
        QByteArray made;
        for (int count = number(200); count > 0; --count)
            made += char(m_random() % 256);
        return made;
    }

    std::mt19937 m_random;
    Version m_version;
};

Frame withoutLength(Frame frame)
{
    frame.headers.remove("content-length");
    return frame;
}

} // namespace

class TestRoundTrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack_data();
    void whatIsWrittenIsReadBack();
    void anythingElseNeverCrashes_data();
    void anythingElseNeverCrashes();
};

void TestRoundTrip::whatIsWrittenIsReadBack_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<unsigned>("seed");
    for (const Version version : {Version::V10, Version::V11, Version::V12}) {
        for (unsigned seed = 1; seed <= 5; ++seed)
            QTest::addRow("%s, seed %u", toBytes(version).constData(), seed) << version << seed;
    }
}

// S-002, S-003, S-035, S-063.
void TestRoundTrip::whatIsWrittenIsReadBack()
{
    QFETCH(Version, version);
    QFETCH(unsigned, seed);
    FrameMaker maker(seed, version);
    Decoder client(Reads::ServerFrames, Limits{});
    Decoder server(Reads::ClientFrames, Limits{});
    client.setVersion(version);
    server.setVersion(version);
    std::vector<Frame> toServer;
    std::vector<Frame> toClient;
    test::Items atServer;
    test::Items atClient;
    for (int i = 0; i < framesPerSeed; ++i) {
        const Frame frame = maker.make();
        const bool isForServer = isClientCommand(frame.command);
        (isForServer ? toServer : toClient).push_back(frame);
        const Result<QByteArray> encoded = encode(frame, version);
        QVERIFY(encoded.hasValue());
        QByteArray bytes = maker.between() + *encoded;
        while (!bytes.isEmpty()) {
            const qsizetype length = std::min<qsizetype>(bytes.size(), 1 + maker.number(100));
            Decoder &decoder = isForServer ? server : client;
            decoder.append(bytes.first(length));
            test::takeAll(decoder, isForServer ? atServer : atClient);
            bytes.remove(0, length);
        }
    }
    std::vector<Frame> read;
    for (const test::Items &items : {atServer, atClient}) {
        for (const Frame &frame : test::framesOf(items))
            read.push_back(withoutLength(frame));
    }
    toServer.insert(toServer.end(), toClient.begin(), toClient.end());
    QCOMPARE(read.size(), std::size_t(framesPerSeed));
    QVERIFY(read == toServer);
}

void TestRoundTrip::anythingElseNeverCrashes_data()
{
    whatIsWrittenIsReadBack_data();
}

// M-001: damaged frames end in frames or one error, the same however they are cut.
void TestRoundTrip::anythingElseNeverCrashes()
{
    QFETCH(Version, version);
    QFETCH(unsigned, seed);
    FrameMaker maker(seed, version);
    Decoder fresh(Reads::ClientFrames, Limits{});
    fresh.setVersion(version);
    int failures = 0;
    for (int i = 0; i < framesPerSeed; ++i) {
        QByteArray bytes = *encode(maker.make(), version) + *encode(maker.make(), version);
        for (int damages = 1 + maker.number(4); damages > 0; --damages)
            bytes[maker.number(int(bytes.size()))] = char(maker.number(256));
        const test::Items whole = test::decodePieces(fresh, {bytes});
        const qsizetype cut = maker.number(int(bytes.size()));
        QVERIFY(test::decodePieces(fresh, {bytes.first(cut), bytes.sliced(cut)}) == whole);
        failures += test::errorOf(whole) ? 1 : 0;
    }
    QVERIFY(failures > framesPerSeed / 2); // most are damaged, or a server's
}

QTEST_APPLESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
