#include "tests/stomp/wire.h"

#include <QTest>

using namespace stomp;
using test::Items;
using test::wire;

using MaybeVersion = std::optional<Version>;
using Frames = std::vector<Frame>;

namespace {

constexpr Limits limits{};
const MaybeVersion v10(Version::V10);
const MaybeVersion v11(Version::V11);
const MaybeVersion v12(Version::V12);
const MaybeVersion notNegotiated;

Decoder decoder(MaybeVersion version, DecoderOptions options = {})
{
    Decoder made(Reads::ClientFrames, limits, options);
    if (version)
        made.setVersion(*version);
    return made;
}

Frame send(Headers headers, QByteArray body = {})
{
    return Frame{Command::Send, std::move(headers), std::move(body)};
}

void addRow(const char *name, MaybeVersion version, const char *bytes, const Frames &frames,
    int endsOfLine = 0)
{
    QTest::newRow(name) << version << wire(bytes) << frames << endsOfLine;
}

void addError(const char *name, MaybeVersion version, const QByteArray &bytes, ErrorCode code)
{
    QTest::newRow(name) << version << bytes << code;
}

// In one piece, byte by byte, and in two pieces at every place: always the same (S-002).
bool isTheSameHoweverCut(const Decoder &fresh, const QByteArray &bytes, const Items &whole)
{
    std::vector<QByteArray> single;
    for (const char byte : bytes)
        single.emplace_back(1, byte);
    if (test::decodePieces(fresh, single) != whole)
        return false;
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        if (test::decodePieces(fresh, {bytes.first(cut), bytes.sliced(cut)}) != whole)
            return false;
    }
    return true;
}

// The same frame of a server's, where there is one: MESSAGE has SEND's grammar.
std::optional<QByteArray> asMessage(const QByteArray &bytes)
{
    const bool isOne = bytes.startsWith("SEND\n") && bytes.count("SEND") == 1;
    return isOne ? std::optional("MESSAGE" + bytes.sliced(4)) : std::nullopt;
}

Decoder clientsDecoder(MaybeVersion version)
{
    Decoder made(Reads::ServerFrames, limits);
    if (version)
        made.setVersion(*version);
    return made;
}

} // namespace

class TestDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void serverFramesAreReadByClients();
    void clientFramesAreRefusedByClients();
    void lenientCarriageReturnIsStripped();
    void lenientCrEscapeIsRead();
    void versionDecidesFromTheNextByteOn();
    void errorIsFinal();
    void unfinishedFramesAreKnown();
};

