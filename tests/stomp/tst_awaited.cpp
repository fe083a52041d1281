#include "stomp/awaited.h"
#include "tests/stomp/protocolfixture.h"

#include <QTest>

using namespace stomp;
using test::at;

using Ids = std::vector<QByteArray>;
using Kind = Awaited::Kind;

class TestAwaited : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsAreRemovedOnce();
    void kindsAreKeptApart();
    void nextLimitIsThatOfTheOldestLeft();
    void overdueOnesAreTakenInOrder();
    void allAreTakenInOrder();
};

void TestAwaited::idsAreRemovedOnce()
{
    Awaited awaited;
    awaited.add("a", Kind::Receipt, at(10));
    QVERIFY(awaited.remove("a"));
    QVERIFY(!awaited.remove("a"));
    QVERIFY(!awaited.remove("b"));
}

void TestAwaited::kindsAreKeptApart()
{
    Awaited awaited;
    awaited.add("a", Kind::Receipt, at(10));
    QVERIFY(awaited.contains("a", Kind::Receipt));
    QVERIFY(!awaited.contains("a", Kind::Reply));
    QVERIFY(!awaited.contains("b", Kind::Receipt));
}

void TestAwaited::nextLimitIsThatOfTheOldestLeft()
{
    Awaited awaited;
    QCOMPARE(awaited.nextLimit(), std::nullopt);
    awaited.add("a", Kind::Receipt, at(10));
    awaited.add("b", Kind::Reply, at(20));
    awaited.add("c", Kind::Reply, at(30));
    QCOMPARE(awaited.nextLimit(), std::optional(at(10)));
    awaited.remove("b");
    QCOMPARE(awaited.nextLimit(), std::optional(at(10)));
    awaited.remove("a");
    QCOMPARE(awaited.nextLimit(), std::optional(at(30)));
    awaited.remove("c");
    QCOMPARE(awaited.nextLimit(), std::nullopt);
}

void TestAwaited::overdueOnesAreTakenInOrder()
{
    Awaited awaited;
    for (const char *id : {"a", "b", "c", "d"})
        awaited.add(id, Kind::Receipt, at(id[0] == 'd' ? 20 : 10));
    awaited.remove("b");
    QCOMPARE(awaited.takeOverdue(at(9)), Ids());
    QCOMPARE(awaited.takeOverdue(at(10)), (Ids{"a", "c"}));
    QVERIFY(!awaited.contains("a", Kind::Receipt));
    QCOMPARE(awaited.nextLimit(), std::optional(at(20)));
}

void TestAwaited::allAreTakenInOrder()
{
    Awaited awaited;
    awaited.add("b", Kind::Receipt, at(10));
    awaited.add("a", Kind::Reply, at(20));
    QCOMPARE(awaited.takeAll(), (Ids{"b", "a"}));
    QCOMPARE(awaited.takeAll(), Ids());
}

QTEST_APPLESS_MAIN(TestAwaited)
#include "tst_awaited.moc"
