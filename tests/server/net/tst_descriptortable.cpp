// What the kernel is told of descriptors, and who hears of what it reports.

#include "server/net/descriptortable.h"

#include <QTest>

#include <initializer_list>

using server::DescriptorTable;
using Kind = DescriptorTable::Kind;
using Change = DescriptorTable::Change;
using What = DescriptorTable::Change::What;

namespace {

// Names only: nobody looks into them.
QSocketNotifier *const ann = reinterpret_cast<QSocketNotifier *>(1);
QSocketNotifier *const bob = reinterpret_cast<QSocketNotifier *>(2);
QSocketNotifier *const eve = reinterpret_cast<QSocketNotifier *>(3);

DescriptorTable::Interest in(std::initializer_list<Kind> kinds)
{
    DescriptorTable::Interest interest;
    for (const Kind kind : kinds)
        interest.add(kind);
    return interest;
}

// The one change there is.
Change takeChange(DescriptorTable &table)
{
    const std::vector<Change> changes = table.takeChanges();
    return changes.size() == 1 ? changes.front() : Change{What::Remove, {-2, 0}, {}};
}

} // namespace

class TestDescriptorTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKernelIsToldOnceOfAllThatChanged();
    void whatWasTakenBackInTimeIsNotTold();
    void whereNobodyWaitsAnyMoreItIsRemoved();
    void whatHadNoNotifierForAMomentMayBeAnotherThing();
    void aSecondNotifierOfAKindDisplacesTheFirst();
    void eachKindIsNotifiedOfItsOwn();
    void whoWasDisabledIsNotNotified();
    void whoWasEnabledAgainWaitsForTheNextReport();
    void nobodyIsNotifiedTwiceOfOneReport();
    void whatNobodyWaitsForIsReportedAsSuch();
    void aFileIsReadyEachTime();
    void aFileReplacedBySomethingElseIsTold();
    void anInvalidDescriptorNamesItsNotifiers();
    void aKernelThatForgotIsToldEverything();
};

void TestDescriptorTable::theKernelIsToldOnceOfAllThatChanged()
{
    DescriptorTable table;
    QVERIFY(table.takeChanges().empty());
    table.enable(5, Kind::Read, ann);
    table.enable(5, Kind::Write, bob);
    const Change added = takeChange(table);
    QCOMPARE(added.what, What::Add);
    QCOMPARE(added.tag.descriptor, 5);
    QCOMPARE(added.interest, in({Kind::Read, Kind::Write}));
    QVERIFY(table.takeChanges().empty());
    table.disable(5, Kind::Write, bob);
    QCOMPARE(takeChange(table), (Change{What::Modify, added.tag, in({Kind::Read})}));
}

void TestDescriptorTable::whatWasTakenBackInTimeIsNotTold()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    table.takeChanges();
    table.enable(5, Kind::Write, bob);
    table.disable(5, Kind::Write, bob);
    table.enable(6, Kind::Read, eve);
    table.disable(6, Kind::Read, eve);
    QVERIFY(table.takeChanges().empty());
}

void TestDescriptorTable::whereNobodyWaitsAnyMoreItIsRemoved()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    const Change added = takeChange(table);
    table.disable(5, Kind::Read, ann);
    QCOMPARE(takeChange(table), (Change{What::Remove, added.tag, {}}));
    table.disable(5, Kind::Read, ann);
    QVERIFY(table.takeChanges().empty());
}

void TestDescriptorTable::whatHadNoNotifierForAMomentMayBeAnotherThing()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    const Change first = takeChange(table);
    table.disable(5, Kind::Read, ann);
    table.enable(5, Kind::Read, bob);
    const Change second = takeChange(table);
    QCOMPARE(second.what, What::Modify);
    QCOMPARE(second.interest, in({Kind::Read}));
    QVERIFY(!(second.tag == first.tag));
    QVERIFY(!table.noteReady(first.tag, in({Kind::Read})));
    QVERIFY(table.noteReady(second.tag, in({Kind::Read})));
    QCOMPARE(table.takeReady(), bob);
}

void TestDescriptorTable::aSecondNotifierOfAKindDisplacesTheFirst()
{
    DescriptorTable table;
    QCOMPARE(table.enable(5, Kind::Read, ann), nullptr);
    QCOMPARE(table.enable(5, Kind::Read, ann), nullptr);
    QCOMPARE(table.enable(5, Kind::Read, bob), ann);
    table.disable(5, Kind::Read, ann);
    const Change added = takeChange(table);
    QVERIFY(table.noteReady(added.tag, in({Kind::Read})));
    QCOMPARE(table.takeReady(), bob);
}

