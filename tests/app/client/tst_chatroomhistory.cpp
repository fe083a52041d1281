#include "app/client/chatroom.h"
#include "tests/app/entries.h"

#include <QSignalSpy>
#include <QTest>

using app::ChatRoom;
using app::HistoryCommand;
using app::HistoryRange;
using test::said;
using test::saidBetween;

namespace {

// A room and a server that has entries 1 to `last`, which answers when it is told to.
struct HistoryFixture {
    explicit HistoryFixture(qint64 last)
        : last(last)
        , room("general",
              {[this](app::NetworkCommand command) {
                   if (const auto *history = std::get_if<HistoryCommand>(&command))
                       asked.push_back(*history);
               },
                  {}, {}, {}, {},
                  [this](qint64 before, int limit) {
                      asked.push_back(HistoryCommand{"general", before, limit});
                  },
                  {}})
    {
        room.setSelf({"me", QStringLiteral("Me"), 0, 0, 0});
        room.setOpen(true);
    }

    // Answers all that is asked; how many pages that were.
    int answer()
    {
        int pages = 0;
        for (; !asked.empty() && pages < 1000; ++pages) {
            const HistoryCommand command = asked.front();
            asked.erase(asked.begin());
            const qint64 half = command.limit / 2;
            const bool isAround = command.range == HistoryRange::Around;
            const qint64 first = isAround ? command.before - half
                                          : std::max<qint64>(1, command.before - command.limit);
            const qint64 end = isAround ? first + command.limit : command.before;
            const qint64 from = std::max<qint64>(first, 1);
            room.historyArrived(command.before,
                chat::HistoryPage{saidBetween(from, std::min(end - 1, last)), from == 1},
                command.range);
        }
        return pages;
    }

    qint64 last;
    std::vector<HistoryCommand> asked;
    ChatRoom room;
};

} // namespace

class TestChatRoomHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageOfWhichOnlyTheIdIsKnownIsLookedForUpwards()
    {
        HistoryFixture fixture(1000);
        fixture.room.addEntries(saidBetween(951, 1000));
        QSignalSpy reached(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goToMessage("m620", 1000);
        QCOMPARE(fixture.answer(), 4); // 851, 751, 651, 551
        QCOMPARE(reached.count(), 1);
        QCOMPARE(reached.first().first().toLongLong(), 620);
        QVERIFY(!fixture.room.isLoadingHistory());
    }

    void aMessageThatIsLoadedIsReachedAtOnce()
    {
        HistoryFixture fixture(1000);
        fixture.room.addEntries(saidBetween(951, 1000));
        QSignalSpy reached(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goToMessage("m960", 1000);
        QCOMPARE(reached.count(), 1);
        QVERIFY(fixture.asked.empty());
    }

    // As after a search: what is between the place and the newest is not loaded.
    void holesAboveTheReplyAreLookedThroughFromBelow()
    {
        HistoryFixture fixture(5000);
        fixture.room.addEntries(saidBetween(4901, 5000));
        fixture.room.goTo(1000);
        fixture.answer();
        QSignalSpy reached(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goToMessage("m4750", 4950);
        QCOMPARE(fixture.answer(), 2);
        QCOMPARE(reached.first().first().toLongLong(), 4750);
        QVERIFY(!fixture.room.timeline().findMessage("m3000"));
        fixture.room.goToMessage("m800", 1010); // from the place upwards
        QCOMPARE(fixture.answer(), 2);
        QCOMPARE(reached.last().first().toLongLong(), 800);
    }

    void aMessageThatIsNowhereIsTold()
    {
        HistoryFixture fixture(300);
        fixture.room.addEntries(saidBetween(251, 300));
        QSignalSpy missed(&fixture.room, &ChatRoom::placeMissed);
        fixture.room.goToMessage("gone", 300);
        QCOMPARE(fixture.answer(), 3);
        QCOMPARE(missed.count(), 1);
        fixture.room.goToMessage("gone", 300);
        QCOMPARE(missed.count(), 2);
        QVERIFY(fixture.asked.empty());
    }

    void withoutAnAnswerItIsToldToo()
    {
        HistoryFixture fixture(300);
        fixture.room.addEntries(saidBetween(251, 300));
        QSignalSpy missed(&fixture.room, &ChatRoom::placeMissed);
        fixture.room.goToMessage("m7", 300);
        fixture.room.historyArrived(251, std::nullopt);
        QCOMPARE(missed.count(), 1);
        fixture.room.goToTime(said(7).sentAt);
        fixture.room.historyArrived(
            fixture.asked.back().before, std::nullopt, HistoryRange::Around);
        QCOMPARE(missed.count(), 2);
    }

    void theSearchFromRoomToRoomIsGivenUp()
    {
        HistoryFixture fixture(1000);
        fixture.room.addEntries(saidBetween(951, 1000));
        QSignalSpy reached(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goToMessage("m620", 1000);
        fixture.room.setOpen(false);
        fixture.answer();
        QCOMPARE(reached.count(), 0);
    }

    void aTimeLeadsToWhatWasSaidThen_data()
    {
        QTest::addColumn<qint64>("loadedFrom");
        QTest::addColumn<qint64>("wanted");
        QTest::addColumn<qint64>("reached");
        QTest::addColumn<int>("mostPages");
        QTest::newRow("loaded") << 951LL << 970LL << 970LL << 0;
        QTest::newRow("far back") << 951LL << 333LL << 333LL << 11;
        QTest::newRow("before the first") << 951LL << -5LL << 1LL << 11;
        QTest::newRow("before the first, which is loaded") << 1LL << -5LL << 1LL << 0;
        QTest::newRow("behind the last") << 951LL << 2000LL << 1000LL << 0;
    }

    void aTimeLeadsToWhatWasSaidThen()
    {
        QFETCH(qint64, loadedFrom);
        QFETCH(qint64, wanted);
        QFETCH(qint64, reached);
        QFETCH(int, mostPages);
        HistoryFixture fixture(1000);
        fixture.room.addEntries(saidBetween(loadedFrom, 1000));
        QSignalSpy places(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goToTime(said(wanted).sentAt);
        QVERIFY(fixture.answer() <= mostPages);
        QCOMPARE(places.count(), 1);
        QCOMPARE(places.first().first().toLongLong(), reached);
    }

    void anEditOfThatTimeLeadsToTheMessageBehindIt()
    {
        HistoryFixture fixture(4);
        fixture.room.addEntries(
            {said(1), test::amended(chat::EntryType::Edit, 2, 1, QStringLiteral("new")), said(3)});
        QSignalSpy places(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goToTime(said(2).sentAt);
        QCOMPARE(places.value(0).value(0).toLongLong(), 3);
        QVERIFY(fixture.asked.empty());
        fixture.room.goTo(2);
        QCOMPARE(places.value(1).value(0).toLongLong(), 3);
    }
};

QTEST_GUILESS_MAIN(TestChatRoomHistory)
#include "tst_chatroomhistory.moc"
