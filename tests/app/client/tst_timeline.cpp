#include "app/client/timeline.h"
#include "tests/app/entries.h"

#include <QTest>

using app::Timeline;
using app::TimelineItem;
using test::said;
using test::saidBetween;

namespace {

QString shape(const Timeline &timeline)
{
    QStringList words;
    for (const app::TimelineItemPointer &item : timeline.items()) {
        if (item->kind == TimelineItem::Kind::Hole)
            words += QStringLiteral("(%1-%2)").arg(item->position).arg(item->holeEnd);
        else if (item->kind == TimelineItem::Kind::Pending)
            words += u'+' + item->text;
        else
            words += QString::number(item->position);
    }
    return words.join(u' ');
}

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingIsAHoleWithItsSize()
    {
        Timeline timeline;
        timeline.add({said(1), said(2), said(6)});
        QCOMPARE(shape(timeline), QStringLiteral("1 2 (3-5) 6"));
        QCOMPARE(timeline.items()[2]->holeSize(), 3);
        QCOMPARE(timeline.newestHole()->position, 3);
    }

    void aHoleShrinksFromItsEndAndCloses()
    {
        Timeline timeline;
        timeline.add({said(1), said(6)});
        timeline.addHistory(6, {{said(4), said(5)}, false});
        QCOMPARE(shape(timeline), QStringLiteral("1 (2-3) 4 5 6"));
        timeline.addHistory(4, {{said(2), said(3)}, false});
        QCOMPARE(shape(timeline), QStringLiteral("1 2 3 4 5 6"));
        QVERIFY(!timeline.newestHole());
    }

    void entriesWithoutARowLeaveNoHole()
    {
        Timeline timeline;
        timeline.add({said(1), test::amended(chat::EntryType::Reaction, 2, 1), said(3)});
        QCOMPARE(shape(timeline), QStringLiteral("1 3"));
    }

    void anEntryThatComesTwiceIsThereOnce()
    {
        Timeline timeline;
        timeline.add({said(1)});
        QVERIFY(timeline.add({said(1)}).empty());
        QCOMPARE(shape(timeline), QStringLiteral("1"));
    }

    void anAnnouncedGapIsAHoleThatIsNotLoadedByItself()
    {
        Timeline timeline;
        timeline.add(saidBetween(1, 2));
        timeline.addGap({3, 9});
        QCOMPARE(shape(timeline), QStringLiteral("1 2 (3-9)"));
        timeline.add({said(10)});
        QCOMPARE(shape(timeline), QStringLiteral("1 2 (3-9) 10"));
        QVERIFY(!timeline.newestHole());
        QVERIFY(timeline.isFillable(*timeline.find(3)));
    }

    void whatHistoryNoLongerHasCannotBeFilled()
    {
        Timeline timeline;
        timeline.add({said(1), said(10)});
        timeline.addHistory(10, {{said(8), said(9)}, true});
        QCOMPARE(shape(timeline), QStringLiteral("1 (2-7) 8 9 10"));
        QVERIFY(!timeline.isFillable(*timeline.find(2)));
        QVERIFY(!timeline.newestHole());
    }

    void theStartIsReachedByTheFirstNumberOrByHistory()
    {
        Timeline first;
        first.add({said(2)});
        QVERIFY(!first.reachesStart());
        first.add({said(1)});
        QVERIFY(first.reachesStart());
        Timeline second;
        second.add({said(30)});
        second.addHistory(30, {saidBetween(21, 29), true});
        QVERIFY(second.reachesStart());
    }

    void theLastEditHoldsInAnyOrderOfArrival()
    {
        const auto edit = [](qint64 seq, const QString &text) {
            return test::amended(chat::EntryType::Edit, seq, 1, text);
        };
        Timeline timeline;
        timeline.add({edit(3, QStringLiteral("third"))});
        timeline.add({said(1)});
        timeline.add({edit(2, QStringLiteral("second"))});
        QCOMPARE(timeline.find(1)->text, QStringLiteral("third"));
        QVERIFY(timeline.find(1)->isEdited);
        timeline.add({test::amended(chat::EntryType::Delete, 4, 1)});
        QVERIFY(timeline.find(1)->isDeleted);
    }

