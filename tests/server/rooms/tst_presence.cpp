#include "server/rooms/attendance.h"
#include "server/rooms/removals.h"
#include "server/rooms/typists.h"

#include <QTest>

using namespace server;
using chat::Presence;
using Shown = Attendance::Shown;

namespace {

Caller caller(const QByteArray &person, quint64 connection, bool isHost = false)
{
    return {{0, connection}, person, {}, {}, false, isHost};
}

} // namespace

class tst_presence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void somebodyIsAwayWhoIsAwayEverywhere()
    {
        Attendance attendance;
        QCOMPARE(attendance.arrive(caller("ann", 1), 10), std::nullopt);
        QCOMPARE(attendance.arrive(caller("ann", 2), 20), std::nullopt);
        QCOMPARE(attendance.of("ann"), (Shown{Presence::Online, 10}));
        QCOMPARE(attendance.say(caller("ann", 1), Presence::Away, 30), std::nullopt);
        QCOMPARE(attendance.say(caller("ann", 2), Presence::Away, 40),
            std::optional(Shown{Presence::Away, 40}));
        QCOMPARE(attendance.say(caller("ann", 2), Presence::Away, 45), std::nullopt);
        QCOMPARE(attendance.of("ann"), (Shown{Presence::Away, 40}));
        QCOMPARE(
            attendance.arrive(caller("ann", 3), 50), std::optional(Shown{Presence::Online, 50}));
        QCOMPARE(attendance.leave(caller("ann", 3), 60), std::optional(Shown{Presence::Away, 60}));
    }

    void whoLeavesWithTheLastConnectionIsGone()
    {
        Attendance attendance;
        attendance.arrive(caller("ann", 1, true), 10);
        attendance.arrive(caller("ann", 2), 10);
        QVERIFY(attendance.isHost("ann"));
        attendance.leave(caller("ann", 1, true), 20);
        QVERIFY(!attendance.isHost("ann"));
        QCOMPARE(attendance.leave(caller("ann", 2), 30), std::nullopt);
        QCOMPARE(attendance.of("ann"), Shown());
        QCOMPARE(attendance.say(caller("ann", 2), Presence::Away, 40), std::nullopt);
    }

    void typingIsPassedOnNowAndThen()
    {
        Typists typists;
        const Typists::Typist ann{"r", "ann", QStringLiteral("Ann")};
        QVERIFY(typists.start(ann, 0));
        QVERIFY(!typists.start(ann, Typists::throttleMs - 1));
        QVERIFY(typists.start(ann, Typists::throttleMs));
        QVERIFY(typists.start({"other", "ann", {}}, Typists::throttleMs));
        QVERIFY(typists.stop("r", "ann"));
        QVERIFY(!typists.stop("r", "ann"));
        // Switching it on and off is no way around.
        QVERIFY(!typists.start(ann, Typists::throttleMs + 1));
        QVERIFY(typists.start(ann, 2 * Typists::throttleMs));
    }

    void whoFallsSilentTypesNoMore()
    {
        Typists typists;
        const Typists::Typist ann{"r", "ann", QStringLiteral("Ann")};
        QCOMPARE(typists.nextExpiry(), std::nullopt);
        typists.start(ann, 0);
        QCOMPARE(typists.nextExpiry(), std::optional<qint64>(Typists::expiryMs));
        typists.start(ann, 1000); // not passed on, but heard
        QCOMPARE(typists.expire(Typists::expiryMs).size(), 0U);
        QCOMPARE(typists.nextExpiry(), std::optional<qint64>(Typists::expiryMs + 1000));
        QCOMPARE(typists.expire(Typists::expiryMs + 1000), std::vector{ann});
        QCOMPARE(typists.nextExpiry(), std::nullopt);
        QVERIFY(!typists.stop("r", "ann"));
    }

    void aRemovalEndsByItselfOrByANewWord()
    {
        Removals removals({{"r", "ann", 100}});
        QCOMPARE(removals.until("r", "ann", 99), std::optional<qint64>(100));
        QCOMPARE(removals.until("r", "ann", 100), std::nullopt);
        QCOMPARE(removals.until("other", "ann", 50), std::nullopt);
        removals.set({"r", "ann", 200}, 50);
        QCOMPARE(removals.until("r", "ann", 150), std::optional<qint64>(200));
        removals.set({"r", "ann", 50}, 50);
        QCOMPARE(removals.until("r", "ann", 50), std::nullopt);
        removals.set({"r", "bob", 200}, 50);
        removals.forget("bob");
        QCOMPARE(removals.until("r", "bob", 60), std::nullopt);
    }
};

QTEST_APPLESS_MAIN(tst_presence)
#include "tst_presence.moc"
