#include "app/client/chatclient.h"
#include "app/client/settings.h"
#include "tests/app/entries.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using app::ChatRoom;
using app::RoomMarks;
using app::Settings;

// What somebody wants of rooms: favourites, muted, marked as unread.
class TestRoomMarks : public QObject {
    Q_OBJECT

    // A room with ten messages of somebody else that are read, the window in front of it.
    static std::unique_ptr<ChatRoom> readRoom(std::vector<qint64> *told = nullptr)
    {
        ChatRoom::Requests requests;
        requests.network = [told](const app::NetworkCommand &command) {
            if (const auto *mark = std::get_if<app::MarkReadCommand>(&command); mark && told)
                told->push_back(mark->seq);
        };
        requests.history = [](qint64, int) {};
        auto room = std::make_unique<ChatRoom>("general", requests);
        room->setSelf({"self", u"Me"_s, 0, 0, 0});
        room->addEntries(test::saidBetween(1, 10));
        room->setOpen(true);
        room->setActive(true);
        room->markReadUpTo(10);
        return room;
    }

private Q_SLOTS:
    void theSettingsKeepThemByServerAndRoom()
    {
        QTemporaryDir directory;
        {
            Settings settings(directory.path());
            settings.setRoomMarks(u"a:7666/ws"_s, "general", {true, false, 0});
            settings.setRoomMarks(u"a:7666/ws"_s, "a.b~c", {true, true, 57});
            settings.setRoomMarks(u"a:7666/ws"_s, "gone", {false, true, 0});
            settings.setRoomMarks(u"a:7666/ws"_s, "gone", {});
        }
        const Settings settings(directory.path());
        const std::map<QByteArray, RoomMarks> expected{
            {"a.b~c", {true, true, 57}}, {"general", {true, false, 0}}};
        QCOMPARE(settings.roomMarks(u"a:7666/ws"_s), expected);
        QVERIFY(settings.roomMarks(u"b:7666/ws"_s).empty());
    }

    void whatIsDamagedIsNoMark()
    {
        QTemporaryDir directory;
        Settings(directory.path()).setRoomMarks(u"a"_s, "general", {false, false, 5});
        QFile file(directory.filePath(u"maru.ini"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll().replace("unread=5", "unread=-x");
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QCOMPARE(Settings(directory.path()).roomMarks(u"a"_s).at("general"), RoomMarks{});
    }

    void aClientFindsThemAgain()
    {
        QTemporaryDir directory;
        app::JoinOptions options;
        options.url = QUrl(u"ws://127.0.0.1:9"_s);
        options.name = u"Ann"_s;
        options.identity = u"here"_s;
        {
            Settings settings(directory.path());
            app::ChatClient client(&settings);
            client.join(options);
            client.openRoom("general")->setFavourite(true);
            client.openRoom("noise")->setMuted(true);
        }
        Settings settings(directory.path());
        app::ChatClient client(&settings);
        client.join(options);
        QCOMPARE(client.openRoom("general")->marks(), (RoomMarks{true, false, 0}));
        QCOMPARE(client.openRoom("noise")->marks(), (RoomMarks{false, true, 0}));
        QCOMPARE(client.openRoom("other")->marks(), RoomMarks{});
    }

    void whatIsMarkedAsUnreadStaysSoUntilTheRoomIsOpenedAnew()
    {
        std::vector<qint64> told;
        const auto room = readRoom(&told);
        QCOMPARE(room->unreadCount(), 0);
        room->markUnreadFrom(8);
        QCOMPARE(room->unreadCount(), 3);
        QCOMPARE(room->entryMarker(), 7);
        QCOMPARE(room->marks().unreadFrom, 8);
        room->markReadUpTo(10); // it is still in view
        room->addEntries({test::said(11)});
        room->markReadUpTo(11);
        QCOMPARE(room->unreadCount(), 4);
        room->setOpen(false);
        QCOMPARE(room->unreadCount(), 4);
        room->setOpen(true);
        QCOMPARE(room->entryMarker(), 7);
        room->setActive(true);
        room->markReadUpTo(9); // so far
        QCOMPARE(room->unreadCount(), 2);
        room->markReadUpTo(11);
        QCOMPARE(room->unreadCount(), 0);
        QCOMPARE(room->marks().unreadFrom, 0);
        QCOMPARE(told, (std::vector<qint64>{10, 11})); // the server's marker never goes back
    }

    void mentionsBehindTheMarkCountAgain()
    {
        const auto room = readRoom();
        room->addEntries({test::said(11, "ann", u"@Me look"_s)});
        room->markReadUpTo(11);
        QCOMPARE(room->mentionCount(), 0);
        room->markUnreadFrom(10);
        QCOMPARE(room->mentionCount(), 1);
    }

    void markingAsReadNeedsNoLook()
    {
        std::vector<qint64> told;
        const auto room = readRoom(&told);
        room->setOpen(false);
        room->addEntries(test::saidBetween(11, 15));
        room->markUnreadFrom(4);
        QCOMPARE(room->unreadCount(), 12);
        QSignalSpy changed(room.get(), &ChatRoom::countsChanged);
        room->markRead();
        QCOMPARE(room->unreadCount(), 0);
        QVERIFY(changed.count() >= 1);
        QCOMPARE(told, (std::vector<qint64>{10, 15}));
        room->markRead();
        QCOMPARE(told.size(), 2U);
    }

    void nothingIsMarkedWhereNothingIs()
    {
        const auto room = readRoom();
        room->markUnreadFrom(0);
        room->markUnreadFrom(11);
        QCOMPARE(room->marks(), RoomMarks{});
    }

    void theNewestOfOthersIsNoneOfOnesOwn()
    {
        const auto room = readRoom();
        room->addEntries({test::said(11, "self")});
        QCOMPARE(room->newestFromOthers(), 10);
        const ChatRoom empty("general", {});
        QCOMPARE(empty.newestFromOthers(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRoomMarks)
#include "tst_roommarks.moc"
