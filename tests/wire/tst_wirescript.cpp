// The language of the scripts: what it reads, and that it notices what is wrong.

#include "tests/wire/framepattern.h"
#include "tests/wire/script.h"
#include "tests/wire/text.h"

#include <QTest>

class TestWireScript : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreExpanded();
    void escapesAreBytes();
    void anEscapeThatMeansNothingIsNoText();
    void starsMatchAnything_data();
    void starsMatchAnything();
    void framesAreTakenFromBytes();
    void aPatternNoticesWhatIsWrong_data();
    void aPatternNoticesWhatIsWrong();
    void aFileHoldsScripts();
    void aFileThatIsWrongIsNamed_data();
    void aFileThatIsWrongIsNamed();
};

void TestWireScript::textsAreExpanded()
{
    const wire::Variables variables{{"name", "Ann"}};
    QCOMPARE(wire::expand("{name} {ab*3} {} {\"x\"} {other", variables),
        QByteArray("Ann ababab {} {\"x\"} {other"));
}

void TestWireScript::escapesAreBytes()
{
    QCOMPARE(wire::unescape("a\\n\\r\\t\\0\\\\\\x41"), QByteArray("a\n\r\t\0\\A", 7));
    QCOMPARE(wire::printable(QByteArray("a\n\0\\\xff", 5)), QByteArray("a\\n\\0\\\\\\xff"));
}

void TestWireScript::anEscapeThatMeansNothingIsNoText()
{
    QVERIFY(!wire::unescape("\\q"));
    QVERIFY(!wire::unescape("\\"));
    QVERIFY(!wire::unescape("\\x4"));
}

void TestWireScript::starsMatchAnything_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");

    QTest::newRow("equal") << QByteArray("abc") << QByteArray("abc") << true;
    QTest::newRow("longer") << QByteArray("ab") << QByteArray("abc") << false;
    QTest::newRow("shorter") << QByteArray("abc") << QByteArray("ab") << false;
    QTest::newRow("all") << QByteArray("*") << QByteArray("abc") << true;
    QTest::newRow("middle") << QByteArray("a*c") << QByteArray("abbc") << true;
    QTest::newRow("not twice the same") << QByteArray("ab*bc") << QByteArray("abc") << false;
    QTest::newRow("two") << QByteArray("*b*") << QByteArray("abc") << true;
    QTest::newRow("order") << QByteArray("*c*b*") << QByteArray("abc") << false;
    QTest::newRow("a star itself") << QByteArray("\\x2a") << QByteArray("abc") << false;
    QTest::newRow("nothing") << QByteArray() << QByteArray("a") << false;
}

void TestWireScript::starsMatchAnything()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QTEST(wire::matches(pattern, text), "isMatch");
}

void TestWireScript::framesAreTakenFromBytes()
{
    QByteArray bytes("MESSAGE\na:b:c\ncontent-length:2\n\n\0\0\0REST", 39);
    const auto taken = wire::takeFrame(bytes);
    const auto *frame = std::get_if<wire::RawFrame>(&taken);
    QVERIFY(frame);
    QCOMPARE(frame->body, QByteArray("\0\0", 2));
    QCOMPARE(frame->headers.front().second, QByteArray("b:c"));
    QCOMPARE(bytes, QByteArray("REST"));
    QVERIFY(std::holds_alternative<wire::Silence>(wire::takeFrame(bytes)));

    QByteArray tooLong("ERROR\ncontent-length:1\n\nab\0", 27);
    QVERIFY(std::holds_alternative<wire::Fault>(wire::takeFrame(tooLong)));
}

void TestWireScript::aPatternNoticesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("complaint");

    const auto row = [](const char *pattern, const char *complaint) {
        QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(complaint);
    };
    row("MESSAGE\\na:1\\nb:x\\\\ny", "");
    row("MESSAGE\\n...", "");
    row("MESSAGE\\nb:*\\n!c\\n...\\n\\nbo*", "");
    row("RECEIPT\\n...", "another command");
    row("MESSAGE\\na:1", "a header too many: b");
    row("MESSAGE\\na:2\\n...", "no such header: a:2");
    row("MESSAGE\\nc:*\\n...", "no such header: c:*");
    row("MESSAGE\\n!a\\n...", "a header that should be absent: a");
    row("MESSAGE\\na:1\\na:1\\n...", "no such header: a:1");
    row("MESSAGE\\n...\\n\\nother", "another body");
    row("MESSAGE\\n...\\n\\n", "another body");
}

void TestWireScript::aPatternNoticesWhatIsWrong()
{
    QFETCH(QByteArray, pattern);
    const wire::RawFrame frame{"MESSAGE", {{"a", "1"}, {"b", "x\\ny"}}, "body"};
    QTEST(wire::mismatch(pattern, frame), "complaint");
}

void TestWireScript::aFileHoldsScripts()
{
    const auto file =
        wire::parseScripts("# about\nlimit body 10\n\n# S-001 M-002 first\nversions 1.0 "
                           "1.1\na> x y\nrepeat 3 b< z\n# S-003 second\nonly tcp\na: close\n");
    QCOMPARE(file.complaint, QByteArray());
    QCOMPARE(file.scripts.size(), std::size_t(2));
    const wire::Script &first = file.scripts[0];
    QCOMPARE(first.requirements, (QList<QByteArray>{"S-001", "M-002"}));
    QCOMPARE(first.title, QByteArray("first"));
    QCOMPARE(first.versions, (QList<QByteArray>{"1.0", "1.1"}));
    QCOMPARE(first.server.limits, QByteArray("body = 10\n"));
    QCOMPARE(first.steps[0].connection + first.steps[0].verb + first.steps[0].argument,
        QByteArray("a>x y"));
    QCOMPARE(first.steps[1].times, 3);
    QVERIFY(!file.scripts[1].runsOverWebSocket);
    QCOMPARE(file.scripts[1].steps[0].verb, QByteArray("close"));
}

void TestWireScript::aFileThatIsWrongIsNamed_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray("# about\n");
    QTest::newRow("a step before any script") << QByteArray("> x\n# S-001 title\n> y\n");
    QTest::newRow("no steps") << QByteArray("# S-001 title\n# S-002 title\n> y\n");
    QTest::newRow("no title") << QByteArray("# S-001 \n> y\n");
    QTest::newRow("repeat without a number") << QByteArray("# S-001 title\nrepeat > y\n");
}

void TestWireScript::aFileThatIsWrongIsNamed()
{
    QFETCH(QByteArray, text);
    QVERIFY(!wire::parseScripts(text).complaint.isEmpty());
}

QTEST_GUILESS_MAIN(TestWireScript)
#include "tst_wirescript.moc"
