#include "app/client/timeline.h"
#include "tests/app/entries.h"

#include <QTest>

using app::PendingState;
using app::Timeline;
using app::TimelineItem;
using test::said;

class TestTimelinePending : public QObject {
    Q_OBJECT

    static Timeline roomWithOnePending()
    {
        Timeline timeline;
        timeline.setSelf("me", QStringLiteral("Me"));
        timeline.add({said(1)});
        timeline.setPending(
            {"key", QStringLiteral("hello"), {}, test::noon, PendingState::Waiting, {}});
        return timeline;
    }

    static std::vector<TimelineItem::Kind> kinds(const Timeline &timeline)
    {
        std::vector<TimelineItem::Kind> result;
        for (const auto &item : timeline.items())
            result.push_back(item->kind);
        return result;
    }

    using Kinds = std::vector<TimelineItem::Kind>;
    static constexpr auto message = TimelineItem::Kind::Message;
    static constexpr auto pending = TimelineItem::Kind::Pending;

private Q_SLOTS:
    void aWrittenMessageStandsAtTheEnd()
    {
        Timeline timeline = roomWithOnePending();
        timeline.add({said(2)});
        QCOMPARE(kinds(timeline), (Kinds{message, message, pending}));
        QVERIFY(timeline.items().back()->isOwn);
    }

    void theEntryTakesItsPlaceAfterTheReceipt()
    {
        Timeline timeline = roomWithOnePending();
        timeline.confirm("key", 2);
        QCOMPARE(timeline.items().back()->state, PendingState::Sent);
        const auto changes = timeline.add({said(2, "me", QStringLiteral("hello"))});
        QCOMPARE(changes.size(), 1U);
        QVERIFY(std::holds_alternative<app::ReplaceItem>(changes[0]));
        QCOMPARE(kinds(timeline), (Kinds{message, message}));
    }

    void theEntryTakesItsPlaceBeforeTheReceiptAndIsNotSeenTwice()
    {
        Timeline timeline = roomWithOnePending();
        const auto changes = timeline.add({said(2, "me", QStringLiteral("hello"))});
        QVERIFY(std::holds_alternative<app::ReplaceItem>(changes[0]));
        QCOMPARE(kinds(timeline), (Kinds{message, message}));
        QVERIFY(timeline.confirm("key", 2).empty());
        QVERIFY(timeline.removePending("key").empty());
        QCOMPARE(kinds(timeline), (Kinds{message, message}));
    }

    void theSameWordsFromAnotherDeviceAreToldApartByTheReceipt()
    {
        Timeline timeline = roomWithOnePending();
        timeline.add({said(2, "me", QStringLiteral("hello"))});
        timeline.confirm("key", 3);
        QCOMPARE(kinds(timeline), (Kinds{message, message, pending}));
        timeline.add({said(3, "me", QStringLiteral("hello"))});
        QCOMPARE(kinds(timeline), (Kinds{message, message, message}));
    }

    void aFailureBringsBackAMessageThatWasTakenForAnother()
    {
        Timeline timeline = roomWithOnePending();
        timeline.add({said(2, "me", QStringLiteral("hello"))});
        timeline.setPending({"key", QStringLiteral("hello"), {}, test::noon, PendingState::Failed,
            QStringLiteral("no")});
        QCOMPARE(kinds(timeline), (Kinds{message, message, pending}));
        QCOMPARE(timeline.items().back()->failure, QStringLiteral("no"));
    }

    void anOldMessageOfTheSameWordsIsNotTakenForIt()
    {
        Timeline timeline;
        timeline.setSelf("me", QStringLiteral("Me"));
        timeline.add({said(5)});
        timeline.setPending(
            {"key", QStringLiteral("hello"), {}, test::noon, PendingState::Waiting, {}});
        timeline.addHistory(5, {{said(4, "me", QStringLiteral("hello"))}, false});
        QCOMPARE(kinds(timeline), (Kinds{message, message, pending}));
    }

    void anEntryBehindOthersStillReplacesItsPendingRow()
    {
        Timeline timeline = roomWithOnePending();
        timeline.confirm("key", 3);
        timeline.add({said(2), said(3, "me", QStringLiteral("hello"))});
        QCOMPARE(kinds(timeline), (Kinds{message, message, message}));
        QCOMPARE(timeline.items()[1]->position, 2);
        QCOMPARE(timeline.items()[2]->position, 3);
    }

    void aDiscardedMessageIsGone()
    {
        Timeline timeline = roomWithOnePending();
        timeline.removePending("key");
        QCOMPARE(kinds(timeline), (Kinds{message}));
    }
};

QTEST_GUILESS_MAIN(TestTimelinePending)
#include "tst_timelinepending.moc"
