#include "app/client/timeseek.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using app::TimeSeek;

class TestTimeSeek : public QObject {
    Q_OBJECT

private:
    // Looks at entries until it is found; how often it looked.
    static int lookAtAll(TimeSeek &seek, const std::map<qint64, qint64> &kept)
    {
        int looks = 0;
        while (const auto asked = seek.next()) {
            ++looks;
            if (looks > 100)
                return looks;
            const auto entry = kept.lower_bound(*asked);
            if (entry == kept.end())
                seek.sawNothing();
            else
                seek.saw(entry->first, entry->second);
        }
        return looks;
    }

private Q_SLOTS:
    void anyTimeIsFoundWhateverIsNotKept_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 200; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void anyTimeIsFoundWhateverIsNotKept()
    {
        QFETCH(int, seed);
        std::mt19937 random{static_cast<std::uint32_t>(seed)};
        const qint64 last = 1 + qint64(random() % 500);
        const qint64 oldest = 1 + qint64(random() % std::uint32_t(last));
        std::map<qint64, qint64> kept; // number → time
        qint64 time = 0;
        for (qint64 seq = 1; seq <= last; ++seq) {
            time += qint64(random() % 3);
            if (seq >= oldest && random() % 8 != 0)
                kept[seq] = time;
        }
        const qint64 wanted = qint64(random() % std::uint32_t(time + 2));
        const auto first = std::find_if(
            kept.begin(), kept.end(), [&](const auto &entry) { return entry.second >= wanted; });
        TimeSeek seek(wanted, 0, 0, last);
        QVERIFY(lookAtAll(seek, kept) <= 10);
        QCOMPARE(seek.found(), first == kept.end() ? 0 : first->first);
    }

    void ofAHundredThousandSeventeenAreLookedAt()
    {
        std::map<qint64, qint64> kept;
        for (qint64 seq = 1; seq <= 100'000; ++seq)
            kept[seq] = seq * 10;
        TimeSeek seek(543'211, 0, 0, 100'000);
        QVERIFY(lookAtAll(seek, kept) <= 17);
        QCOMPARE(seek.found(), 54'322);
    }

    void whatIsKnownNarrowsItDown()
    {
        TimeSeek between(50, 9, 10, 1000);
        QVERIFY(!between.next());
        QCOMPARE(between.found(), 10);
        TimeSeek none(50, 1000, 0, 1000);
        QVERIFY(!none.next());
        QCOMPARE(none.found(), 0);
        TimeSeek some(50, 9, 13, 1000);
        QCOMPARE(some.next(), std::optional<qint64>(11));
        some.saw(11, 49);
        some.saw(12, 50);
        QCOMPARE(some.found(), 12);
        QVERIFY(!some.next());
    }
};

QTEST_GUILESS_MAIN(TestTimeSeek)
#include "tst_timeseek.moc"
