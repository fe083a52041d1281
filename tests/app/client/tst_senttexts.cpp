#include "app/client/senttexts.h"

#include <QTest>

using app::SentTexts;
using namespace Qt::StringLiterals;

class TestSentTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOldestIsTheEndAndTheDraftTheBeginning()
    {
        const QStringList texts{u"third"_s, u"second"_s, u"first"_s};
        SentTexts sent;
        QVERIFY(!sent.newer(u"half a"_s, texts));
        QCOMPARE(sent.older(u"half a"_s, texts), u"third"_s);
        QCOMPARE(sent.older(u"third"_s, texts), u"second"_s);
        QCOMPARE(sent.older(u"second"_s, texts), u"first"_s);
        QVERIFY(!sent.older(u"first"_s, texts));
        QCOMPARE(sent.newer(u"first"_s, texts), u"second"_s);
        QCOMPARE(sent.newer(u"second"_s, texts), u"third"_s);
        QCOMPARE(sent.newer(u"third"_s, texts), u"half a"_s);
        QVERIFY(!sent.newer(u"half a"_s, texts));
    }

    void whatWasChangedOnTheWayIsNotLost()
    {
        const QStringList texts{u"second"_s, u"first"_s};
        SentTexts sent;
        sent.older({}, texts);
        QCOMPARE(sent.older(u"second thought"_s, texts), u"second"_s);
        QCOMPARE(sent.newer(u"second"_s, texts), u"second thought"_s);
    }

    void whatIsSaidMeanwhileMovesNothing()
    {
        SentTexts sent;
        QCOMPARE(sent.older({}, {u"b"_s, u"a"_s}), u"b"_s);
        QCOMPARE(sent.older(u"b"_s, {u"c"_s, u"b"_s, u"a"_s}), u"a"_s);
    }

    void whoHasSaidNothingHasNothingToGoThrough()
    {
        SentTexts sent;
        QVERIFY(!sent.older(u"x"_s, {}));
        QVERIFY(!sent.newer(u"x"_s, {}));
    }
};

QTEST_GUILESS_MAIN(TestSentTexts)
#include "tst_senttexts.moc"