void TestDescriptorTable::eachKindIsNotifiedOfItsOwn()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    table.enable(5, Kind::Write, bob);
    table.enable(5, Kind::Exception, eve);
    const Change added = takeChange(table);
    table.noteReady(added.tag, in({Kind::Write}));
    QCOMPARE(table.takeReady(), bob);
    QCOMPARE(table.takeReady(), nullptr);
    table.noteReady(added.tag, in({Kind::Read, Kind::Write, Kind::Exception}));
    QCOMPARE(table.takeReady(), ann);
    QCOMPARE(table.takeReady(), bob);
    QCOMPARE(table.takeReady(), eve);
    QVERIFY(!table.hasReady());
}

void TestDescriptorTable::whoWasDisabledIsNotNotified()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    table.enable(5, Kind::Write, bob);
    const Change added = takeChange(table);
    table.noteReady(added.tag, in({Kind::Read, Kind::Write}));
    QCOMPARE(table.takeReady(), ann);
    table.disable(5, Kind::Write, bob);
    QCOMPARE(table.takeReady(), nullptr);
}

void TestDescriptorTable::whoWasEnabledAgainWaitsForTheNextReport()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    const Change added = takeChange(table);
    table.noteReady(added.tag, in({Kind::Read}));
    table.disable(5, Kind::Read, ann);
    table.enable(5, Kind::Read, ann);
    QCOMPARE(table.takeReady(), nullptr);
    table.noteReady(takeChange(table).tag, in({Kind::Read}));
    QCOMPARE(table.takeReady(), ann);
}

void TestDescriptorTable::nobodyIsNotifiedTwiceOfOneReport()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    const Change added = takeChange(table);
    table.noteReady(added.tag, in({Kind::Read}));
    table.noteReady(added.tag, in({Kind::Read})); // by a nested loop
    QCOMPARE(table.takeReady(), ann);
    QCOMPARE(table.takeReady(), nullptr);
}

void TestDescriptorTable::whatNobodyWaitsForIsReportedAsSuch()
{
    DescriptorTable table;
    QVERIFY(!table.noteReady({5, 1}, in({Kind::Read})));
    table.enable(5, Kind::Read, ann);
    const Change added = takeChange(table);
    table.disable(5, Kind::Read, ann);
    takeChange(table);
    QVERIFY(!table.noteReady(added.tag, in({Kind::Read})));
}

void TestDescriptorTable::aFileIsReadyEachTime()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    takeChange(table);
    QVERIFY(!table.hasReadyFiles());
    table.noteAlwaysReady(5);
    for (int turn = 0; turn < 2; ++turn) {
        QVERIFY(table.hasReadyFiles());
        table.noteFilesReady();
        QCOMPARE(table.takeReady(), ann);
    }
    table.enable(5, Kind::Exception, eve);
    table.disable(5, Kind::Read, ann);
    QVERIFY(table.takeChanges().empty());
    QVERIFY(!table.hasReadyFiles());
    table.disable(5, Kind::Exception, eve);
    QVERIFY(table.takeChanges().empty());
}

void TestDescriptorTable::aFileReplacedBySomethingElseIsTold()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    takeChange(table);
    table.noteAlwaysReady(5);
    table.disable(5, Kind::Read, ann);
    table.enable(5, Kind::Read, bob);
    QCOMPARE(takeChange(table).what, What::Add);
    QVERIFY(!table.hasReadyFiles());
}

void TestDescriptorTable::anInvalidDescriptorNamesItsNotifiers()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    table.enable(5, Kind::Exception, bob);
    takeChange(table);
    QCOMPARE(table.noteInvalid(5), (std::vector<QSocketNotifier *>{ann, bob}));
    table.disable(5, Kind::Read, ann);
    table.disable(5, Kind::Exception, bob);
    QVERIFY(table.takeChanges().empty());
    QVERIFY(table.noteInvalid(6).empty());
}

void TestDescriptorTable::aKernelThatForgotIsToldEverything()
{
    DescriptorTable table;
    table.enable(5, Kind::Read, ann);
    table.enable(6, Kind::Write, bob);
    QCOMPARE(table.takeChanges().size(), std::size_t(2));
    table.forgetKernel();
    const std::vector<Change> changes = table.takeChanges();
    QCOMPARE(changes.size(), std::size_t(2));
    for (const Change &change : changes)
        QCOMPARE(change.what, What::Add);
}

QTEST_GUILESS_MAIN(TestDescriptorTable)
#include "tst_descriptortable.moc"