void TestDecoder::reads_data()
{
    QTest::addColumn<MaybeVersion>("version");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Frames>("frames");
    QTest::addColumn<int>("endsOfLine");
    const Frame a = send({{"a", "1"}}, "x");
    addRow("S-001 one frame, ends of line behind", v12, "SEND\na:1\n\nx^@\n\n\r\n", {a}, 3);
    addRow("S-003 several in one piece", v12, "SEND\na:1\n\nx^@SEND\na:1\n\nx^@", {a, a});
    addRow("S-004 CR LF mixed with LF", v12, "SEND\r\na:1\nb:2\r\n\r\nx^@",
        {send({{"a", "1"}, {"b", "2"}}, "x")});
    addRow("S-005 CR belongs to the value in 1.1", v11, "SEND\na:1\r\n\nx^@",
        {send({{"a", "1\r"}}, "x")});
    addRow("S-006 CR LF before negotiation", notNegotiated, "CONNECT\r\nhost:h\r\n\r\n^@",
        {Frame{Command::Connect, {{"host", "h"}}, {}}});
    addRow("S-009 ends of line between frames", v12, "\n\r\nSEND\n\n^@\nSEND\n\n^@\n",
        {send({}), send({})}, 4);
    addRow(
        "S-010 NUL between frames", v12, "^@^@SEND\n\n^@^@\n^@SEND\n\n^@", {send({}), send({})}, 1);
    addRow("S-012 LF in a body", v12, "SEND\n\n\n\na\n\n^@", {send({}, "\n\na\n\n")});
    addRow("S-018 S-019 the first colon splits", v12, "SEND\nurl:http://a:1/b\n\n^@",
        {send({{"url", "http://a:1/b"}})});
    addRow("S-022 an empty value", v12, "SEND\na:\n\n^@", {send({{"a", ""}})});
    addRow("S-023 no headers", v12, "SEND\n\n^@", {send({})});
    addRow("S-024 repeated headers keep their order", v12, "SEND\na:1\na:2\n\n^@",
        {send({{"a", "1"}, {"a", "2"}})});
    addRow("S-026 case matters", v12, "SEND\nA:1\na:2\n\n^@", {send({{"A", "1"}, {"a", "2"}})});
    addRow("S-027 nothing is trimmed in 1.2", v12, "SEND\n a : 7 \n\n^@", {send({{" a ", " 7 "}})});
    addRow("S-027 nothing is trimmed in 1.1", v11, "SEND\nid: 7\n\n^@", {send({{"id", " 7"}})});
    addRow("S-028 blanks are trimmed in 1.0", v10, "SEND\n id : 7 \n\n^@", {send({{"id", "7"}})});
    addRow("S-029 CONNECT is not trimmed", notNegotiated, "CONNECT\nlogin: a \n\n^@",
        {Frame{Command::Connect, {{"login", " a "}}, {}}});
    addRow("S-033 control characters in a value", v12, "SEND\na:\x01\x1b\x7f\t\n\n^@",
        {send({{"a", "\x01\x1b\x7f\t"}})});
    addRow("S-038 escapes of 1.2", v12, "SEND\na\\cb:\\r\\n\\c\\\\\n\n^@",
        {send({{"a:b", "\r\n:\\"}})});
    addRow("S-038 a line break in a name", v12, "SEND\na\\nb:c\n\n^@", {send({{"a\nb", "c"}})});
    addRow("S-039 escapes of 1.1", v11, "SEND\na:\\n\\c\\\\\n\n^@", {send({{"a", "\n:\\"}})});
    addRow("S-040 no escapes in 1.0", v10, "SEND\na:\\n\\x\n\n^@", {send({{"a", "\\n\\x"}})});
    addRow("S-041 CONNECT is not unescaped", notNegotiated, "CONNECT\npasscode:a\\cb\\x\n\n^@",
        {Frame{Command::Connect, {{"passcode", "a\\cb\\x"}}, {}}});
    addRow("S-042 nor is STOMP", v12, "STOMP\npasscode:a\\cb\\x\n\n^@",
        {Frame{Command::Stomp, {{"passcode", "a\\cb\\x"}}, {}}});
    addRow("S-044 one pass", v12, "SEND\na:\\\\n\n\n^@", {send({{"a", "\\n"}})});
    addRow("S-048 the body is not unescaped", v12, "SEND\n\na\\nb\\x^@", {send({}, "a\\nb\\x")});
    addRow("S-051 NUL within content-length", v12, "SEND\ncontent-length:3\n\na^@b^@",
        {send({{"content-length", "3"}}, wire("a^@b"))});
    addRow("M-016 a frame within a body", v12, "SEND\ncontent-length:11\n\nSEND\n\n^@SEND^@",
        {send({{"content-length", "11"}}, wire("SEND\n\n^@SEND"))});
    addRow("S-052 the body ends at NUL", v12, "SEND\n\nabc^@", {send({}, "abc")});
    addRow("S-053 octets", v12, "SEND\ncontent-length:2\n\n\xc3\xa9^@",
        {send({{"content-length", "2"}}, "\xc3\xa9")});
    addRow("S-054 content-length 0", v12, "SEND\ncontent-length:0\n\n^@",
        {send({{"content-length", "0"}})});
    addRow("S-057 blanks around content-length", v12, "SEND\ncontent-length: 1 \n\n^@^@",
        {send({{"content-length", " 1 "}}, wire("^@"))});
    addRow("S-058 the first content-length", v12,
        "SEND\ncontent-length:2\ncontent-length:1\n\nab^@",
        {send({{"content-length", "2"}, {"content-length", "1"}}, "ab")});
    addRow("S-059 content-length of ACK", v12, "ACK\nid:1\ncontent-length:99\n\n^@",
        {Frame{Command::Ack, {{"id", "1"}, {"content-length", "99"}}, {}}});
    addRow("S-060 line ends as a body", v12, "SUBSCRIBE\nid:1\n\n\r\n\n^@",
        {Frame{Command::Subscribe, {{"id", "1"}}, {}}});
    addRow("S-061 a body is ignored in 1.0", v10, "SUBSCRIBE\nid:1\n\nxyz^@",
        {Frame{Command::Subscribe, {{"id", "1"}}, {}}});
    addRow("S-068 four-byte characters", v12, "SEND\na:\xf0\x9f\x98\x80\n\n\xf0\x9f\x98\x80^@",
        {send({{"a", "\xf0\x9f\x98\x80"}}, "\xf0\x9f\x98\x80")});
    addRow("M-024 a body that is no UTF-8", v12, "SEND\n\n\xff\xfe^@", {send({}, "\xff\xfe")});
}

