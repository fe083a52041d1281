#include "app/client/awaystate.h"
#include "app/client/resumetriggers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::ResumeTriggers;
using Reason = app::ResumeTriggers::Reason;

namespace {

constexpr ResumeTriggers::Clocks at(qint64 running, qint64 asleep = 0)
{
    return {running, running + asleep};
}

} // namespace

class TestResumeTriggers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordinarySecondsTellNothing()
    {
        ResumeTriggers triggers;
        for (qint64 now = 0; now < 60'000; now += ResumeTriggers::tick)
            QCOMPARE(triggers.ticked(at(now)), std::nullopt);
        QCOMPARE(triggers.ticked(at(68'000)), std::nullopt); // a slow machine
    }

    void aProgramThatStoodStillHasJumped()
    {
        ResumeTriggers triggers;
        triggers.ticked(at(1'000));
        QCOMPARE(triggers.ticked(at(61'000)), std::optional(Reason::Jump));
        QCOMPARE(triggers.ticked(at(62'000)), std::nullopt);
    }

    void aMachineThatSleptIsAwake()
    {
        ResumeTriggers triggers;
        triggers.ticked(at(1'000));
        QCOMPARE(triggers.ticked(at(2'000, 3'600'000)), std::optional(Reason::Wake));
    }

    void wakingIsToldOnceHoweverManySayIt()
    {
        ResumeTriggers triggers;
        triggers.ticked(at(1'000));
        QCOMPARE(triggers.sleepChanged(true, at(1'500)), std::nullopt);
        QCOMPARE(triggers.sleepChanged(false, at(1'600, 60'000)), std::optional(Reason::Wake));
        QCOMPARE(triggers.ticked(at(2'000, 60'000)), std::nullopt);
    }

    void aNetworkThatChangesRightAfterwardsIsTriedWhenTheQuietIsOver()
    {
        ResumeTriggers triggers;
        triggers.addressesChanged({u"10.0.0.1"_s}, at(0));
        triggers.ticked(at(1'000));
        triggers.sleepChanged(false, at(1'500));
        QCOMPARE(triggers.addressesChanged({u"10.0.0.2"_s}, at(2'000)), std::nullopt);
        QCOMPARE(triggers.ticked(at(3'000)), std::nullopt);
        QCOMPARE(triggers.ticked(at(4'600)), std::optional(Reason::Network));
        QCOMPARE(triggers.ticked(at(5'600)), std::nullopt);
    }

    void onlyANetworkThatIsThereIsTried()
    {
        ResumeTriggers triggers;
        QCOMPARE(triggers.addressesChanged({u"10.0.0.1"_s}, at(0)), std::nullopt); // as found
        QCOMPARE(triggers.addressesChanged({u"10.0.0.1"_s}, at(2'000)), std::nullopt);
        QCOMPARE(triggers.addressesChanged({}, at(4'000)), std::nullopt);
        QCOMPARE(
            triggers.addressesChanged({u"10.0.0.1"_s}, at(8'000)), std::optional(Reason::Network));
        QCOMPARE(triggers.reachabilityChanged(true, at(20'000)), std::nullopt);
        QCOMPARE(triggers.reachabilityChanged(false, at(30'000)), std::nullopt);
        QCOMPARE(triggers.reachabilityChanged(true, at(40'000)), std::optional(Reason::Network));
    }

    void somebodyIsAwayWhileAnythingSaysSo()
    {
        app::AwayState away;
        QCOMPARE(away.presence(), chat::Presence::Online);
        away.setLocked(true);
        away.choose(true);
        QCOMPARE(away.presence(), chat::Presence::Away);
        away.setLocked(false);
        QCOMPARE(away.presence(), chat::Presence::Away);
        away.choose(false);
        QCOMPARE(away.presence(), chat::Presence::Online);
        away.setIdle(true);
        QCOMPARE(away.presence(), chat::Presence::Away);
    }
};

QTEST_GUILESS_MAIN(TestResumeTriggers)
#include "tst_resumetriggers.moc"
