#include "app/client/profilelock.h"
#include "app/client/runninginstance.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using app::HandedOver;
using app::ProfileLock;
using app::RunningInstance;

// One program a profile: who comes second finds it held, and hands over what was asked.
class TestProfileLock : public QObject {
    Q_OBJECT

    // The answer comes from this thread, so that the question is asked on another.
    static bool handOver(const QString &profile, const HandedOver &what)
    {
        std::atomic<bool> isTaken = false;
        const std::unique_ptr<QThread> second(
            QThread::create([&] { isTaken = RunningInstance::handOver(profile, what); }));
        second->start();
        const bool isInTime = QTest::qWaitFor([&second] { return second->isFinished(); }, 15'000);
        second->wait();
        return isInTime && isTaken;
    }

private Q_SLOTS:
    void oneHoldsAProfileUntilItEnds()
    {
        QTemporaryDir profile;
        auto first = std::make_unique<ProfileLock>(profile.path());
        QVERIFY(first->isHeld());
        QVERIFY(!ProfileLock(profile.path()).isHeld());
        first.reset();
        QVERIFY(ProfileLock(profile.path()).isHeld());
    }

    void profilesDoNotGetInEachOthersWay()
    {
        QTemporaryDir one;
        QTemporaryDir other;
        const ProfileLock first(one.path());
        QVERIFY(ProfileLock(other.path()).isHeld());
    }

    void whatCannotBeLockedIsNotHeldAgainstAnybody()
    {
        QTemporaryDir profile;
        QVERIFY(ProfileLock(profile.filePath(u"missing"_s)).isHeld());
    }

    void theSecondHandsOverWhatWasAskedOfIt()
    {
        QTemporaryDir profile;
        RunningInstance running(profile.path());
        QSignalSpy asked(&running, &RunningInstance::asked);
        const HandedOver what{u"maru://join?host=192.168.1.20&room=부엌"_s, "kitchen", "token-1"};
        QVERIFY(handOver(profile.path(), what));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<HandedOver>(), what);
        QVERIFY(handOver(profile.path() + u"/."_s, {})); // the same by another path
        QCOMPARE(asked.size(), 2);
    }

    void withoutAFirstNobodyTakesIt()
    {
        QTemporaryDir profile;
        QVERIFY(!handOver(profile.path(), {}));
    }

    void whatIsLeftOfOneThatWasKilledIsNoHindrance()
    {
        QTemporaryDir profile;
        auto killed = std::make_unique<RunningInstance>(profile.path());
        RunningInstance next(profile.path());
        QSignalSpy asked(&next, &RunningInstance::asked);
        QVERIFY(handOver(profile.path(), {u"ws://a:1"_s, {}, {}}));
        QCOMPARE(asked.size(), 1);
    }

    void whatIsNoRequestIsNotTaken()
    {
        QVERIFY(!HandedOver::fromJson("[]"));
        QVERIFY(!HandedOver::fromJson("nonsense"));
        QCOMPARE(HandedOver::fromJson("{}"), std::optional(HandedOver()));
    }
};

QTEST_GUILESS_MAIN(TestProfileLock)
#include "tst_profilelock.moc"
