#include "stomp/headers.h"

#include <QTest>

using namespace stomp;

class TestHeaders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstOfRepeatedHeadersDecides();
    void namesAreCaseSensitive();
    void emptyIsNotMissing();
    void setReplacesEveryEntryInPlace();
    void removeTakesEveryEntry();
    void escapesAreWritten_data();
    void escapesAreWritten();
    void whatAVersionCannotSayIsAnError_data();
    void whatAVersionCannotSayIsAnError();
    void escapesAreRead_data();
    void escapesAreRead();
    void undefinedEscapesAreErrors_data();
    void undefinedEscapesAreErrors();
};

// S-024.
void TestHeaders::firstOfRepeatedHeadersDecides()
{
    const Headers headers{{"foo", "World"}, {"bar", "x"}, {"foo", "Hello"}};
    QCOMPARE(headers.value("foo"), QByteArray("World"));
    QCOMPARE(headers.size(), std::size_t(3));
}

// S-026.
void TestHeaders::namesAreCaseSensitive()
{
    const Headers headers{{"Destination", "/a"}};
    QVERIFY(!headers.contains("destination"));
    QVERIFY(headers.contains("Destination"));
}

void TestHeaders::emptyIsNotMissing()
{
    const Headers headers{{"empty", ""}};
    QCOMPARE(headers.find("empty"), std::optional<QByteArray>(""));
    QCOMPARE(headers.find("missing"), std::nullopt);
    QCOMPARE(headers.value("missing"), QByteArray());
}

void TestHeaders::setReplacesEveryEntryInPlace()
{
    Headers headers{{"a", "1"}, {"b", "2"}, {"a", "3"}};
    headers.set("a", "4");
    QCOMPARE(headers, (Headers{{"a", "4"}, {"b", "2"}}));
    headers.set("c", "5");
    QCOMPARE(headers, (Headers{{"a", "4"}, {"b", "2"}, {"c", "5"}}));
}

void TestHeaders::removeTakesEveryEntry()
{
    Headers headers{{"a", "1"}, {"b", "2"}, {"a", "3"}};
    headers.remove("a");
    QCOMPARE(headers, (Headers{{"b", "2"}}));
}

void TestHeaders::escapesAreWritten_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    const QByteArray all("a:b\nc\\d");
    QTest::newRow("S-045 1.2") << Version::V12 << all << QByteArray("a\\cb\\nc\\\\d");
    QTest::newRow("S-045 1.2 CR") << Version::V12 << QByteArray("a\rb") << QByteArray("a\\rb");
    QTest::newRow("S-045 1.1") << Version::V11 << all << QByteArray("a\\cb\\nc\\\\d");
    QTest::newRow("1.0 backslash") << Version::V10 << QByteArray("a\\nb") << QByteArray("a\\nb");
    QTest::newRow("1.0 colon") << Version::V10 << QByteArray("a:b") << QByteArray("a:b");
    QTest::newRow("S-044 n behind a backslash")
        << Version::V12 << QByteArray("\\n") << QByteArray("\\\\n");
}

void TestHeaders::escapesAreWritten()
{
    QFETCH(Version, version);
    QFETCH(QByteArray, text);
    const QByteArray before = text;
    QByteArray out("x");
    QVERIFY(appendEscaped(out, text, version, false).hasValue());
    QFETCH(QByteArray, written);
    QCOMPARE(out, "x" + written);
    QCOMPARE(text, before); // S-049
}

void TestHeaders::whatAVersionCannotSayIsAnError_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isName");
    QTest::newRow("S-046 CR in 1.1") << Version::V11 << QByteArray("a\rb") << false;
    QTest::newRow("S-046 LF in 1.0") << Version::V10 << QByteArray("a\nb") << false;
    QTest::newRow("CR in 1.0") << Version::V10 << QByteArray("a\rb") << false;
    QTest::newRow("S-046 colon in a name of 1.0") << Version::V10 << QByteArray("a:b") << true;
    QTest::newRow("NUL in 1.0") << Version::V10 << QByteArray("a\0b", 3) << false;
    QTest::newRow("NUL in 1.2") << Version::V12 << QByteArray("a\0b", 3) << false;
}

void TestHeaders::whatAVersionCannotSayIsAnError()
{
    QFETCH(Version, version);
    QFETCH(QByteArray, text);
    QFETCH(bool, isName);
    QByteArray out;
    const Result<void> result = appendEscaped(out, text, version, isName);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotRepresentable);
}

void TestHeaders::escapesAreRead_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("S-038 1.2") << Version::V12 << QByteArray("\\r\\n\\c\\\\")
                               << QByteArray("\r\n:\\");
    QTest::newRow("S-039 1.1") << Version::V11 << QByteArray("\\n\\c\\\\") << QByteArray("\n:\\");
    QTest::newRow("S-040 1.0") << Version::V10 << QByteArray("a\\nb\\x") << QByteArray("a\\nb\\x");
    QTest::newRow("S-044 one pass") << Version::V12 << QByteArray("\\\\n") << QByteArray("\\n");
    QTest::newRow("nothing to do") << Version::V12 << QByteArray("plain") << QByteArray("plain");
    QTest::newRow("empty") << Version::V12 << QByteArray("") << QByteArray("");
}

void TestHeaders::escapesAreRead()
{
    QFETCH(Version, version);
    QFETCH(QByteArray, written);
    const Result<QByteArray> text = unescape(written, version);
    QVERIFY(text.hasValue());
    QTEST(*text, "text");
}

void TestHeaders::undefinedEscapesAreErrors_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("S-043 tab") << Version::V12 << QByteArray("a\\tb");
    QTest::newRow("S-043 hexadecimal") << Version::V12 << QByteArray("\\x41");
    QTest::newRow("S-043 at the end") << Version::V12 << QByteArray("a\\");
    QTest::newRow("S-043 odd count") << Version::V12 << QByteArray("\\\\\\");
    QTest::newRow("S-043 upper case") << Version::V12 << QByteArray("\\N");
    QTest::newRow("S-039 CR in 1.1") << Version::V11 << QByteArray("a\\rb");
}

void TestHeaders::undefinedEscapesAreErrors()
{
    QFETCH(Version, version);
    QFETCH(QByteArray, written);
    const Result<QByteArray> text = unescape(written, version);
    QVERIFY(!text);
    QCOMPARE(text.error().code, ErrorCode::InvalidEscape);
}

QTEST_APPLESS_MAIN(TestHeaders)
#include "tst_headers.moc"
