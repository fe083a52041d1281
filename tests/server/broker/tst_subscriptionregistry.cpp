#include "server/broker/subscriptionregistry.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace server;

namespace {

Subscriber subscriber(quint64 session, const QByteArray &id)
{
    return {{0, session}, id, id};
}

std::set<QByteArray> found(SubscriptionRegistry &registry, const QByteArray &destination)
{
    std::set<QByteArray> names;
    for (const Subscriber &one : registry.find(destination))
        names.insert(QByteArray::number(one.session.serial) + one.id);
    return names;
}

std::set<QByteArray> audience(SubscriptionRegistry &registry, const QByteArray &destination)
{
    std::set<QByteArray> names;
    const Audience *found = registry.audience(destination);
    for (std::size_t i = 0; found && i < found->byWorker.size(); ++i) {
        for (const Receiver &one : found->byWorker[i].second)
            names.insert(QByteArray::number(one.session.serial) + one.subscription);
    }
    return names;
}

} // namespace

class tst_subscriptionregistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsExactlyThoseOfADestination()
    {
        SubscriptionRegistry registry;
        registry.add("/topic/a", subscriber(1, "x"));
        registry.add("/topic/a", subscriber(2, "x"));
        registry.add("/topic/b", subscriber(1, "y"));
        QCOMPARE(found(registry, "/topic/a"), (std::set<QByteArray>{"1x", "2x"}));
        QCOMPARE(found(registry, "/topic/b"), (std::set<QByteArray>{"1y"}));
        QVERIFY(registry.find("/topic").empty());
    }

    void anIdIsTakenOnceInASession()
    {
        SubscriptionRegistry registry;
        QVERIFY(registry.add("/topic/a", subscriber(1, "x")));
        QVERIFY(!registry.add("/topic/b", subscriber(1, "x")));
        QVERIFY(registry.add("/topic/b", subscriber(2, "x")));
        QCOMPARE(registry.size(), 2);
        QCOMPARE(found(registry, "/topic/b"), (std::set<QByteArray>{"2x"}));
    }

    void anAudienceIsGroupedByWorkerWithReadyHeads()
    {
        SubscriptionRegistry registry;
        registry.add("/topic/a", {{0, 1}, "x", "a:b", stomp::Version::V12});
        registry.add("/topic/a", {{2, 1}, "x", "a:b", stomp::Version::V10});
        registry.add("/topic/a", {{0, 2}, "x", "y", stomp::Version::V12});
        const Audience *audience = registry.audience("/topic/a");
        QVERIFY(audience);
        QCOMPARE(audience->size, std::size_t(3));
        QCOMPARE(audience->versions, (std::array{true, false, true}));
        QCOMPARE(audience->byWorker.size(), std::size_t(2));
        const auto &[worker, receivers] = audience->byWorker[0];
        QCOMPARE(worker, 0U);
        QCOMPARE(receivers.size(), std::size_t(2));
        QCOMPARE(receivers[0].head, "MESSAGE\nsubscription:a\\cb\n");
        QCOMPARE(receivers[1].head, "MESSAGE\nsubscription:y\n");
        QCOMPARE(audience->byWorker[1].first, 2U);
        QCOMPARE(audience->byWorker[1].second[0].head, "MESSAGE\nsubscription:a:b\n");
        QCOMPARE(registry.audience("/topic/a"), audience);
        QVERIFY(!registry.audience("/topic/b"));
    }

    void whatIsChangedChangesTheAudience()
    {
        SubscriptionRegistry registry;
        Subscriber joining = subscriber(2, "x");
        joining.isActive = false;
        registry.add("/topic/a", subscriber(1, "x"));
        registry.add("/topic/a", joining);
        QCOMPARE(audience(registry, "/topic/a"), (std::set<QByteArray>{"1x"}));
        registry.changeable({0, 2}, "x")->skipThrough = 9;
        QCOMPARE(audience(registry, "/topic/a"), (std::set<QByteArray>{"1x"}));
        QCOMPARE(registry.audience("/topic/a")->skipThrough, 9);
        registry.changeable({0, 2}, "x")->skipThrough = 0;
        registry.changeable({0, 2}, "x")->isActive = true;
        QCOMPARE(audience(registry, "/topic/a"), (std::set<QByteArray>{"1x", "2x"}));
        QCOMPARE(registry.audience("/topic/a")->skipThrough, 0);
        registry.changeable({0, 1}, "x")->skipThrough = 7;
        QCOMPARE(registry.audience("/topic/a")->skipThrough, 7);
        registry.removeSession({0, 1});
        QCOMPARE(audience(registry, "/topic/a"), (std::set<QByteArray>{"2x"}));
        QCOMPARE(registry.audience("/topic/a")->skipThrough, 0);
    }

    void whereCopiesDifferThereIsNoAudience_data()
    {
        QTest::addColumn<bool>("isNoLocal");
        QTest::addColumn<quint64>("stream");
        QTest::addColumn<QByteArray>("destination");
        QTest::newRow("not what it sends itself") << true << quint64(0) << QByteArray("/topic/a");
        QTest::newRow("each acknowledged") << false << quint64(3) << QByteArray("/topic/a");
        QTest::newRow("by a pattern") << false << quint64(0) << QByteArray("/topic/*");
    }

    void whereCopiesDifferThereIsNoAudience()
    {
        QFETCH(bool, isNoLocal);
        QFETCH(quint64, stream);
        QFETCH(QByteArray, destination);
        SubscriptionRegistry registry;
        registry.add("/topic/a", subscriber(1, "x"));
        QVERIFY(registry.audience("/topic/a"));
        Subscriber special = subscriber(2, "x");
        special.isNoLocal = isNoLocal;
        special.stream = stream;
        registry.add(destination, special);
        QVERIFY(!registry.audience("/topic/a"));
        QVERIFY(!registry.audience("/topic/a"));
        registry.remove({0, 2}, "x");
        QVERIFY(registry.audience("/topic/a"));
    }

    void removingGivesTheDestination()
    {
        SubscriptionRegistry registry;
        registry.add("/topic/a", subscriber(1, "x"));
        QCOMPARE(registry.remove({0, 1}, "y"), QByteArray());
        QCOMPARE(registry.remove({0, 2}, "x"), QByteArray());
        QCOMPARE(registry.remove({0, 1}, "x"), QByteArray("/topic/a"));
        QCOMPARE(registry.size(), 0);
        QCOMPARE(registry.count({0, 1}), 0);
    }

    void removingOneKeepsTheStateOfTheOthers()
    {
        SubscriptionRegistry registry;
        for (quint64 session = 1; session <= 3; ++session)
            registry.add("/topic/a", subscriber(session, "x"));
        registry.changeable({0, 3}, "x")->skipThrough = 33;
        registry.remove({0, 1}, "x");
        QCOMPARE(registry.subscriber({0, 3}, "x")->skipThrough, 33);
        QVERIFY(!registry.subscriber({0, 1}, "x"));
    }

    void removingASessionGivesAllItHad()
    {
        SubscriptionRegistry registry;
        registry.add("/topic/a", subscriber(1, "x"));
        registry.add("/topic/a", subscriber(1, "y"));
        registry.add("/topic/a", subscriber(2, "x"));
        QCOMPARE(registry.removeSession({0, 1}).size(), std::size_t(2));
        QCOMPARE(found(registry, "/topic/a"), (std::set<QByteArray>{"2x"}));
        QVERIFY(registry.removeSession({0, 1}).empty());
    }

    // S-276
    void patternsAreFoundWithTheExactOnes()
    {
        SubscriptionRegistry registry;
        registry.add("/topic/a", subscriber(1, "exact"));
        registry.add("/topic/*", subscriber(1, "first"));
        registry.add("/topic/*", subscriber(2, "second"));
        registry.add(QByteArray("\0=p\0/user/queue/*", 17), subscriber(2, "own"));
        const auto ids = [&registry](const QByteArray &destination) {
            std::set<QByteArray> found;
            for (const Subscriber *one : registry.matching(destination))
                found.insert(one->id);
            return found;
        };
        QCOMPARE(ids("/topic/a"), (std::set<QByteArray>{"exact", "first", "second"}));
        QCOMPARE(ids("/topic/b"), (std::set<QByteArray>{"first", "second"}));
        QCOMPARE(registry.matching("/topic/*").size(), std::size_t(2));
        registry.remove({0, 1}, "first");
        QCOMPARE(ids("/topic/b"), std::set<QByteArray>{"second"});
        registry.removeSession({0, 2});
        QVERIFY(ids("/topic/b").empty());
        QCOMPARE(ids("/topic/a"), std::set<QByteArray>{"exact"});
    }

    // Random adds and removes against plain sets.
    void agreesWithAPlainSet()
    {
        for (unsigned seed = 1; seed <= 50; ++seed) {
            std::mt19937 random(seed);
            SubscriptionRegistry registry;
            std::map<QByteArray, std::set<QByteArray>> expected;
            std::map<QByteArray, QByteArray> places;
            for (int step = 0; step < 400; ++step) {
                const quint64 session = random() % 6;
                const QByteArray id = QByteArray::number(random() % 8);
                const QByteArray name = QByteArray::number(session) + id;
                const QByteArray destination = "/topic/" + QByteArray::number(random() % 4);
                if (random() % 2) {
                    const bool isNew = !places.contains(name);
                    QCOMPARE(registry.add(destination, subscriber(session, id)), isNew);
                    if (isNew) {
                        places[name] = destination;
                        expected[destination].insert(name);
                    }
                } else if (random() % 8 == 0) {
                    registry.removeSession({0, session});
                    std::erase_if(places, [&](const auto &place) {
                        const bool isOwn = place.first.startsWith(QByteArray::number(session));
                        if (isOwn)
                            expected[place.second].erase(place.first);
                        return isOwn;
                    });
                } else {
                    QCOMPARE(registry.remove({0, session}, id), places[name]);
                    expected[places[name]].erase(name);
                    places.erase(name);
                }
                QCOMPARE(found(registry, destination), expected[destination]);
                QCOMPARE(audience(registry, destination), expected[destination]);
                QCOMPARE(registry.size(), qsizetype(places.size()));
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_subscriptionregistry)
#include "tst_subscriptionregistry.moc"
