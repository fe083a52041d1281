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
        registry.subscriber({0, 3}, "x")->skipThrough = 33;
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
                QCOMPARE(registry.size(), qsizetype(places.size()));
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_subscriptionregistry)
#include "tst_subscriptionregistry.moc"
