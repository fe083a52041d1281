#include "app/client/chatclient.h"
#include "app/client/serveraddress.h"
#include "app/client/settings.h"
#include "tests/app/support/serverfixture.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using app::ChatClient;
using app::ChatRoom;
using app::ConnectionStatus;
using app::TimelineItem;
using app::test::patience;
using app::test::Person;
using app::test::ServerFixture;

namespace {

// "Ann: hello", with a mark on what has no number yet.
QStringList said(const ChatRoom *room)
{
    QStringList lines;
    for (const auto &item : room->timeline().items()) {
        const QString mark = item->kind == TimelineItem::Kind::Message ? QString() : u"? "_s;
        lines += mark + item->entry.author.name + u": "_s + item->text;
    }
    return lines;
}

void sayNumbers(ChatRoom *room, int count)
{
    for (int number = 1; number <= count; ++number)
        room->send(QString::number(number));
    const auto isSaid = [&] {
        return room->timeline().lastSeq() >= count
            && room->timeline().items().back()->kind == TimelineItem::Kind::Message;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(), patience);
}

} // namespace

class TestChatClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoPeopleTalkAndSeeTheSame()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        Person bob(u"Bob"_s);
        ann.join(server);
        bob.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline() && bob.isOnline(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(ann.client.self().name, u"Ann"_s, patience);
        QVERIFY(ann.client.self().maxText > 0);
        ChatRoom *anns = ann.client.openRoom("lobby");
        anns->send(u"hello"_s);
        QCOMPARE(said(anns), (QStringList{u"? Ann: hello"_s})); // at once
        QTRY_COMPARE_WITH_TIMEOUT(said(anns), (QStringList{u"Ann: hello"_s}), patience);
        ChatRoom *bobs = bob.client.openRoom("lobby");
        QTRY_COMPARE_WITH_TIMEOUT(said(bobs), said(anns), patience);
        bobs->send(u"안녕, @Ann"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            said(anns), (QStringList{u"Ann: hello"_s, u"Bob: 안녕, @Ann"_s}), patience);
        QTRY_COMPARE_WITH_TIMEOUT(said(bobs), said(anns), patience);
        QCOMPARE(anns->mentionCount(), 1);
        QCOMPARE(ann.client.status().waitingMessages, 0);
        QTRY_COMPARE_WITH_TIMEOUT(ann.client.othersPresent().size(), std::size_t(1), patience);
        QCOMPARE(ann.client.othersPresent().front().name, u"Bob"_s);
    }

    void aRoomThatIsMadeAppearsAtTheOthers()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        Person bob(u"Bob"_s);
        ann.join(server);
        bob.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline() && bob.isOnline(), patience);
        const QByteArray id = ann.client.createRoom(u"회의실"_s, u"plans"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bob.client.room(id), patience);
        QCOMPARE(bob.client.room(id)->name(), u"회의실"_s);
        QCOMPARE(bob.client.room(id)->topic(), u"plans"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ann.client.room(id), patience);
        ann.client.openRoom(id)->send(u"first"_s);
        QTRY_COMPARE_WITH_TIMEOUT(bob.client.room(id)->unreadCount(), 1, patience);
    }

    void whatIsWrittenDuringACutArrivesOnceAndInOrder()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        ann.join(server);
        ChatRoom *room = ann.client.openRoom("lobby");
        room->send(u"one"_s);
        QTRY_COMPARE_WITH_TIMEOUT(said(room), (QStringList{u"Ann: one"_s}), patience);
        server.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!ann.isOnline(), patience);
        QCOMPARE(ann.reason(), ConnectionStatus::Reason::ServerStopped);
        room->send(u"two"_s);
        room->send(u"three"_s);
        QCOMPARE(said(room), (QStringList{u"Ann: one"_s, u"? Ann: two"_s, u"? Ann: three"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(ann.client.status().waitingMessages, 2, patience);
        server.start();
        ann.client.tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(
            said(room), (QStringList{u"Ann: one"_s, u"Ann: two"_s, u"Ann: three"_s}), patience);
        QTRY_COMPARE_WITH_TIMEOUT(ann.client.status().waitingMessages, 0, patience);
        QCOMPARE(room->unreadCount(), 0);
    }

    void olderEntriesAreLoadedFromTheServer()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        Person bob(u"Bob"_s);
        ann.join(server);
        sayNumbers(ann.client.openRoom("lobby"), 70);
        bob.join(server);
        ChatRoom *room = bob.client.openRoom("lobby");
        QTRY_COMPARE_WITH_TIMEOUT(room->timeline().lastSeq(), 70, patience);
        QCOMPARE(room->timeline().firstSeq(), 21); // the newest fifty
        QVERIFY(!room->timeline().reachesStart());
        room->loadOlder();
        QTRY_VERIFY_WITH_TIMEOUT(room->timeline().reachesStart(), patience);
        QCOMPARE(room->timeline().items().size(), 70U);
    }

    void theSamePersonOpensWithTheRoomsAsTheyWereWithoutTheServer()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        ann.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
        const QByteArray id = ann.client.createRoom(u"회의실"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ann.client.room(id), patience);
        sayNumbers(ann.client.openRoom(id), 70);
        const QByteArray person = ann.client.self().person;
        ann.client.room(id)->setDraft(u"half a thought"_s);
        ann.client.leave();
        server.stop();
        {
            ChatClient again(&ann.settings);
            QSignalSpy restored(&again, &ChatClient::roomsRestored);
            again.join({server.url(), u"Ann"_s, {}, {}, {}});
            QTRY_COMPARE_WITH_TIMEOUT(restored.size(), 1, patience);
            const ChatRoom *room = again.room(id);
            QVERIFY(room);
            QCOMPARE(room->name(), u"회의실"_s);
            QCOMPARE(room->timeline().lastSeq(), 71); // the room's own entry, and what was said
            QVERIFY(room->timeline().reachesStart() || room->timeline().firstSeq() == 1);
            QCOMPARE(room->draft(), u"half a thought"_s);
            QCOMPARE(again.self().person, person);
            again.openRoom(id)->send(u"said offline"_s);
            QTRY_COMPARE_WITH_TIMEOUT(again.status().waitingMessages, 1, patience);
        }
        server.start();
        ChatClient third(&ann.settings); // and what was written offline has survived
        third.join({server.url(), u"Ann"_s, {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(third.room(id), patience);
        QTRY_COMPARE_WITH_TIMEOUT(third.room(id)->timeline().lastSeq(), 72, patience);
        QCOMPARE(third.self().person, person);
        QCOMPARE(third.room(id)->timeline().newestMessage()->text, u"said offline"_s);
        QTRY_COMPARE_WITH_TIMEOUT(third.status().waitingMessages, 0, patience);
        QCOMPARE(third.room(id)->timeline().items().size(), 72U);
    }

    void aServerThatHasBegunAnewIsShownAsItIsNow()
    {
        ServerFixture first;
        Person ann(u"Ann"_s);
        ann.join(first);
        sayNumbers(ann.client.openRoom("lobby"), 5);
        ann.client.leave();
        ServerFixture second; // under the same name: as after a loss of its disk
        Person bob(u"Bob"_s);
        bob.join(second);
        sayNumbers(bob.client.openRoom("lobby"), 9);
        ann.client.join(
            {second.url(), u"Ann"_s, {}, {}, app::ServerAddress{first.url(), {}, {}}.identity()});
        QTRY_VERIFY_WITH_TIMEOUT(ann.client.room("lobby"), patience);
        const QString words = said(bob.client.room("lobby")).join(u'|');
        QTRY_COMPARE_WITH_TIMEOUT(said(ann.client.room("lobby")).join(u'|'), words, patience);
    }

    void aPasscodeIsAskedForAndJudged()
    {
        ServerFixture server("open sesame");
        Person ann(u"Ann"_s);
        ann.join(server);
        QTRY_COMPARE_WITH_TIMEOUT(ann.reason(), ConnectionStatus::Reason::PasscodeNeeded, patience);
        ann.join(server, u"wrong"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ann.reason(), ConnectionStatus::Reason::WrongPasscode, patience);
        ann.join(server, u"open sesame"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
    }

    void aMessageThatIsTooLongStepsAsideAndSaysWhy()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        ann.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.client.self().maxText > 0, patience);
        ChatRoom *room = ann.client.openRoom("lobby");
        room->send(QString(ann.client.self().maxText + 1, u'x'));
        room->send(u"short"_s);
        QTRY_COMPARE_WITH_TIMEOUT(room->timeline().lastSeq(), 1, patience);
        const auto failed = room->timeline().items().back();
        QCOMPARE(failed->state, app::PendingState::Failed);
        QVERIFY(!failed->failure.isEmpty());
        room->editFailed(failed->key, u"shorter"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            said(room), (QStringList{u"Ann: short"_s, u"Ann: shorter"_s}), patience);
        QVERIFY(ann.isOnline());
    }

    void whereNobodyAnswersTheBarCountsDown()
    {
        ServerFixture server;
        server.stop();
        Person ann(u"Ann"_s);
        ann.join(server);
        QTRY_COMPARE_WITH_TIMEOUT(
            ann.client.status().state, ConnectionStatus::State::Waiting, patience);
        QCOMPARE(ann.reason(), ConnectionStatus::Reason::NotReachable);
        QVERIFY(ann.client.status().nextTryAt > 0);
    }

    void aRoomThatWasLeftIsSilentUntilItIsOpenedAgain()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        Person bob(u"Bob"_s);
        ann.join(server);
        bob.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline() && bob.isOnline(), patience);
        ann.client.openRoom("lobby")->send(u"hello"_s);
        ann.client.openRoom("kitchen")->send(u"soup"_s);
        ChatRoom *bobs = bob.client.openRoom("lobby");
        QTRY_COMPARE_WITH_TIMEOUT(bobs->members().size(), 2U, patience);
        ann.client.leaveRoom("lobby");
        QVERIFY(!ann.client.room("lobby"));
        QVERIFY(ann.client.hasLeft("lobby"));
        QCOMPARE(ann.client.currentRoom()->id(), QByteArray("kitchen"));
        QTRY_COMPARE_WITH_TIMEOUT(bobs->members().size(), 1U, patience); // seen by all

        bobs->send(u"are you there?"_s);
        QTRY_COMPARE_WITH_TIMEOUT(said(bobs).size(), 2, patience);
        ann.client.join({server.url(), u"Ann"_s, {}, {}, {}}); // over a new connection, too
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(ann.client.roomsAside().size(), 1U, patience);
        QVERIFY(!ann.client.room("lobby"));

        const ChatRoom *anns = ann.client.openRoom("lobby");
        QVERIFY(!ann.client.hasLeft("lobby"));
        QTRY_COMPARE_WITH_TIMEOUT(
            said(anns), (QStringList{u"Ann: hello"_s, u"Bob: are you there?"_s}), patience);
        QVERIFY(ann.client.roomsAside().empty());
        QTRY_COMPARE_WITH_TIMEOUT(bobs->members().size(), 2U, patience);
    }

    void anArchivedRoomIsListedAndOpenedAgainByItsCreator()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        Person bob(u"Bob"_s);
        ann.join(server);
        bob.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline() && bob.isOnline(), patience);
        const QByteArray id = ann.client.createRoom(u"Plans"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ann.client.room(id) && bob.client.room(id), patience);
        const ChatRoom *bobs = bob.client.openRoom(id); // on display: stays, and says so
        ann.client.changeRoom({id, std::nullopt, std::nullopt, true});
        QTRY_VERIFY_WITH_TIMEOUT(!ann.client.room(id), patience);
        QTRY_COMPARE_WITH_TIMEOUT(ann.client.roomsAside().size(), 1U, patience);
        QVERIFY(ann.client.isInCharge(ann.client.roomsAside()[0]));
        QTRY_VERIFY_WITH_TIMEOUT(bobs->isArchived(), patience);
        QCOMPARE(bob.client.room(id), bobs);
        bob.client.openRoom("lobby");
        QVERIFY(!bob.client.room(id));
        QCOMPARE(bob.client.roomsAside().size(), 1U);
        QVERIFY(!bob.client.isInCharge(bob.client.roomsAside()[0]));
        bobs = bob.client.openRoom(id); // to be read
        QVERIFY(bobs->isArchived());

        ann.client.changeRoom({id, std::nullopt, std::nullopt, false});
        QTRY_VERIFY_WITH_TIMEOUT(ann.client.room(id), patience);
        QVERIFY(ann.client.roomsAside().empty());
        QTRY_VERIFY_WITH_TIMEOUT(!bobs->isArchived(), patience);
    }

    void whatStillWaitsKeepsOneInTheRoom()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        ann.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
        ChatRoom *room = ann.client.openRoom("lobby");
        server.stop();
        room->send(u"wait"_s);
        QVERIFY(!ann.client.canLeaveRoom("lobby"));
        ann.client.leaveRoom("lobby");
        QCOMPARE(ann.client.room("lobby"), room);
        server.start();
        ann.client.tryNow();
        QTRY_VERIFY_WITH_TIMEOUT(ann.client.canLeaveRoom("lobby"), patience);
    }

    void leavingEmptiesTheRooms()
    {
        ServerFixture server;
        Person ann(u"Ann"_s);
        ann.join(server);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isOnline(), patience);
        ann.client.openRoom("lobby");
        ann.client.leave();
        QVERIFY(ann.client.rooms().empty());
        QVERIFY(!ann.client.currentRoom());
        QCOMPARE(ann.client.status(), ConnectionStatus());
    }
};

QTEST_GUILESS_MAIN(TestChatClient)
#include "tst_chatclient.moc"
