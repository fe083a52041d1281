#include "app/client/notifier.h"
#include "tests/app/support/serverfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

using namespace app;
using namespace app::test;

using Reason = NotificationVerdict::Reason;

namespace {

// Keeps what it is told to show.
class Board : public NotificationService {
public:
    void show(const QByteArray &key, const NotificationText &text) override
    {
        shown.emplace_back(key, text);
    }
    void withdraw(const QByteArray &key) override { withdrawn.push_back(key); }

    std::vector<std::pair<QByteArray, NotificationText>> shown;
    std::vector<QByteArray> withdrawn;
};

struct Watcher {
    explicit Watcher(Person &person)
        : notifier(&person.client, &board,
            {[this] { return rule; }, [this] { return showsText; },
                [this](const QByteArray &room) { return muted.count(room) > 0; },
                [this] { return isWindowActive; }, [](const QString &text) { return text; }})
    {
    }

    NotificationRule rule = NotificationRule::All;
    bool showsText = true;
    bool isWindowActive = false;
    std::set<QByteArray> muted;
    Board board;
    Notifier notifier;
};

} // namespace

// Ann is told of what Bob says, at a real server.
class NotifierTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ann;
    std::unique_ptr<Person> m_bob;
    std::unique_ptr<Watcher> m_watcher;

    // Both are there, and Ann knows the room.
    ChatRoom *openKitchen()
    {
        ChatRoom *room = m_bob->client.openRoom("kitchen");
        room->send(u"opened"_s);
        [this] {
            QTRY_COMPARE_WITH_TIMEOUT(m_watcher->board.shown.size(), std::size_t(1), patience);
        }();
        m_watcher->board.shown.clear();
        return room;
    }

    void hears(const QString &text)
    {
        const auto isHeard = [&] {
            const ChatRoom *room = m_ann->client.room("kitchen");
            const auto &items = room->timeline().items();
            return std::any_of(items.begin(), items.end(),
                [&text](const auto &item) { return item->text == text; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHeard(), patience);
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ServerFixture>();
        m_ann = std::make_unique<Person>(u"Ann"_s);
        m_bob = std::make_unique<Person>(u"Bob"_s);
        m_watcher = std::make_unique<Watcher>(*m_ann);
        QSignalSpy listed(&m_ann->client, &ChatClient::roomsListed);
        m_ann->join(*m_server);
        m_bob->join(*m_server);
        QTRY_VERIFY_WITH_TIMEOUT(m_ann->isOnline() && m_bob->isOnline(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(listed.count(), 1, patience);
    }
    void cleanup()
    {
        m_watcher.reset();
        m_bob.reset();
        m_ann.reset();
        m_server.reset();
    }

    void aMessageElsewhereIsToldAndLeadsBack()
    {
        ChatRoom *room = openKitchen();
        QSignalSpy attention(&m_watcher->notifier, &Notifier::attentionWanted);
        QSignalSpy opened(&m_watcher->notifier, &Notifier::openWanted);
        room->send(u"hello"_s);
        auto &shown = m_watcher->board.shown;
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), std::size_t(1), patience);
        QCOMPARE(shown.front().first, QByteArray("kitchen"));
        QCOMPARE(shown.front().second.title, u"Bob in “kitchen”"_s);
        QVERIFY(shown.front().second.body.startsWith(u"hello"_s));
        QCOMPARE(attention.count(), 1);
        QCOMPARE(m_watcher->notifier.lastTold()->verdict.reason, Reason::Message);
        Q_EMIT m_watcher->board.activated("kitchen", "token");
        QCOMPARE(opened.count(), 1);
        const auto place = opened.first().first().value<MessagePlace>();
        QCOMPARE(place.server, m_ann->client.joinOptions().identity);
        QCOMPARE(place.room, QByteArray("kitchen"));
        QCOMPARE(place.seq, m_ann->client.room("kitchen")->timeline().lastSeq());
        QCOMPARE(opened.first().last().toByteArray(), QByteArray("token"));
    }

    void aBurstIsOneNotificationWithItsNumber()
    {
        ChatRoom *room = openKitchen();
        for (int i = 0; i < 20; ++i) {
            room->send(u"%1"_s.arg(i));
        }
        hears(u"19"_s);
        auto &shown = m_watcher->board.shown;
        const auto isWhole = [&shown] {
            return !shown.empty() && shown.back().second.body.startsWith(u"19"_s);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(), patience);
        QVERIFY(shown.size() < 20);
        for (const auto &[key, text] : shown) {
            QCOMPARE(key, QByteArray("kitchen")); // one stands, whatever comes
        }
        QCOMPARE(m_watcher->notifier.unread(), 21);
    }

    void whatIsInViewOfAnActiveWindowIsNotTold()
    {
        ChatRoom *room = openKitchen();
        m_watcher->isWindowActive = true;
        m_ann->client.openRoom("kitchen");
        room->send(u"seen"_s);
        hears(u"seen"_s);
        QCOMPARE(m_watcher->notifier.lastTold()->verdict.reason, Reason::InView);
        m_watcher->isWindowActive = false;
        room->send(u"unseen"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_watcher->board.shown.size(), std::size_t(1), patience);
        QVERIFY(m_watcher->board.shown.front().second.body.startsWith(u"unseen"_s));
    }

    void aMutedRoomTellsOnlyMentionsAndCountsOnlyThem()
    {
        ChatRoom *room = openKitchen();
        m_watcher->muted = {"kitchen"};
        m_watcher->notifier.updateUnread();
        QCOMPARE(m_watcher->notifier.unread(), 0);
        room->send(u"noise"_s);
        hears(u"noise"_s);
        QCOMPARE(m_watcher->notifier.lastTold()->verdict.reason, Reason::Muted);
        room->send(u"@Ann look"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_watcher->board.shown.size(), std::size_t(1), patience);
        QVERIFY(m_watcher->board.shown.front().second.isUrgent);
        QCOMPARE(m_watcher->notifier.unread(), 1);
    }

    void wordsStayHiddenWhenWanted()
    {
        ChatRoom *room = openKitchen();
        m_watcher->showsText = false;
        room->send(u"a secret"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_watcher->board.shown.size(), std::size_t(1), patience);
        const NotificationText &text = m_watcher->board.shown.front().second;
        QVERIFY(!(text.title + text.body).contains(u"secret"_s));
        QVERIFY(!(text.title + text.body).contains(u"Bob"_s));
    }

    void whatIsReadIsTakenBack()
    {
        ChatRoom *room = openKitchen();
        room->send(u"hello"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_watcher->board.shown.size(), std::size_t(1), patience);
        QSignalSpy unread(&m_watcher->notifier, &Notifier::unreadChanged);
        ChatRoom *anns = m_ann->client.openRoom("kitchen");
        anns->setActive(true);
        anns->markReadUpTo(anns->timeline().lastSeq());
        QCOMPARE(m_watcher->board.withdrawn, std::vector<QByteArray>{"kitchen"});
        QTRY_COMPARE_WITH_TIMEOUT(unread.count(), 1, patience);
        QCOMPARE(unread.first().first().toLongLong(), 0);
    }

    void whatWasMissedIsCountedNotTold()
    {
        ChatRoom *room = m_bob->client.openRoom("kitchen");
        room->send(u"early"_s);
        Person chris(u"Chris"_s);
        Watcher watcher(chris);
        const auto knows = [&chris](qint64 seq) {
            const ChatRoom *known = chris.client.room("kitchen");
            return known && known->timeline().lastSeq() == seq;
        };
        chris.join(*m_server);
        QTRY_VERIFY_WITH_TIMEOUT(knows(1), patience);
        chris.client.leave();
        watcher.board.shown.clear();
        room->send(u"missed"_s);
        QTRY_COMPARE_WITH_TIMEOUT(room->lastSeq(), 2, patience);

        QSignalSpy listed(&chris.client, &ChatClient::roomsListed);
        chris.join(*m_server);
        QTRY_COMPARE_WITH_TIMEOUT(listed.count(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(knows(2), patience);
        QCOMPARE(watcher.notifier.unread(), 1);
        QVERIFY(watcher.board.shown.empty());
        room->send(u"late"_s);
        QTRY_COMPARE_WITH_TIMEOUT(watcher.board.shown.size(), std::size_t(1), patience);
        QCOMPARE(watcher.board.shown.front().second.body, u"late"_s);
    }

    void aTestIsShownAndItsClickOpensTheWindowOnly()
    {
        QSignalSpy opened(&m_watcher->notifier, &Notifier::openWanted);
        m_watcher->notifier.test();
        QCOMPARE(m_watcher->board.shown.size(), std::size_t(1));
        Q_EMIT m_watcher->board.activated(m_watcher->board.shown.front().first, {});
        QCOMPARE(opened.first().first().value<MessagePlace>(), MessagePlace());
    }
};

QTEST_GUILESS_MAIN(NotifierTest)
#include "tst_notifier.moc"
