// What the load generator counts with: a figure nobody checked is no figure.

#include "tests/bench/load/deliveries.h"
#include "tests/bench/load/histogram.h"
#include "tests/bench/load/marker.h"

#include <QTest>

#include <cmath>
#include <string>

using bench::Deliveries;
using bench::Histogram;
using bench::Marker;

class TestLoadFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyHistogramSaysNothing();
    void quantilesAreExactToThreePercent_data();
    void quantilesAreExactToThreePercent();
    void theTailIsInTheQuantiles();
    void markersAreFoundWhereTheyStand();
    void whatIsMissingOrTwiceIsCounted();
};

void TestLoadFigures::anEmptyHistogramSaysNothing()
{
    const Histogram histogram;
    QCOMPARE(histogram.total(), quint64(0));
    QCOMPARE(histogram.quantile(0.99), 0.0);
}

void TestLoadFigures::quantilesAreExactToThreePercent_data()
{
    QTest::addColumn<quint64>("value");
    for (const quint64 value : {quint64(0), quint64(1), quint64(63), quint64(64), quint64(65),
             quint64(1000), quint64(123'456'789), quint64(1) << 40, ~quint64(0) >> 1})
        QTest::newRow(qPrintable(QString::number(value))) << value;
}

void TestLoadFigures::quantilesAreExactToThreePercent()
{
    QFETCH(quint64, value);
    Histogram histogram;
    histogram.add(value);
    histogram.add(~quint64(0) >> 1); // so that the largest does not correct it
    const double found = histogram.quantile(0.5);
    QVERIFY(found >= double(value));
    QVERIFY(found <= double(value) * 1.032);
}

void TestLoadFigures::theTailIsInTheQuantiles()
{
    Histogram histogram;
    for (int i = 0; i < 98; ++i)
        histogram.add(1000);
    histogram.add(50'000);
    histogram.add(50'000);
    QVERIFY(std::abs(histogram.quantile(0.5) - 1000) < 32);
    QVERIFY(std::abs(histogram.quantile(0.98) - 1000) < 32);
    QCOMPARE(histogram.quantile(0.99), 50'000.0);
    QCOMPARE(histogram.largest(), quint64(50'000));
}

void TestLoadFigures::markersAreFoundWhereTheyStand()
{
    std::string frame = "MESSAGE\n\n{\"text\":\"";
    bench::append(frame, {7, 0xabcdef, 1'234'567'890'123});
    frame += "xx\"}";
    std::size_t hint = 0;
    const auto marker = bench::findMarker(frame, hint);
    QVERIFY(marker.has_value());
    QCOMPARE(marker->publisher, 7U);
    QCOMPARE(marker->sequence, 0xabcdefU);
    QCOMPARE(marker->sentAt, quint64(1'234'567'890'123));
    QCOMPARE(hint, frame.find("@~"));
    QVERIFY(bench::findMarker("  " + frame, hint).has_value());
    QVERIFY(!bench::findMarker(frame.substr(0, 30), hint).has_value());
}

void TestLoadFigures::whatIsMissingOrTwiceIsCounted()
{
    Deliveries deliveries(2, 2);
    for (const quint32 sequence : {1U, 2U, 5U, 5U})
        deliveries.note(0, {1, sequence, 0});
    deliveries.note(1, {1, 1, 0});
    deliveries.note(1, {0, 1, 0});
    deliveries.note(1, {9, 1, 0}); // of another run
    QCOMPARE(deliveries.count(), quint64(6));
    QCOMPARE(deliveries.lost(), quint64(2));
    QCOMPARE(deliveries.doubled(), quint64(1));
}

QTEST_GUILESS_MAIN(TestLoadFigures)
#include "tst_loadfigures.moc"
