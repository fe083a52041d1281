#include "app/delegates/messagelayout.h"

#include <QTest>

using namespace app;

class MessageLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsAtMost720Wide()
    {
        const MessageMetrics metrics;
        QCOMPARE(MessageLayout::textWidth(metrics, 3000), 720);
        QCOMPARE(MessageLayout::textWidth(metrics, 500), 500 - 20 - 36 - 12 - 24 - 20);
        QCOMPARE(MessageLayout::textWidth(metrics, 10), 40);
    }

    void firstMessageOfAGroupHasAvatarAndHeader()
    {
        const MessageMetrics metrics;
        const auto layout = MessageLayout::of(
            metrics, 800, {TimelineRowKind::Message, false, MessageState::Sent, {200, 40}, 100});
        QCOMPARE(layout.avatar, QRect(20, 12, 36, 36));
        QCOMPARE(layout.header.left(), 68);
        QCOMPARE(layout.text, QRect(68, 12 + metrics.headerHeight, 200, 40));
        QCOMPARE(layout.height, 12 + metrics.headerHeight + 40 + 2);
        QVERIFY(layout.gutter.isNull());
    }

    void shortMessageIsAsTallAsItsAvatar()
    {
        MessageMetrics metrics;
        metrics.headerHeight = 10;
        const auto layout = MessageLayout::of(
            metrics, 800, {TimelineRowKind::Message, false, MessageState::Sent, {30, 12}, 30});
        QCOMPARE(layout.height, 12 + 36 + 4);
    }

    void followingMessageHasTheTimeInTheGutterOnly()
    {
        const MessageMetrics metrics;
        const auto layout = MessageLayout::of(
            metrics, 800, {TimelineRowKind::Message, true, MessageState::Sent, {200, 20}, 200});
        QVERIFY(layout.avatar.isNull());
        QVERIFY(layout.header.isNull());
        QCOMPARE(layout.gutter.right(), 55);
        QCOMPARE(layout.text, QRect(68, 2, 200, 20));
        QCOMPARE(layout.height, 24);
    }

    void waitingMessageHasAnIconBehindItsLastLine()
    {
        const MessageMetrics metrics;
        const auto layout = MessageLayout::of(
            metrics, 800, {TimelineRowKind::Message, true, MessageState::Waiting, {400, 40}, 120});
        QCOMPARE(layout.state.left(), 68 + 120 + 8);
        QVERIFY(layout.state.bottom() <= layout.text.bottom());
        QVERIFY(layout.caption.isNull());
        QCOMPARE(layout.height, 44);
    }

    void iconOfAFullLastLineStaysInTheRow()
    {
        const MessageMetrics metrics;
        const int width = MessageLayout::textWidth(metrics, 500);
        const auto layout = MessageLayout::of(metrics, 500,
            {TimelineRowKind::Message, true, MessageState::Waiting, {width, 20}, width});
        QVERIFY(layout.state.right() < 500 - metrics.margin);
    }

    void lateAndFailedMessagesSayWhyBelow_data()
    {
        QTest::addColumn<MessageState>("state");
        QTest::newRow("late") << MessageState::Late;
        QTest::newRow("failed") << MessageState::Failed;
    }

    void lateAndFailedMessagesSayWhyBelow()
    {
        QFETCH(MessageState, state);
        const MessageMetrics metrics;
        const auto layout = MessageLayout::of(
            metrics, 800, {TimelineRowKind::Message, true, state, {400, 40}, 120});
        QVERIFY(layout.caption.top() > layout.text.bottom());
        QVERIFY(layout.caption.left() > layout.state.right());
        QCOMPARE(layout.height, 44 + 2 + metrics.captionHeight);
        QVERIFY(layout.caption.bottom() < layout.height);
    }

    void actionsOfAFailedMessageStandSideBySideBelowTheReason()
    {
        const MessageMetrics metrics;
        const auto layout = MessageLayout::of(metrics, 800,
            {TimelineRowKind::Message, true, MessageState::Failed, {400, 40}, 120, {80, 50, 70}});
        QCOMPARE(layout.actions[0].width(), 80);
        QVERIFY(layout.actions[0].top() > layout.caption.bottom());
        QCOMPARE(layout.actions[1].top(), layout.actions[0].top());
        QVERIFY(layout.actions[1].left() > layout.actions[0].right());
        QVERIFY(layout.actions[2].left() > layout.actions[1].right());
        QVERIFY(layout.actions[2].bottom() < layout.height);
    }

    void actionsStandOneBelowTheOtherWhereItIsNarrow()
    {
        const MessageMetrics metrics;
        const auto layout = MessageLayout::of(metrics, 220,
            {TimelineRowKind::Message, true, MessageState::Failed, {60, 40}, 60, {80, 50, 300}});
        QVERIFY(layout.actions[1].top() > layout.actions[0].bottom());
        QVERIFY(layout.actions[2].top() > layout.actions[1].bottom());
        QVERIFY(layout.actions[2].right() < 220);
        QVERIFY(layout.actions[2].bottom() < layout.height);
    }

    void linesBetweenMessagesHaveTheirOwnHeights_data()
    {
        QTest::addColumn<TimelineRowKind>("kind");
        QTest::addColumn<int>("height");
        const MessageMetrics metrics;
        QTest::newRow("day") << TimelineRowKind::DayLine << metrics.dayLineHeight;
        QTest::newRow("unread") << TimelineRowKind::UnreadLine << 28;
        QTest::newRow("hole") << TimelineRowKind::Hole << metrics.holeHeight;
        QTest::newRow("system") << TimelineRowKind::System << metrics.systemHeight;
        QTest::newRow("start") << TimelineRowKind::Start << metrics.startHeight;
    }

    void linesBetweenMessagesHaveTheirOwnHeights()
    {
        QFETCH(TimelineRowKind, kind);
        QFETCH(int, height);
        const auto layout = MessageLayout::of({}, 600, {kind, false, MessageState::Sent, {}, 0});
        QCOMPARE(layout.height, height);
        QVERIFY(layout.avatar.isNull());
    }
};

QTEST_GUILESS_MAIN(MessageLayoutTest)
#include "tst_messagelayout.moc"
