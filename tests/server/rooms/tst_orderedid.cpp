#include "server/rooms/orderedid.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace server;

// Ids of entries and guests: in the order of their time, and never the same twice.
class OrderedIdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsMadeLaterStandsBehind()
    {
        QByteArray last;
        for (qint64 now :
            {qint64{0}, qint64{15}, qint64{16}, qint64{255}, qint64{1'700'000'000'000},
                qint64{1'700'000'000'001}, qint64{250'000'000'000'000}}) {
            const QByteArray id = orderedId(now);
            QVERIFY2(id > last, id.constData());
            last = id;
        }
    }

    void thoseOfOneMomentAreUnlike()
    {
        QSet<QByteArray> ids;
        for (int i = 0; i < 10'000; ++i)
            ids.insert(orderedId(1'700'000'000'000));
        QCOMPARE(ids.size(), 10'000);
    }

    void theyAreAsLongAsSaidAndMadeOfDigits()
    {
        const QByteArray id = orderedId(0x18bcfe56800);
        QCOMPARE(id.size(), 28);
        QVERIFY(id.startsWith("018bcfe56800"));
        QVERIFY(std::all_of(id.begin(), id.end(),
            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
    }
};

QTEST_GUILESS_MAIN(OrderedIdTest)
#include "tst_orderedid.moc"