    void whatAMessageSaidBeforeIsKnownAsFarAsItIsLoaded()
    {
        const auto edit = [](qint64 seq, const QString &text) {
            return test::amended(chat::EntryType::Edit, seq, 1, text);
        };
        Timeline timeline;
        timeline.add({said(1), said(2), edit(5, QStringLiteral("third"))});
        using Versions = std::vector<app::MessageVersion>;
        const Versions some{
            {QStringLiteral("text 1"), said(1).sentAt}, {QStringLiteral("third"), said(5).sentAt}};
        QVERIFY(timeline.versionsOf("m1").versions == some);
        QVERIFY(!timeline.versionsOf("m1").isWhole); // 3 and 4 may be edits
        timeline.add({edit(4, QStringLiteral("second")), said(3)});
        QCOMPARE(timeline.versionsOf("m1").versions.size(), 3U);
        QCOMPARE(timeline.versionsOf("m1").versions[1].text, QStringLiteral("second"));
        QVERIFY(timeline.versionsOf("m1").isWhole);
        QCOMPARE(timeline.versionsOf("m3").versions.size(), 1U);
        timeline.add({test::amended(chat::EntryType::Delete, 6, 1)});
        QVERIFY(timeline.versionsOf("m1").versions.empty());
        QVERIFY(timeline.versionsOf("none").versions.empty());
    }

    void aNumberWithoutARowIsShownByTheNextOne()
    {
        Timeline timeline;
        timeline.add({said(1), test::amended(chat::EntryType::Reaction, 2, 1), said(3), said(9),
            test::amended(chat::EntryType::Reaction, 10, 1)});
        QCOMPARE(timeline.shownAt(1)->position, 1);
        QCOMPARE(timeline.shownAt(2)->position, 3);
        QCOMPARE(timeline.shownAt(10)->position, 9);
        QVERIFY(!timeline.shownAt(5));
        QVERIFY(!timeline.shownAt(11));
    }

    void theNearestHoleAboveIsNamed()
    {
        Timeline timeline;
        timeline.add({said(1), said(5), said(9)});
        QCOMPARE(timeline.fillableHoleAbove(9)->position, 6);
        QCOMPARE(timeline.fillableHoleAbove(5)->position, 2);
        QVERIFY(!timeline.fillableHoleAbove(2));
    }

    void whatOneHasSaidIsThereOnceTheNewestFirst()
    {
        const auto mine = [](qint64 seq, const QString &text) { return said(seq, "me", text); };
        Timeline timeline;
        timeline.setSelf("me", QStringLiteral("Me"));
        timeline.add({mine(1, QStringLiteral("a")), said(2), mine(3, QStringLiteral("b")),
            mine(4, QStringLiteral("a")), mine(5, QStringLiteral("gone")),
            test::amended(chat::EntryType::Delete, 6, 5)});
        timeline.setPending({"key", QStringLiteral("c"), {}, 0, app::PendingState::Waiting, {}});
        QCOMPARE(timeline.ownTexts(),
            (QStringList{QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(timeline.ownTexts(1).size(), 1);
    }

    void reactionsAreThoseOfThePeopleWhoseLastWordIsOn()
    {
        const auto react = [](qint64 seq, const QByteArray &person, bool on) {
            chat::Entry entry = test::amended(chat::EntryType::Reaction, seq, 1);
            entry.author.id = person;
            entry.emoji = QStringLiteral("+1");
            entry.on = on;
            return entry;
        };
        Timeline timeline;
        timeline.add(
            {react(4, "bob", false), said(1), react(2, "ann", true), react(3, "bob", true)});
        QCOMPARE(timeline.find(1)->reactions.size(), 1U);
        QCOMPARE(timeline.find(1)->reactions[0].people.size(), 1U);
        QCOMPARE(timeline.find(1)->reactions[0].people[0].id, QByteArray("ann"));
    }

    void ownAndDeletedMessagesAreSilentAndMentionsCount()
    {
        Timeline timeline;
        timeline.setSelf("me", QStringLiteral("Me"));
        timeline.add({said(1), said(2, "me"), said(3, "ann", QStringLiteral("@me!")),
            said(4, "ann", QStringLiteral("@Mesh")), test::amended(chat::EntryType::Delete, 5, 1)});
        QCOMPARE(timeline.silentCount(0, 5), 3); // 1, 2, 5
        QCOMPARE(timeline.silentCount(2, 4), 0);
        QCOMPARE(timeline.mentionCount(0, 5), 1);
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
