#include "server/rooms/membership.h"
#include "server/rooms/messagerate.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace server;

namespace {

chat::Member member(const QByteArray &person, qint64 since = 0)
{
    return {person, QString::fromLatin1(person), false, chat::Presence::Online, since};
}

} // namespace

// Membership, and the two other small books that are kept about people.
class TestMembership : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void severalSubscriptionsAreOneMember();
    void leavingWhereOneIsNotChangesNothing();
    void membersComeInTheOrderOfTheirComing();
    void aNewNameReachesEveryRoom();
    void countsAgreeWithAPlainModel();
    void aBucketFillsUpByTheMinute();
    void noLimitIsNoLimit();
    void aClockThatGoesBackFillsNothing();
};

void TestMembership::severalSubscriptionsAreOneMember()
{
    Membership membership;
    QCOMPARE(membership.join("r", member("a", 1)), std::optional(member("a", 1)));
    QCOMPARE(membership.join("r", member("a", 2)), std::optional<chat::Member>());
    QCOMPARE(membership.count("r"), 1);
    QCOMPARE(membership.leave("r", "a"), std::optional<chat::Member>());
    QCOMPARE(membership.leave("r", "a"), std::optional(member("a", 1)));
    QCOMPARE(membership.count("r"), 0);
}

void TestMembership::leavingWhereOneIsNotChangesNothing()
{
    Membership membership;
    membership.join("r", member("a"));
    QCOMPARE(membership.leave("s", "a"), std::optional<chat::Member>());
    QCOMPARE(membership.leave("r", "b"), std::optional<chat::Member>());
    QCOMPARE(membership.count("r"), 1);
}

void TestMembership::membersComeInTheOrderOfTheirComing()
{
    Membership membership;
    membership.join("r", member("late", 9));
    membership.join("r", member("b", 5));
    membership.join("r", member("a", 5));
    QCOMPARE(
        membership.members("r"), (std::vector{member("a", 5), member("b", 5), member("late", 9)}));
    QVERIFY(membership.members("s").empty());
}

void TestMembership::aNewNameReachesEveryRoom()
{
    Membership membership;
    membership.join("s", member("a"));
    membership.join("r", member("a"));
    membership.join("r", member("b"));
    const auto changed = membership.rename("a", QStringLiteral("Anna"));
    QCOMPARE(changed.size(), 2u);
    QCOMPARE(changed[0].first, QByteArray("r"));
    QCOMPARE(changed[1].first, QByteArray("s"));
    QCOMPARE(changed[0].second.name, QStringLiteral("Anna"));
    QCOMPARE(membership.members("s").front().name, QStringLiteral("Anna"));
}

void TestMembership::countsAgreeWithAPlainModel()
{
    QRandomGenerator random(7);
    Membership membership;
    std::map<std::pair<QByteArray, QByteArray>, int> model; // subscriptions by room and person
    for (int step = 0; step < 20000; ++step) {
        const QByteArray room = QByteArray::number(random.bounded(4));
        const QByteArray person = QByteArray::number(random.bounded(6));
        int &subscriptions = model[{room, person}];
        if (random.bounded(2) == 0) {
            QCOMPARE(membership.join(room, member(person)).has_value(), ++subscriptions == 1);
        } else {
            const bool isLast = subscriptions == 1;
            subscriptions = std::max(subscriptions - 1, 0);
            QCOMPARE(membership.leave(room, person).has_value(), isLast);
        }
        const auto present = std::count_if(model.begin(), model.end(),
            [&](const auto &row) { return row.first.first == room && row.second > 0; });
        QCOMPARE(membership.count(room), static_cast<int>(present));
        QCOMPARE(membership.members(room).size(), static_cast<std::size_t>(present));
    }
}

void TestMembership::aBucketFillsUpByTheMinute()
{
    MessageRate rate(3);
    for (int i = 0; i < 3; ++i)
        QVERIFY(rate.take("a", 1000));
    QVERIFY(!rate.take("a", 1000));
    QVERIFY(rate.take("b", 1000));
    QVERIFY(!rate.take("a", 1000 + 19999));
    QVERIFY(rate.take("a", 1000 + 20000));
    QVERIFY(!rate.take("a", 1000 + 20000));
    for (int i = 0; i < 3; ++i)
        QVERIFY(rate.take("a", 10000000)); // never more than one minute's worth
    QVERIFY(!rate.take("a", 10000000));
    rate.forget("a");
    QVERIFY(rate.take("a", 10000000));
}

void TestMembership::noLimitIsNoLimit()
{
    MessageRate rate(0);
    for (int i = 0; i < 10000; ++i)
        QVERIFY(rate.take("a", 0));
}

void TestMembership::aClockThatGoesBackFillsNothing()
{
    MessageRate rate(1);
    QVERIFY(rate.take("a", 100000));
    QVERIFY(!rate.take("a", 0));
    QVERIFY(!rate.take("a", 30000));
}

QTEST_APPLESS_MAIN(TestMembership)
#include "tst_membership.moc"
