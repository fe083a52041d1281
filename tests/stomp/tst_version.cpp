#include "stomp/version.h"

#include <QTest>

using namespace stomp;

using MaybeVersion = std::optional<Version>;
using MaybeBytes = std::optional<QByteArray>;

class TestVersion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void highestCommonVersionIsChosen_data();
    void highestCommonVersionIsChosen();
    void namesAreReadBack_data();
    void namesAreReadBack();
    void otherNumbersAreNoVersion();
};

void TestVersion::highestCommonVersionIsChosen_data()
{
    QTest::addColumn<MaybeBytes>("acceptVersion");
    QTest::addColumn<MaybeVersion>("chosen");
    QTest::newRow("S-088 absent") << MaybeBytes() << MaybeVersion(Version::V10);
    QTest::newRow("S-089 rising") << MaybeBytes("1.0,1.1,1.2") << MaybeVersion(Version::V12);
    QTest::newRow("S-089 falling") << MaybeBytes("1.2,1.1,1.0") << MaybeVersion(Version::V12);
    QTest::newRow("S-089 mixed") << MaybeBytes("1.1,1.0") << MaybeVersion(Version::V11);
    QTest::newRow("S-090 unknown ones") << MaybeBytes("1.0,10.1,2.0") << MaybeVersion(Version::V10);
    QTest::newRow("S-090 empty one, blanks")
        << MaybeBytes("1.0,,1.3, 1.2 ") << MaybeVersion(Version::V12);
    QTest::newRow("S-091 none in common") << MaybeBytes("1.3,2.0") << MaybeVersion();
    QTest::newRow("S-091 empty") << MaybeBytes("") << MaybeVersion();
}

void TestVersion::highestCommonVersionIsChosen()
{
    QFETCH(MaybeBytes, acceptVersion);
    QTEST(negotiateVersion(acceptVersion), "chosen");
}

void TestVersion::namesAreReadBack_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("protocol");
    QTest::newRow("1.0") << Version::V10 << QByteArray("v10.stomp");
    QTest::newRow("1.1") << Version::V11 << QByteArray("v11.stomp");
    QTest::newRow("1.2") << Version::V12 << QByteArray("v12.stomp");
}

void TestVersion::namesAreReadBack()
{
    QFETCH(Version, version);
    QCOMPARE(toBytes(version), QByteArray(QTest::currentDataTag()));
    QCOMPARE(parseVersion(QTest::currentDataTag()), MaybeVersion(version));
    QTEST(subprotocol(version), "protocol");
}

void TestVersion::otherNumbersAreNoVersion()
{
    for (const char *text : {"", "1", "1.3", "01.2", "1.20", "v1.2", " 1.2"})
        QCOMPARE(parseVersion(text), MaybeVersion());
}

QTEST_APPLESS_MAIN(TestVersion)
#include "tst_version.moc"
