#include "app/client/roomhistory.h"

#include <QTest>

using app::RoomHistory;
using Room = std::optional<QByteArray>;

class TestRoomHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backAndForwardGoTheWayOneCame()
    {
        RoomHistory history;
        QCOMPARE(history.back(), Room());
        for (const char *room : {"a", "b", "c"})
            history.visited(room);
        QCOMPARE(history.back(), Room("b"));
        history.visited("b"); // it is on display now
        QCOMPARE(history.back(), Room("a"));
        QCOMPARE(history.back(), Room());
        QCOMPARE(history.forward(), Room("b"));
        QCOMPARE(history.forward(), Room("c"));
        QCOMPARE(history.forward(), Room());
    }

    void anotherWayGivesUpWhatWasAhead()
    {
        RoomHistory history;
        for (const char *room : {"a", "b"})
            history.visited(room);
        history.back();
        history.visited("c");
        QCOMPARE(history.forward(), Room());
        QCOMPARE(history.back(), Room("a"));
    }

    void aRoomThatIsNoMoreIsLeftOut()
    {
        RoomHistory history;
        for (const char *room : {"a", "b", "a", "c"})
            history.visited(room);
        history.forget("b");
        QCOMPARE(history.back(), Room("a"));
        QCOMPARE(history.back(), Room());
        QCOMPARE(history.forward(), Room("c"));
        history.clear();
        QCOMPARE(history.back(), Room());
        history.forget("c");
        QCOMPARE(history.forward(), Room());
    }

    void itDoesNotGrowForEver()
    {
        RoomHistory history;
        for (int i = 0; i < 1000; ++i)
            history.visited(QByteArray::number(i));
        int steps = 0;
        while (history.back())
            ++steps;
        QCOMPARE(steps, 49);
    }
};

QTEST_GUILESS_MAIN(TestRoomHistory)
#include "tst_roomhistory.moc"
