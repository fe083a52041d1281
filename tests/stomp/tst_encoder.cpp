#include "stomp/encoder.h"
#include "tests/stomp/wire.h"

#include <QTest>

using namespace stomp;
using test::wire;

class TestEncoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreWritten_data();
    void framesAreWritten();
    void unwritableHeadersAreRefused_data();
    void unwritableHeadersAreRefused();
    void unwritableHeadersMayBeDropped();
    void lengthMayBeLeftOutOfABodyWithoutNul();
    void bodiesOfOtherCommandsAreRefused();
    void appendHeaderLeavesNothingBehind();
    void theSameFrameGivesTheSameBytesTwice();
};

void TestEncoder::framesAreWritten_data()
{
    QTest::addColumn<Frame>("frame");
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("S-034 no headers, no body")
        << Frame{Command::Disconnect, {}, {}} << Version::V12 << wire("DISCONNECT\n\n^@");
    QTest::newRow("S-062 the length of a body") << Frame{Command::Message, {{"a", "b"}},
        "hello"} << Version::V12 << wire("MESSAGE\na:b\ncontent-length:5\n\nhello^@");
    QTest::newRow("S-053 octets, not characters") << Frame{Command::Send, {},
        "\xc3\xa9"} << Version::V12 << wire("SEND\ncontent-length:2\n\n\xc3\xa9^@");
    QTest::newRow("S-063 NUL in the body") << Frame{Command::Send, {}, wire("a^@b")} << Version::V12
                                           << wire("SEND\ncontent-length:3\n\na^@b^@");
    QTest::newRow("a wrong length is corrected")
        << Frame{Command::Send, {{"content-length", "99"}, {"a", "b"}}, "hello"} << Version::V12
        << wire("SEND\na:b\ncontent-length:5\n\nhello^@");
    QTest::newRow("the length of nothing is left out") << Frame{Command::Send,
        {{"content-length", "5"}}, {}} << Version::V12 << wire("SEND\n\n^@");
    QTest::newRow("S-041 CONNECT is not escaped")
        << Frame{Command::Connect, {{"passcode", "a:b\\n"}}, {}} << Version::V12
        << wire("CONNECT\npasscode:a:b\\n\n\n^@");
    QTest::newRow("S-041 CONNECTED is not escaped") << Frame{Command::Connected,
        {{"session", "a:b"}}, {}} << Version::V11 << wire("CONNECTED\nsession:a:b\n\n^@");
    QTest::newRow("S-045 names are escaped") << Frame{Command::Receipt, {{"a:b", "c:d"}}, {}}
                                             << Version::V12 << wire("RECEIPT\na\\cb:c\\cd\n\n^@");
    QTest::newRow("repeated headers stay") << Frame{Command::Receipt, {{"a", "1"}, {"a", "2"}}, {}}
                                           << Version::V12 << wire("RECEIPT\na:1\na:2\n\n^@");
    QTest::newRow("S-048 the body is not escaped") << Frame{Command::Send, {},
        "a:b\\\n"} << Version::V12 << wire("SEND\ncontent-length:5\n\na:b\\\n^@");
}

void TestEncoder::framesAreWritten()
{
    QFETCH(Frame, frame);
    QFETCH(Version, version);
    const Result<QByteArray> bytes = encode(frame, version);
    QVERIFY(bytes.hasValue());
    QTEST(*bytes, "bytes");
}

void TestEncoder::unwritableHeadersAreRefused_data()
{
    QTest::addColumn<Frame>("frame");
    QTest::addColumn<Version>("version");
    QTest::newRow("S-046 CR in 1.1") << Frame{Command::Send, {{"a", "b\rc"}}, {}} << Version::V11;
    QTest::newRow("S-047 LF in 1.0") << Frame{Command::Send, {{"a", "b\nc:d"}}, {}} << Version::V10;
    QTest::newRow("S-355 LF in CONNECT")
        << Frame{Command::Connect, {{"login", "x\nadmin:true"}}, {}} << Version::V12;
    QTest::newRow("colon in a name of CONNECT")
        << Frame{Command::Connect, {{"a:b", "c"}}, {}} << Version::V12;
    QTest::newRow("S-355 NUL") << Frame{Command::Send, {{"a", wire("b^@c")}}, {}} << Version::V12;
    QTest::newRow("S-021 empty name") << Frame{Command::Send, {{"", "b"}}, {}} << Version::V12;
    QTest::newRow("blank name") << Frame{Command::Send, {{" ", "b"}}, {}} << Version::V12;
    QTest::newRow("S-033 control character in a name")
        << Frame{Command::Send, {{"a\tb", "c"}}, {}} << Version::V12;
    QTest::newRow("S-030 no UTF-8") << Frame{Command::Send, {{"a", "\xff"}}, {}} << Version::V12;
}

void TestEncoder::unwritableHeadersAreRefused()
{
    QFETCH(Frame, frame);
    QFETCH(Version, version);
    const Result<QByteArray> bytes = encode(frame, version);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().code, ErrorCode::NotRepresentable);
}

void TestEncoder::unwritableHeadersMayBeDropped()
{
    const Frame frame{Command::Message, {{"a", "1"}, {"b", "x\ny"}, {"c", "3"}}, {}};
    QCOMPARE(*encode(frame, Version::V10, Unrepresentable::Drop), wire("MESSAGE\na:1\nc:3\n\n^@"));
    QCOMPARE(*encode(frame, Version::V11, Unrepresentable::Drop),
        wire("MESSAGE\na:1\nb:x\\ny\nc:3\n\n^@"));
}

// S-066
void TestEncoder::lengthMayBeLeftOutOfABodyWithoutNul()
{
    const auto encoded = [](const QByteArray &body) {
        return encode(Frame{Command::Send, {}, body}, Version::V12, Unrepresentable::Refuse,
            ContentLength::Omit);
    };
    QCOMPARE(*encoded("x"), wire("SEND\n\nx^@"));
    QCOMPARE(encoded(wire("a^@b")).error().code, ErrorCode::NotRepresentable);
}

void TestEncoder::bodiesOfOtherCommandsAreRefused()
{
    const Result<QByteArray> bytes = encode(Frame{Command::Subscribe, {}, "x"}, Version::V12);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().code, ErrorCode::UnexpectedBody);
}

void TestEncoder::appendHeaderLeavesNothingBehind()
{
    QByteArray out("before\n");
    QVERIFY(!appendHeader(out, "name", "a\nb", Version::V10));
    QCOMPARE(out, QByteArray("before\n"));
    QVERIFY(appendHeader(out, "name", "a\nb", Version::V11));
    QCOMPARE(out, QByteArray("before\nname:a\\nb\n"));
}

// S-049.
void TestEncoder::theSameFrameGivesTheSameBytesTwice()
{
    const Frame frame{Command::Send, {{"a", "b:c\n"}}, "x"};
    const Frame copy = frame;
    QCOMPARE(*encode(frame, Version::V12), *encode(frame, Version::V12));
    QCOMPARE(frame, copy);
}

QTEST_APPLESS_MAIN(TestEncoder)
#include "tst_encoder.moc"
