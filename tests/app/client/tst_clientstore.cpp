// The client's files of one server: what is kept, what a crash and damage leave of it.

#include "app/client/clientstore.h"
#include "tests/app/entries.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using app::ClientStore;
using app::OutboxDatabase;
using app::OutboxMessage;
using app::RoomsDatabase;
using app::StoredState;
using test::amended;
using test::noon;
using test::said;
using test::saidBetween;

namespace {

OutboxMessage written(const QByteArray &key, const QString &text = u"hello"_s)
{
    OutboxMessage message;
    message.room = "general";
    message.key = key;
    message.text = text;
    message.writtenAt = noon;
    return message;
}

bool put(ClientStore &store, const OutboxMessage &message, const QByteArray &replaces = {})
{
    const std::vector<ClientStore::OutboxChange> changes{
        [&](OutboxDatabase &outbox) { return outbox.put(message, replaces); }};
    return store.change(changes, noon).hasValue();
}

bool putRoom(ClientStore &store, qint64 read, const std::vector<chat::Entry> &entries)
{
    chat::RoomInfo info;
    info.id = "general";
    info.name = u"일반"_s;
    info.read = read;
    const std::vector<ClientStore::RoomsChange> changes{
        [&](RoomsDatabase &rooms) { return rooms.putRoom(info); },
        [&](RoomsDatabase &rooms) { return rooms.putEntries("general", entries); }};
    return store.change(changes, noon).hasValue();
}

QList<QByteArray> keys(const StoredState &state)
{
    QList<QByteArray> keys;
    for (const OutboxMessage &message : state.outbox)
        keys += message.key;
    return keys;
}

// Overwrites a part of a file with what no database has there.
void spoil(const QString &file, qint64 from, qint64 size)
{
    QFile spoilt(file);
    QVERIFY(spoilt.open(QIODevice::ReadWrite));
    QVERIFY(spoilt.seek(from));
    spoilt.write(QByteArray(int(size), '\xa5'));
}

} // namespace

class TestClientStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void whatIsPutIsThereAgainInItsOrder()
    {
        {
            ClientStore store(folder(), noon);
            QVERIFY(put(store, written("a", u"안녕 🙂"_s)));
            OutboxMessage reaction = written("b", {});
            reaction.kind = OutboxMessage::Kind::Reaction;
            reaction.target = "m7";
            reaction.emoji = u"👍"_s;
            reaction.on = false;
            QVERIFY(put(store, reaction));
            OutboxMessage failed = written("c");
            failed.state = OutboxMessage::State::Failed;
            failed.failure = {"too-long", u"At most 10."_s};
            QVERIFY(put(store, failed));
        }
        const StoredState state = ClientStore(folder(), noon).load();
        QCOMPARE(keys(state), (QList<QByteArray>{"a", "b", "c"}));
        QCOMPARE(state.outbox[0].text, u"안녕 🙂"_s);
        QCOMPARE(state.outbox[0].writtenAt, noon);
        QCOMPARE(state.outbox[1].kind, OutboxMessage::Kind::Reaction);
        QCOMPARE(state.outbox[1].target, QByteArray("m7"));
        QCOMPARE(state.outbox[1].emoji, u"👍"_s);
        QVERIFY(!state.outbox[1].on);
        QCOMPARE(state.outbox[2].state, OutboxMessage::State::Failed);
        QCOMPARE(state.outbox[2].failure.detail, u"At most 10."_s);
    }

    void anotherKeyTakesThePlaceOfTheOldOne()
    {
        ClientStore store(folder(), noon);
        QVERIFY(put(store, written("a")));
        QVERIFY(put(store, written("b")));
        QVERIFY(put(store, written("c", u"shorter"_s), "a"));
        const StoredState state = store.load();
        QCOMPARE(keys(state), (QList<QByteArray>{"c", "b"}));
        QCOMPARE(state.outbox[0].text, u"shorter"_s);
    }

    void draftsAndRoomsAreThereAgain()
    {
        {
            ClientStore store(folder(), noon);
            QVERIFY(putRoom(store, 3, saidBetween(1, 5)));
            const std::vector<ClientStore::OutboxChange> drafts{
                [](OutboxDatabase &outbox) { return outbox.putDraft("general", u"half a"_s); },
                [](OutboxDatabase &outbox) { return outbox.putDraft("other", u"gone"_s); },
                [](OutboxDatabase &outbox) { return outbox.putDraft("other", {}); },
                [](OutboxDatabase &outbox) {
                    return outbox.putDraft("other", u"an answer"_s, "m1");
                },
                [](OutboxDatabase &outbox) { return outbox.putDraft("other", u"another"_s, "m2"); },
                [](OutboxDatabase &outbox) {
                    return outbox.putDraft("other", u"the answer"_s, "m1");
                },
                [](OutboxDatabase &outbox) { return outbox.putDraft("other", {}, "m2"); }};
            QVERIFY(store.change(drafts, noon));
            const std::vector<ClientStore::RoomsChange> rooms{
                [](RoomsDatabase &rooms) { return rooms.putSelf("me", u"Ann"_s); },
                [](RoomsDatabase &rooms) { return rooms.putReadMarker("general", 4); },
                [](RoomsDatabase &rooms) { return rooms.putReadMarker("general", 2); }};
            QVERIFY(store.change(rooms, noon));
        }
        const StoredState state = ClientStore(folder(), noon).load();
        QCOMPARE(state.person, QByteArray("me"));
        QCOMPARE(state.name, u"Ann"_s);
        QCOMPARE(state.drafts,
            (std::map<QByteArray, app::Drafts>{
                {"general", {{{}, u"half a"_s}}}, {"other", {{"m1", u"the answer"_s}}}}));
        QCOMPARE(state.rooms.size(), 1U);
        QCOMPARE(state.rooms[0].info.name, u"일반"_s);
        QCOMPARE(state.rooms[0].info.read, 4); // never backwards
        QCOMPARE(state.rooms[0].entries, saidBetween(1, 5));
    }

    void allThatIsUnreadIsLoadedAndSomeMore()
    {
        ClientStore store(folder(), noon);
        QVERIFY(putRoom(store, 300, saidBetween(1, 500)));
        QCOMPARE(store.load().rooms[0].entries, saidBetween(301, 500));
        QVERIFY(putRoom(store, 500, {}));
        QCOMPARE(store.load().rooms[0].entries, saidBetween(401, 500));
    }

    void ofEachRoomTheNewestEntriesAreKept()
    {
        QVERIFY(QDir().mkpath(folder()));
        RoomsDatabase rooms(folder() + u"/few.db"_s, 10);
        QVERIFY(rooms.putEntries("general", saidBetween(1, 8)));
        QVERIFY(rooms.putEntries("other", saidBetween(1, 3)));
        QVERIFY(rooms.putEntries("general", saidBetween(9, 25)));
        QCOMPARE(rooms.page("general", 26, 100).size(), 10U);
        QCOMPARE(rooms.page("general", 26, 100).front().seq, 16);
        QVERIFY(rooms.putEntries("general", saidBetween(10, 15))); // somebody reads them
        QVERIFY(rooms.page("general", 16, 100).empty());
        QCOMPARE(rooms.page("other", 4, 100).size(), 3U);
    }

    void aPageEndsAtAHole()
    {
        ClientStore store(folder(), noon);
        QVERIFY(putRoom(store, 0, saidBetween(1, 10)));
        QVERIFY(putRoom(store, 0, saidBetween(15, 30)));
        QCOMPARE(store.page("general", 26, 5), saidBetween(21, 25));
        QCOMPARE(store.page("general", 18, 100), saidBetween(15, 17));
        QCOMPARE(store.page("general", 15, 100), std::vector<chat::Entry>());
        QCOMPARE(store.page("general", 11, 100), saidBetween(1, 10));
    }

    void theWordsOfADeletedMessageAreNotKept()
    {
        {
            ClientStore store(folder(), noon);
            QVERIFY(putRoom(store, 0, {said(1, "ann", u"a secret word"_s)}));
            QVERIFY(putRoom(store, 0, {amended(chat::EntryType::Edit, 2, 1, u"a secret word!"_s)}));
            QVERIFY(putRoom(store, 0, {amended(chat::EntryType::Delete, 3, 1)}));
            const StoredState state = store.load();
            QCOMPARE(state.rooms[0].entries.size(), 3U);
            QCOMPARE(state.rooms[0].entries[0].text, QString());
            QCOMPARE(state.rooms[0].entries[1].text, QString());
        }
    }

    void aDamagedCopyOfTheRoomsIsSetAsideAndBegunAnew()
    {
        {
            ClientStore store(folder(), noon);
            QVERIFY(putRoom(store, 0, saidBetween(1, 500)));
            QVERIFY(put(store, written("a")));
        }
        spoil(folder() + u"/rooms.db"_s, 0, 8192);
        {
            ClientStore store(folder(), noon);
            QCOMPARE(store.warnings().size(), 1);
            const StoredState state = store.load();
            QVERIFY(state.rooms.empty());
            QCOMPARE(keys(state), (QList<QByteArray>{"a"}));
            QVERIFY(putRoom(store, 0, saidBetween(1, 5)));
        }
        QCOMPARE(QDir(folder()).entryList({u"rooms.db.damaged-*[0-9]"_s}).size(), 1);
        QCOMPARE(ClientStore(folder(), noon).load().rooms[0].entries, saidBetween(1, 5));
    }

    void damageFurtherInIsFoundByTheCheck()
    {
        {
            ClientStore store(folder(), noon);
            QVERIFY(putRoom(store, 0, saidBetween(1, 2000)));
        }
        spoil(folder() + u"/rooms.db"_s, 10 * 4096, 4 * 4096);
        ClientStore store(folder(), noon);
        store.load();
        store.checkRooms(noon);
        QCOMPARE(store.warnings().size(), 1);
        QVERIFY(putRoom(store, 0, saidBetween(1, 5)));
    }

    void whatCanBeReadOfADamagedOutboxIsSaved()
    {
        {
            ClientStore store(folder(), noon);
            for (int number = 1; number <= 60; ++number)
                QVERIFY(
                    put(store, written("key" + QByteArray::number(number), QString(500, u'x'))));
        }
        const QString file = folder() + u"/outbox.db"_s;
        spoil(file, 8 * 4096, 4096);
        ClientStore store(folder(), noon);
        const StoredState state = store.load();
        QVERIFY2(!store.warnings().isEmpty(), "the damage was found");
        QCOMPARE(state.outbox.front().key, QByteArray("key1"));
        QCOMPARE(state.outbox.back().key, QByteArray("key60"));
        QVERIFY2(state.outbox.size() > 40, qPrintable(QString::number(state.outbox.size())));
        QCOMPARE(QDir(folder()).entryList({u"outbox.db.damaged-*[0-9]"_s}).size(), 1);
        QVERIFY(put(store, written("new")));
    }

    void aStoreOfALaterVersionIsSetAside()
    {
        {
            ClientStore store(folder(), noon);
            QVERIFY(put(store, written("a")));
        }
        {
            app::Database later(folder() + u"/outbox.db"_s, app::Database::Durability::EachCommit,
                {{}}); // at version 1, as it is
            QVERIFY(later.change(u"PRAGMA user_version = 99"_s));
        }
        ClientStore store(folder(), noon);
        QCOMPARE(keys(store.load()), (QList<QByteArray>{"a"})); // what it knows of it
        QVERIFY(!store.warnings().isEmpty());
    }

    void whereNothingCanBeWrittenItIsSaidAndAllIsWellAgainLater()
    {
        QFile blocker(folder());
        QVERIFY(blocker.open(QIODevice::WriteOnly)); // a file where the folder should be
        ClientStore store(folder(), noon);
        QVERIFY(!put(store, written("a")));
        QVERIFY(store.load().outbox.empty());
        QVERIFY(blocker.remove());
        QVERIFY(QDir().mkpath(folder()));
        QVERIFY(put(store, written("b")));
        QCOMPARE(keys(store.load()), (QList<QByteArray>{"b"}));
    }

    void nobodyElseCanReadTheFiles()
    {
        ClientStore store(folder(), noon);
        QVERIFY(put(store, written("a")));
        for (const QString &name : QDir(folder()).entryList(QDir::Files)) {
            const auto others =
                QFile::permissions(folder() + u'/' + name) & (QFile::ReadGroup | QFile::ReadOther);
            QCOMPARE(int(others), 0);
        }
    }

private:
    QString folder() const { return m_directory->path() + u"/server"_s; }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestClientStore)
#include "tst_clientstore.moc"
