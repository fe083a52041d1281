#include "app/client/namematch.h"

#include <QTest>

using namespace app;

class NameMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginningsFitBest()
    {
        const QString name = QStringLiteral("Weekend hike");
        const auto match = [&name](
                               const char *typed) { return nameMatch(QLatin1String(typed), name); };
        QVERIFY(match("weekend hike") > match("week"));
        QVERIFY(match("week") > match("hi"));
        QVERIFY(match("hi") > match("end"));
        QVERIFY(match("end") > 0);
        QCOMPARE(match("hikes"), 0);
        QVERIFY(match("") > 0);
    }

    void koreanIsFoundWhileItIsTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *typed, bool fits) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << fits;
        };
        row("박민수", true);
        row("ㅂㅁㅅ", true);
        row("ㅁㅅ", true);
        row("바", true);
        row("박미", true);
        row("박ㅁ", true);
        row("바민", false); // only the last syllable may be unfinished
        row("ㅅㅂ", false);
        row("박만", false);
    }

    void koreanIsFoundWhileItIsTyped()
    {
        QFETCH(QString, typed);
        QFETCH(bool, fits);
        QCOMPARE(nameMatch(typed, QStringLiteral("박민수")) > 0, fits);
    }
};

QTEST_APPLESS_MAIN(NameMatchTest)
#include "tst_namematch.moc"
