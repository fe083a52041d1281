#include "app/client/chatroom.h"
#include "tests/app/entries.h"

#include <QSignalSpy>
#include <QTest>

using app::ChatRoom;
using test::said;
using test::saidBetween;

namespace {

// A room whose wishes are written down.
struct RoomFixture {
    RoomFixture()
        : room("general",
            {[this](app::NetworkCommand command) { commands.push_back(std::move(command)); },
                [this](app::OutboxMessage message) { written.push_back(std::move(message)); }, {},
                {}, {},
                [this](qint64 before, int limit) {
                    commands.push_back(app::HistoryCommand{"general", before, limit});
                },
                [this](const QByteArray &, const QString &draft) { drafts += draft; }})
    {
        room.setSelf({"me", QStringLiteral("Me"), 0, 0, 0});
    }

    template<typename Command>
    std::vector<Command> sent() const
    {
        std::vector<Command> result;
        for (const auto &command : commands) {
            if (const auto *content = std::get_if<Command>(&command))
                result.push_back(*content);
        }
        return result;
    }

    std::vector<app::NetworkCommand> commands;
    std::vector<app::OutboxMessage> written;
    QStringList drafts;
    ChatRoom room;
};

chat::RoomInfo info(qint64 lastSeq, qint64 read)
{
    chat::RoomInfo info;
    info.id = "general";
    info.lastSeq = lastSeq;
    info.read = read;
    return info;
}

} // namespace

