#include "app/views/panes.h"

#include <QTest>

using app::Panes;

class PanesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWidthDecidesWhatIsShown_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("isChosen");
        QTest::addColumn<int>("count");
        QTest::newRow("wide") << 960 << false << 3;
        QTest::newRow("no members") << 959 << false << 2;
        QTest::newRow("members asked for") << 959 << true << 3;
        QTest::newRow("smallest with two") << 640 << false << 2;
        QTest::newRow("one") << 639 << true << 1;
    }

    void theWidthDecidesWhatIsShown()
    {
        QFETCH(int, width);
        QFETCH(bool, isChosen);
        QFETCH(int, count);
        const Panes panes = Panes::of(width, Panes::Single::Conversation, true, isChosen);
        QCOMPARE(int(panes.rooms) + int(panes.conversation) + int(panes.members), count);
        QVERIFY(panes.conversation);
        QCOMPARE(panes.isSingle(), count == 1);
    }

    void membersCanBePutAway()
    {
        QVERIFY(!Panes::of(1200, Panes::Single::Rooms, false, true).members);
    }

    void theSearchTakesTheRoomOfTheMembersAndThenOfTheRooms()
    {
        QCOMPARE(Panes::searching(1100, Panes::Single::Members), (Panes{true, true, true}));
        QCOMPARE(Panes::searching(800, Panes::Single::Members), (Panes{false, true, true}));
        QCOMPARE(Panes::searching(480, Panes::Single::Members), (Panes{false, false, true}));
        QCOMPARE(Panes::searching(480, Panes::Single::Rooms), (Panes{true, false, false}));
    }

    void oneAtATimeWhenNarrow()
    {
        QCOMPARE(Panes::of(500, Panes::Single::Rooms, true, true), (Panes{true, false, false}));
        QCOMPARE(Panes::of(500, Panes::Single::Members, true, true), (Panes{false, false, true}));
    }
};

QTEST_GUILESS_MAIN(PanesTest)
#include "tst_panes.moc"
