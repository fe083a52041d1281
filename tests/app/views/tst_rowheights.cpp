#include "app/views/rowheights.h"

#include <QTest>

using app::RowHeights;

class RowHeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreGuessedUntilMeasured()
    {
        RowHeights heights;
        heights.reset(3);
        QCOMPARE(heights.total(), 3 * RowHeights::guess);
        QVERIFY(!heights.isMeasured(1));
        heights.set(1, 100);
        QVERIFY(heights.isMeasured(1));
        QCOMPARE(heights.top(2), RowHeights::guess + 100);
    }

    void rowAtAHeight()
    {
        RowHeights heights;
        QCOMPARE(heights.rowAt(5), -1);
        heights.reset(3);
        heights.set(0, 10);
        heights.set(1, 20);
        heights.set(2, 30);
        QCOMPARE(heights.rowAt(-5), 0);
        QCOMPARE(heights.rowAt(0), 0);
        QCOMPARE(heights.rowAt(9), 0);
        QCOMPARE(heights.rowAt(10), 1);
        QCOMPARE(heights.rowAt(29), 1);
        QCOMPARE(heights.rowAt(30), 2);
        QCOMPARE(heights.rowAt(1000), 2);
    }

    void insertingAndRemovingMovesTheRowsBelow()
    {
        RowHeights heights;
        heights.reset(2);
        heights.set(0, 10);
        heights.set(1, 20);
        QCOMPARE(heights.total(), 30);
        heights.insert(1, 2);
        QCOMPARE(heights.top(3), 10 + 2 * RowHeights::guess);
        heights.remove(1, 2);
        QCOMPARE(heights.total(), 30);
        heights.remove(0, 1);
        QCOMPARE(heights.top(0), 0);
        QCOMPARE(heights.total(), 20);
    }

    void forgottenHeightsStayAsGuesses()
    {
        RowHeights heights;
        heights.reset(1);
        heights.set(0, 77);
        heights.forgetAll();
        QVERIFY(!heights.isMeasured(0));
        QCOMPARE(heights.height(0), 77);
    }
};

QTEST_GUILESS_MAIN(RowHeightsTest)
#include "tst_rowheights.moc"
