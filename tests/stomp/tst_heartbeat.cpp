#include "stomp/heartbeat.h"

#include <QTest>

#include <algorithm>

using namespace stomp;
using std::chrono::milliseconds;

using MaybeBytes = std::optional<QByteArray>;

class TestHeartBeat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerIsRead_data();
    void headerIsRead();
    void otherHeadersAreErrors_data();
    void otherHeadersAreErrors();
    void headerIsWritten();
    void bothSidesAgree_data();
    void bothSidesAgree();
};

void TestHeartBeat::headerIsRead_data()
{
    QTest::addColumn<MaybeBytes>("header");
    QTest::addColumn<qint64>("sends");
    QTest::addColumn<qint64>("wants");
    const qint64 day = 24 * 60 * 60 * 1000;
    QTest::newRow("S-109 missing") << MaybeBytes() << qint64(0) << qint64(0);
    QTest::newRow("none") << MaybeBytes("0,0") << qint64(0) << qint64(0);
    QTest::newRow("both") << MaybeBytes("1000,20000") << qint64(1000) << qint64(20000);
    QTest::newRow("S-029 blanks") << MaybeBytes(" 1 , 2 ") << qint64(1) << qint64(2);
    QTest::newRow("S-112 a day") << MaybeBytes("86400000,1") << day << qint64(1);
    QTest::newRow("S-112 more than a day") << MaybeBytes("86400001,1") << day << qint64(1);
    QTest::newRow("S-112 2^31") << MaybeBytes("2147483648,1") << day << qint64(1);
    QTest::newRow("S-112 2^64") << MaybeBytes("1,18446744073709551616") << qint64(1) << day;
}

void TestHeartBeat::headerIsRead()
{
    QFETCH(MaybeBytes, header);
    QFETCH(qint64, sends);
    QFETCH(qint64, wants);
    const Result<HeartBeat> read = parseHeartBeat(header);
    QVERIFY(read.hasValue());
    QCOMPARE(*read, (HeartBeat{milliseconds(sends), milliseconds(wants)}));
}

void TestHeartBeat::otherHeadersAreErrors_data()
{
    QTest::addColumn<MaybeBytes>("header");
    for (const char *text : {"", "0", "5000", "T,0", "0,T", "100,10,50", "-1,5", "5,-1", "+1,5",
             "1.5,2", "1 2,3", ",", "1,", "0x1,1"})
        QTest::newRow(text) << MaybeBytes(text);
}

// S-111.
void TestHeartBeat::otherHeadersAreErrors()
{
    QFETCH(MaybeBytes, header);
    const Result<HeartBeat> read = parseHeartBeat(header);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidHeader);
}

void TestHeartBeat::headerIsWritten()
{
    QCOMPARE(toBytes(HeartBeat{milliseconds(10000), milliseconds(0)}), QByteArray("10000,0"));
}

void TestHeartBeat::bothSidesAgree_data()
{
    QTest::addColumn<int>("clientSends");
    QTest::addColumn<int>("clientWants");
    QTest::addColumn<int>("serverSends");
    QTest::addColumn<int>("serverWants");
    for (const int cs : {0, 1, 1000}) {
        for (const int cw : {0, 1, 1000}) {
            for (const int ss : {0, 1, 1000}) {
                for (const int sw : {0, 1, 1000})
                    QTest::addRow("%d,%d and %d,%d", cs, cw, ss, sw) << cs << cw << ss << sw;
            }
        }
    }
}

// S-110, seen from both sides.
void TestHeartBeat::bothSidesAgree()
{
    QFETCH(int, clientSends);
    QFETCH(int, clientWants);
    QFETCH(int, serverSends);
    QFETCH(int, serverWants);
    const HeartBeat client{milliseconds(clientSends), milliseconds(clientWants)};
    const HeartBeat server{milliseconds(serverSends), milliseconds(serverWants)};
    const int up = clientSends == 0 || serverWants == 0 ? 0 : std::max(clientSends, serverWants);
    const int down = serverSends == 0 || clientWants == 0 ? 0 : std::max(serverSends, clientWants);
    QCOMPARE(agree(client, server), (AgreedHeartBeat{milliseconds(up), milliseconds(down)}));
    QCOMPARE(agree(server, client), (AgreedHeartBeat{milliseconds(down), milliseconds(up)}));
}

QTEST_APPLESS_MAIN(TestHeartBeat)
#include "tst_heartbeat.moc"