void TestDecoder::reads()
{
    QFETCH(MaybeVersion, version);
    QFETCH(QByteArray, bytes);
    QFETCH(int, endsOfLine);
    const Items whole = test::decodePieces(decoder(version), {bytes});
    QTEST(test::framesOf(whole), "frames");
    QCOMPARE(test::endsOfLineIn(whole), std::size_t(endsOfLine));
    QCOMPARE(test::errorOf(whole), std::nullopt);
    QVERIFY(isTheSameHoweverCut(decoder(version), bytes, whole));
    if (const std::optional<QByteArray> message = asMessage(bytes)) {
        const Items atClient = test::decodePieces(clientsDecoder(version), {*message});
        Frames frames = test::framesOf(atClient);
        for (Frame &frame : frames)
            frame.command = Command::Send;
        QTEST(frames, "frames");
        QVERIFY(isTheSameHoweverCut(clientsDecoder(version), *message, atClient));
    }
}

void TestDecoder::refuses_data()
{
    QTest::addColumn<MaybeVersion>("version");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    const auto malformed = ErrorCode::MalformedFrame;
    addError("S-008 CR within a line", v12, wire("SEND\na:b\rc\n\n^@"), malformed);
    addError("S-008 CR CR LF", v12, wire("SEND\na:b\r\r\n\n^@"), malformed);
    addError("S-008 CR before a frame", v12, wire("\rSEND\n\n^@"), malformed);
    addError("S-013 lower case", v12, wire("send\n\n^@"), ErrorCode::UnknownCommand);
    addError("S-013 longer", v12, wire("SENDX\n\n^@"), ErrorCode::UnknownCommand);
    addError("S-013 leading blank", v12, wire(" SEND\n\n^@"), ErrorCode::UnknownCommand);
    addError(
        "M-026 byte order mark", v12, wire("\xef\xbb\xbfSEND\n\n^@"), ErrorCode::UnknownCommand);
    addError("S-015 an HTTP request", notNegotiated, "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        ErrorCode::UnknownCommand);
    for (const char *command : {"CONNECTED", "MESSAGE", "RECEIPT", "ERROR"})
        QTest::addRow("S-016 %s", command)
            << v12 << command + wire("\n\n^@") << ErrorCode::UnexpectedCommand;
    addError("S-020 no colon", v12, wire("SEND\nabc\n\n^@"), malformed);
    addError("S-021 an empty name", v12, wire("SEND\n:b\n\n^@"), malformed);
    addError("M-022 a name of blanks", v12, wire("SEND\n  :b\n\n^@"), malformed);
    addError("S-030 0xFF", v12, wire("SEND\na:\xff\n\n^@"), ErrorCode::InvalidUtf8);
    addError("S-030 overlong", v12, wire("SEND\na:\xc0\xaf\n\n^@"), ErrorCode::InvalidUtf8);
    addError("S-030 a surrogate", v12, wire("SEND\na:\xed\xa0\x80\n\n^@"), ErrorCode::InvalidUtf8);
    addError("S-030 above U+10FFFF", v12, wire("SEND\na:\xf4\x90\x80\x80\n\n^@"),
        ErrorCode::InvalidUtf8);
    addError("S-030 cut at the end of the line", v12, wire("SEND\na:\xe2\x82\n\n^@"),
        ErrorCode::InvalidUtf8);
    addError("S-031 NUL in the command", v12, wire("SE^@ND\n\n^@"), malformed);
    addError("S-031 NUL in a header", v12, wire("SEND\na:b^@c\n\n^@"), malformed);
    addError("S-032 no empty line", v12, wire("DISCONNECT\nreceipt:77\n^@"), malformed);
    addError("S-033 a control character in a name", v12, wire("SEND\na\x01:b\n\n^@"), malformed);
    addError("S-033 DEL in a name", v12, wire("SEND\na\x7f:b\n\n^@"), malformed);
    addError("S-039 CR escaped in 1.1", v11, wire("SEND\na:\\r\n\n^@"), ErrorCode::InvalidEscape);
    addError("S-043 tab", v12, wire("SEND\na:\\t\n\n^@"), ErrorCode::InvalidEscape);
    addError(
        "S-043 backslash at the end", v12, wire("SEND\na:b\\\n\n^@"), ErrorCode::InvalidEscape);
    addError("S-043 in a name", v12, wire("SEND\na\\x:b\n\n^@"), ErrorCode::InvalidEscape);
    addError("S-051 no NUL where the body ends", v12, wire("SEND\ncontent-length:2\n\nabc^@"),
        ErrorCode::InvalidContentLength);
    addError("M-012 a length beyond the frame", v12,
        wire("SEND\ncontent-length:5\n\nab^@SEND\n\n^@"), ErrorCode::InvalidContentLength);
    for (const char *length : {"-1", "+5", "0x10", "1e3", "5.0", "", " ", "5 6", "\xd9\xa5"}) {
        QTest::addRow("S-055 '%s'", length)
            << v12 << "SEND\ncontent-length:" + QByteArray(length) + wire("\n\nabcde^@")
            << ErrorCode::InvalidContentLength;
    }
    for (const char *length : {"18446744073709551616", "9999999999999999999999999999999999999999"})
        QTest::addRow("S-056 %s", length)
            << v12 << "SEND\ncontent-length:" + QByteArray(length) + wire("\n\n")
            << ErrorCode::InvalidContentLength;
    addError("S-056 the largest number", v12, wire("SEND\ncontent-length:9223372036854775807\n\n"),
        ErrorCode::BodyTooLarge);
    addError("S-060 a body of SUBSCRIBE", v12, wire("SUBSCRIBE\nid:1\n\nx^@"),
        ErrorCode::UnexpectedBody);
    addError("S-060 in 1.1", v11, wire("ACK\nid:1\n\nx^@"), ErrorCode::UnexpectedBody);
    addError("M-015 a body of CONNECT", notNegotiated, wire("CONNECT\n\nx^@"),
        ErrorCode::UnexpectedBody);
}

void TestDecoder::refuses()
{
    QFETCH(MaybeVersion, version);
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    const Items whole = test::decodePieces(decoder(version), {bytes});
    QCOMPARE(test::errorOf(whole), std::optional(code));
    QVERIFY(isTheSameHoweverCut(decoder(version), bytes, whole));
    if (const std::optional<QByteArray> message = asMessage(bytes)) {
        const Items atClient = test::decodePieces(clientsDecoder(version), {*message});
        QCOMPARE(test::errorOf(atClient), std::optional(code));
    }
}

void TestDecoder::serverFramesAreReadByClients()
{
    Decoder reader(Reads::ServerFrames, limits);
    const Items items = test::decodePieces(
        reader, {wire("CONNECTED\nversion:1.2\n\n^@MESSAGE\n\nx^@RECEIPT\n\n^@ERROR\n\ny^@")});
    QCOMPARE(test::framesOf(items),
        (Frames{{Command::Connected, {{"version", "1.2"}}, {}}, {Command::Message, {}, "x"},
            {Command::Receipt, {}, {}}, {Command::Error, {}, "y"}}));
}

// S-017.
void TestDecoder::clientFramesAreRefusedByClients()
{
    Decoder reader(Reads::ServerFrames, limits);
    const Items items = test::decodePieces(reader, {wire("SEND\n\n^@")});
    QCOMPARE(test::errorOf(items), std::optional(ErrorCode::UnexpectedCommand));
}

void TestDecoder::lenientCarriageReturnIsStripped()
{
    const Items items = test::decodePieces(
        decoder(v11, {.lenientCarriageReturn = true}), {wire("SEND\r\na:1\r\n\r\nx^@")});
    QCOMPARE(test::framesOf(items), (Frames{send({{"a", "1"}}, "x")}));
}

void TestDecoder::lenientCrEscapeIsRead()
{
    const Items items = test::decodePieces(
        decoder(v11, {.lenientCrEscapeIn11 = true}), {wire("SEND\na:\\r\n\n^@")});
    QCOMPARE(test::framesOf(items), (Frames{send({{"a", "\r"}})}));
}

// S-108.
void TestDecoder::versionDecidesFromTheNextByteOn()
{
    Decoder reader(Reads::ClientFrames, limits);
    reader.append(wire("CONNECT\n\n^@SEND\na: \\x \n\n^@"));
    QVERIFY(std::holds_alternative<Frame>(reader.next()));
    reader.setVersion(Version::V10);
    const Decoder::Item item = reader.next();
    QVERIFY(std::holds_alternative<Frame>(item));
    QCOMPARE(std::get<Frame>(item), send({{"a", "\\x"}}));
}

// S-037.
void TestDecoder::errorIsFinal()
{
    Decoder reader = decoder(v12);
    reader.append(wire("nonsense\n\n^@SEND\n\n^@"));
    const Decoder::Item error = reader.next();
    QVERIFY(std::holds_alternative<Error>(error));
    QVERIFY(reader.next() == error);
    reader.append(wire("SEND\n\n^@"));
    QVERIFY(reader.next() == error);
    QCOMPARE(reader.bufferedBytes(), 0);
}

void TestDecoder::unfinishedFramesAreKnown()
{
    Decoder reader = decoder(v12);
    QVERIFY(!reader.isInsideFrame());
    reader.append("SEND\na:1\n");
    QVERIFY(std::holds_alternative<Decoder::NeedMoreBytes>(reader.next()));
    QVERIFY(reader.isInsideFrame());
    reader.append(wire("\n^@\n"));
    QVERIFY(std::holds_alternative<Frame>(reader.next()));
    QVERIFY(!reader.isInsideFrame());
    QVERIFY(reader.next() == Decoder::Item(Decoder::EndOfLine{}));
}

QTEST_APPLESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
