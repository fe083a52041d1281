#include "app/client/typing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::Typing;

class TestTyping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void othersWriteUntilTheyStopOrNothingIsHeardAnyMore()
    {
        Typing typing;
        typing.heard({"b", u"Bob"_s, true}, 0);
        typing.heard({"a", u"Ann"_s, true}, 1000);
        QCOMPARE(typing.names(1000), (QStringList{u"Ann"_s, u"Bob"_s}));
        QCOMPARE(typing.names(Typing::expiresAfter), (QStringList{u"Ann"_s}));
        typing.heard({"a", u"Ann"_s, false}, 2000);
        QCOMPARE(typing.names(2000), (QStringList{u"Bob"_s}));
    }

    void oneselfTellsOnceInAWhile()
    {
        Typing typing;
        QCOMPARE(typing.wrote(true, 0), std::optional(true));
        QCOMPARE(typing.wrote(true, Typing::repeatedAfter - 1), std::nullopt);
        QCOMPARE(typing.wrote(true, Typing::repeatedAfter), std::optional(true));
    }

    void anEmptyFieldTellsThatItIsOverOnce()
    {
        Typing typing;
        QCOMPARE(typing.wrote(false, 0), std::nullopt);
        typing.wrote(true, 1);
        QCOMPARE(typing.wrote(false, 2), std::optional(false));
        QCOMPARE(typing.wrote(false, 3), std::nullopt);
    }

    void whoRestsTellsThatItIsOver()
    {
        Typing typing;
        typing.wrote(true, 0);
        QCOMPARE(typing.nextWake(), std::optional(Typing::stopsAfter));
        QCOMPARE(typing.wake(Typing::stopsAfter - 1), std::nullopt);
        QCOMPARE(typing.wake(Typing::stopsAfter), std::optional(false));
        QCOMPARE(typing.nextWake(), std::nullopt);
    }

    void theNextThingThatExpiresWakes()
    {
        Typing typing;
        typing.heard({"b", u"Bob"_s, true}, 100);
        QCOMPARE(typing.nextWake(), std::optional<qint64>(100 + Typing::expiresAfter));
        typing.wrote(true, 0);
        QCOMPARE(typing.nextWake(), std::optional(Typing::stopsAfter));
    }
};

QTEST_GUILESS_MAIN(TestTyping)
#include "tst_typing.moc"