class TestChatRoom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unreadIsLastMinusReadMinusOwn()
    {
        RoomFixture fixture;
        fixture.room.setInfo(info(10, 4));
        QCOMPARE(fixture.room.unreadCount(), 6);
        fixture.room.addEntries({said(9, "me"), said(10)});
        QCOMPARE(fixture.room.unreadCount(), 5);
        fixture.room.addEntries({said(11, "ann", QStringLiteral("@Me"))});
        QCOMPARE(fixture.room.unreadCount(), 6);
        QCOMPARE(fixture.room.mentionCount(), 1);
    }

    // As after a gap that was not replayed.
    void whatIsMissingBetweenTheEntriesOfTheDiskIsLoaded()
    {
        RoomFixture fixture;
        std::vector<chat::Entry> kept = saidBetween(1, 3);
        kept.push_back(said(8));
        fixture.room.restore({info(8, 0), kept}, {});
        const app::TimelineItemPointer hole = fixture.room.timeline().find(4);
        QVERIFY(hole);
        QCOMPARE(hole->kind, app::TimelineItem::Kind::Hole);
        QCOMPARE(hole->holeEnd, 7);
        QCOMPARE(fixture.room.unreadCount(), 8);
        QVERIFY(fixture.sent<app::HistoryCommand>().empty());
        fixture.room.setOpen(true);
        QCOMPARE(fixture.sent<app::HistoryCommand>().size(), 1U);
        QCOMPARE(fixture.sent<app::HistoryCommand>().front().before, 8);
    }

    void theReadMarkerMovesForwardAndOnlyWhileActive()
    {
        RoomFixture fixture;
        fixture.room.setInfo(info(10, 4));
        fixture.room.markReadUpTo(8);
        QCOMPARE(fixture.room.readMarker(), 4);
        fixture.room.setOpen(true);
        fixture.room.setActive(true);
        fixture.room.markReadUpTo(8);
        fixture.room.markReadUpTo(6);
        QCOMPARE(fixture.room.readMarker(), 8);
        QCOMPARE(fixture.sent<app::MarkReadCommand>().size(), 1U);
        fixture.room.setReadMarker(10); // read on another device
        QCOMPARE(fixture.room.unreadCount(), 0);
    }

    void theEntryMarkerIsFrozenUntilTheRoomIsLeft()
    {
        RoomFixture fixture;
        fixture.room.setInfo(info(10, 4));
        fixture.room.setOpen(true);
        fixture.room.setActive(true);
        fixture.room.markReadUpTo(10);
        QCOMPARE(fixture.room.entryMarker(), 4);
        fixture.room.setOpen(false);
        QCOMPARE(fixture.room.entryMarker(), -1);
    }

    void whoComesBackToUnreadMessagesGetsANewLine()
    {
        RoomFixture fixture;
        fixture.room.setInfo(info(3, 3));
        fixture.room.setOpen(true);
        fixture.room.setActive(true);
        QCOMPARE(fixture.room.entryMarker(), -1);
        fixture.room.setActive(false);
        fixture.room.addEntries({said(4)});
        fixture.room.setActive(true);
        QCOMPARE(fixture.room.entryMarker(), 3);
    }

    void oneHistoryRequestIsInFlight()
    {
        RoomFixture fixture;
        fixture.room.addEntries(saidBetween(50, 60));
        fixture.room.loadOlder();
        fixture.room.loadOlder();
        QCOMPARE(fixture.sent<app::HistoryCommand>().size(), 1U);
        QCOMPARE(fixture.sent<app::HistoryCommand>()[0].before, 50);
        fixture.room.historyArrived(50, chat::HistoryPage{saidBetween(40, 49), true});
        QVERIFY(!fixture.room.canLoadOlder());
        fixture.room.loadOlder();
        QCOMPARE(fixture.sent<app::HistoryCommand>().size(), 1U);
    }

    void aFailedRequestMayBeAskedAgain()
    {
        RoomFixture fixture;
        fixture.room.addEntries(saidBetween(50, 60));
        fixture.room.loadOlder();
        fixture.room.historyArrived(50, std::nullopt);
        QVERIFY(!fixture.room.isLoadingHistory());
        fixture.room.loadOlder();
        QCOMPARE(fixture.sent<app::HistoryCommand>().size(), 2U);
    }

    void aSmallHoleInTheOpenRoomIsFilledUnasked()
    {
        RoomFixture fixture;
        fixture.room.setOpen(true);
        fixture.room.addEntries({said(1), said(9)});
        QCOMPARE(fixture.sent<app::HistoryCommand>().size(), 1U);
        QCOMPARE(fixture.sent<app::HistoryCommand>()[0].before, 9);
        fixture.room.historyArrived(9, chat::HistoryPage{saidBetween(1, 8), true});
        QVERIFY(!fixture.room.timeline().newestHole());
        QCOMPARE(fixture.sent<app::HistoryCommand>().size(), 1U);
    }

    void aPlaceThatIsThereIsReachedAtOnce()
    {
        RoomFixture fixture;
        fixture.room.addEntries(saidBetween(50, 60));
        QSignalSpy reached(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goTo(55);
        QCOMPARE(reached.size(), 1);
        QVERIFY(fixture.sent<app::HistoryCommand>().empty());
    }

    void aPlaceFarBackComesWithItsSurroundingsAndAHoleBehindThem()
    {
        RoomFixture fixture;
        fixture.room.addEntries(saidBetween(5000, 5050));
        QSignalSpy reached(&fixture.room, &ChatRoom::placeReached);
        fixture.room.goTo(120);
        QCOMPARE(fixture.sent<app::HistoryCommand>().size(), 1U);
        QCOMPARE(fixture.sent<app::HistoryCommand>()[0].range, app::HistoryRange::Around);
        fixture.room.historyArrived(
            120, chat::HistoryPage{saidBetween(100, 140), false}, app::HistoryRange::Around);
        QCOMPARE(reached.size(), 1);
        const auto hole = fixture.room.timeline().newestHole();
        QVERIFY(hole);
        QCOMPARE(hole->position, 141);
        QCOMPARE(hole->holeEnd, 4999);
        QCOMPARE(fixture.room.timeline().lastSeq(), 5050);
    }

    void whoReadsOnFromAPlaceGetsWhatFollows()
    {
        RoomFixture fixture;
        fixture.room.addEntries(saidBetween(5000, 5050));
        fixture.room.goTo(120);
        fixture.room.historyArrived(
            120, chat::HistoryPage{saidBetween(100, 140), false}, app::HistoryRange::Around);
        fixture.room.fillHole(141, true);
        const auto asked = fixture.sent<app::HistoryCommand>().back();
        QCOMPARE(asked.range, app::HistoryRange::After);
        QCOMPARE(asked.before, 140);
        fixture.room.historyArrived(
            140, chat::HistoryPage{saidBetween(141, 240), false}, app::HistoryRange::After);
        QCOMPARE(fixture.room.timeline().newestHole()->position, 241);
        fixture.room.fillHole(241); // who comes from below gets what stands above
        QCOMPARE(fixture.sent<app::HistoryCommand>().back().range, app::HistoryRange::Before);
        QCOMPARE(fixture.sent<app::HistoryCommand>().back().before, 5000);
    }

    void aPlaceThatCannotBeHadIsTold()
    {
        RoomFixture fixture;
        fixture.room.addEntries(saidBetween(50, 60));
        QSignalSpy missed(&fixture.room, &ChatRoom::placeMissed);
        fixture.room.goTo(7);
        fixture.room.historyArrived(7, std::nullopt, app::HistoryRange::Around);
        QCOMPARE(missed.size(), 1);
        fixture.room.goTo(7);
        fixture.room.historyArrived(
            7, chat::HistoryPage{{}, true, false}, app::HistoryRange::Around);
        QCOMPARE(missed.size(), 2);
    }

    // What the disk had with something missing in between is not shown as if it were all.
    void aHoleOnTheDiskStaysAHole()
    {
        RoomFixture fixture;
        std::vector<chat::Entry> entries = saidBetween(1, 10);
        const std::vector<chat::Entry> later = saidBetween(900, 910);
        entries.insert(entries.end(), later.begin(), later.end());
        fixture.room.restore({info(910, 910), entries}, {});
        QVERIFY(fixture.room.timeline().newestHole());
        QCOMPARE(fixture.room.timeline().newestHole()->holeSize(), 889);
    }

    void theServerIsToldWhereOneCameIn()
    {
        RoomFixture fixture;
        fixture.room.setInfo(info(9, 4));
        fixture.room.setOpen(true);
        fixture.room.setActive(true);
        fixture.room.markReadUpTo(9);
        const auto told = fixture.sent<app::MarkReadCommand>();
        QCOMPARE(told.size(), 1U);
        QCOMPARE(told[0].seq, 9);
        QCOMPARE(told[0].joined, std::optional<qint64>(4));
    }

    void whereOneReadsOnAnotherDeviceTheLineIsTheSame()
    {
        RoomFixture fixture;
        fixture.room.setInfo(info(9, 4));
        fixture.room.setOpen(true);
        fixture.room.readElsewhere({"general", 9, 6});
        QCOMPARE(fixture.room.readMarker(), 9);
        QCOMPARE(fixture.room.entryMarker(), 6);
        QCOMPARE(fixture.room.unreadCount(), 0);
    }

    void othersMessagesOutOfSightAreTold()
    {
        RoomFixture fixture;
        fixture.room.setInfo(info(3, 3));
        QSignalSpy unseen(&fixture.room, &ChatRoom::unseenMessageArrived);
        fixture.room.addEntries(
            {said(2), said(4), said(5, "me")}); // 2 is read already, 5 one's own
        QCOMPARE(unseen.size(), 1);
        fixture.room.setActive(true);
        fixture.room.addEntries({said(6)});
        QCOMPARE(unseen.size(), 1);
    }

    void eachAnswerHasADraftOfItsOwn()
    {
        RoomFixture fixture;
        fixture.room.setDraft(QStringLiteral("plain"));
        fixture.room.setDraft(QStringLiteral("answer"), "m1");
        fixture.room.setDraft(QStringLiteral("answer"), "m1"); // the same: nothing to keep
        fixture.room.setDraft(QStringLiteral("other"), "m2");
        fixture.room.setDraft({}, "m2");
        QCOMPARE(fixture.drafts,
            (QStringList{QStringLiteral("plain"), QStringLiteral("answer"), QStringLiteral("other"),
                QString()}));
        QCOMPARE(fixture.room.draft(), QStringLiteral("plain"));
        QCOMPARE(fixture.room.draft("m1"), QStringLiteral("answer"));
        QCOMPARE(fixture.room.drafts().size(), 2U);
        QSignalSpy restored(&fixture.room, &ChatRoom::draftsRestored);
        fixture.room.restore({info(0, 0), {}},
            {{{}, QStringLiteral("older")}, {"m3", QStringLiteral("of the disk")}});
        QCOMPARE(restored.count(), 1);
        QCOMPARE(fixture.room.draft(), QStringLiteral("plain")); // written since
        QCOMPARE(fixture.room.draft("m3"), QStringLiteral("of the disk"));
    }

    void blankTextIsNotSaid()
    {
        RoomFixture fixture;
        QVERIFY(!fixture.room.send(QStringLiteral(" \n")));
        QVERIFY(fixture.room.send(QStringLiteral("안녕")));
        QCOMPARE(fixture.written.size(), 1U);
        QCOMPARE(fixture.written[0].key.size(), 22);
    }

    void whoComesAndGoesIsToldUntilSomethingIsSaid()
    {
        using Event = chat::MemberChange::Event;
        const auto member = [](const QByteArray &person) {
            return chat::Member{
                person, QString::fromLatin1(person), false, chat::Presence::Online, 0};
        };
        RoomFixture fixture;
        QSignalSpy changed(&fixture.room, &ChatRoom::comingsChanged);
        fixture.room.setMembers({member("ann")});
        fixture.room.changeMember({Event::Joined, member("ann")}); // is here already
        fixture.room.changeMember({Event::Joined, member("me")});
        QCOMPARE(changed.count(), 0);
        fixture.room.changeMember({Event::Joined, member("ben")});
        fixture.room.changeMember({Event::Left, member("ann")});
        QCOMPARE(changed.count(), 2);
        QCOMPARE(fixture.room.comings().namesOfNew(), QStringList(QStringLiteral("ben")));
        QCOMPARE(fixture.room.comings().namesOfGone(), QStringList(QStringLiteral("ann")));
        fixture.room.addEntries({said(1)});
        QVERIFY(fixture.room.comings().isEmpty());
    }

    void ofManyPeopleNobodyIsToldOf()
    {
        RoomFixture fixture;
        for (int i = 0; i < 51; ++i) {
            QCOMPARE(fixture.room.comings().namesOfNew().size(), i);
            const QByteArray person = "p" + QByteArray::number(i);
            fixture.room.changeMember({chat::MemberChange::Event::Joined,
                {person, QString::fromLatin1(person), false, chat::Presence::Online, 0}});
        }
        QVERIFY(fixture.room.comings().isEmpty());
    }

    void membersComeChangeAndGo()
    {
        using Event = chat::MemberChange::Event;
        RoomFixture fixture;
        const chat::Member ann{"ann", QStringLiteral("Ann"), false, chat::Presence::Online, 0};
        fixture.room.setMembers({ann});
        chat::Member away = ann;
        away.state = chat::Presence::Away;
        fixture.room.changeMember({Event::Changed, away});
        QCOMPARE(fixture.room.members(), (std::vector{away}));
        fixture.room.changeMember({Event::Joined, ann});
        QCOMPARE(fixture.room.members().size(), 1U);
        fixture.room.changeMember({Event::Left, ann});
        QVERIFY(fixture.room.members().empty());
    }
};

QTEST_GUILESS_MAIN(TestChatRoom)
#include "tst_chatroom.moc"
