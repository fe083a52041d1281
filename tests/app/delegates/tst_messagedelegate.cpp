#include "app/delegates/memberdelegate.h"
#include "app/delegates/messagedelegate.h"
#include "app/delegates/messagewords.h"
#include "app/delegates/roomdelegate.h"
#include "tests/app/support/fakemodels.h"

#include <QImage>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QTest>

using namespace app;
using namespace app::test;

static QImage painted(const QAbstractItemDelegate &delegate, const QModelIndex &index, QSize size,
    QStyle::State state)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = QRect(QPoint(0, 0), size);
    option.state = state;
    delegate.paint(&painter, option, index);
    painter.end();
    return image;
}

static bool isBlank(const QImage &image)
{
    QImage blank(image.size(), image.format());
    blank.fill(Qt::white);
    return image == blank;
}

class MessageDelegateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paintsEveryKindOfRow_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 900;
        QTest::newRow("narrow") << 260;
        QTest::newRow("absurd") << 130;
    }

    void paintsEveryKindOfRow()
    {
        QFETCH(int, width);
        FakeTimeline model;
        model.insert(0, conversation(true));
        MessageDelegate delegate;
        delegate.setAppearance(plainAppearance());
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, width, 0);
        for (int row = 0; row < model.rowCount(); ++row) {
            const QSize size = delegate.sizeHint(option, model.index(row));
            QVERIFY(size.height() >= 18);
            QVERIFY2(!isBlank(painted(delegate, model.index(row), size, {})),
                qPrintable(QString::number(row)));
        }
    }

    void aNarrowerRowIsTaller()
    {
        FakeTimeline model;
        model.append(message(1, QStringLiteral("Ann"), QStringLiteral("words ").repeated(60)));
        MessageDelegate delegate;
        delegate.setAppearance(plainAppearance());
        QStyleOptionViewItem wide;
        wide.rect = QRect(0, 0, 1000, 0);
        QStyleOptionViewItem narrow;
        narrow.rect = QRect(0, 0, 300, 0);
        QVERIFY(delegate.sizeHint(narrow, model.index(0)).height()
            > delegate.sizeHint(wide, model.index(0)).height());
    }

    void theSelectionIsSeen()
    {
        FakeTimeline model;
        model.append(message(1, QStringLiteral("Ann"), QStringLiteral("some words")));
        MessageDelegate delegate;
        delegate.setAppearance(plainAppearance());
        const QImage without = painted(delegate, model.index(0), {400, 60}, {});
        TimelineSelection selection;
        selection.start({model.index(0), 0});
        selection.extendTo({model.index(0), 4});
        delegate.setSelection(&selection);
        QVERIFY(painted(delegate, model.index(0), {400, 60}, {}) != without);
    }

    void aLinkIsFoundUnderThePoint()
    {
        FakeTimeline model;
        model.append(
            message(1, QStringLiteral("Ann"), QStringLiteral("https://example.org/a and words")));
        MessageDelegate delegate;
        delegate.setAppearance(plainAppearance());
        const QRect row(0, 100, 600, 60);
        const int top = 100 + delegate.metrics().groupSpace + delegate.metrics().headerHeight;
        const auto onLink = delegate.hitTest(model.index(0), row, QPoint(72, top + 6));
        QCOMPARE(onLink.part, MessageDelegate::Part::Link);
        QCOMPARE(onLink.url, QUrl(QStringLiteral("https://example.org/a")));
        const auto onAvatar = delegate.hitTest(model.index(0), row, QPoint(30, top));
        QCOMPARE(onAvatar.part, MessageDelegate::Part::Nothing);
        const auto behind = delegate.hitTest(model.index(0), row, QPoint(590, top + 6));
        QCOMPARE(behind.part, MessageDelegate::Part::Nothing);
        QCOMPARE(behind.character, 31);
    }

    void daysAreNamedAsPeopleNameThem()
    {
        const QDate today(2026, 11, 22);
        const auto day = [&](int ago) {
            return MessageWords::day(today.addDays(-ago).startOfDay(), today);
        };
        QCOMPARE(day(0), QStringLiteral("Today"));
        QCOMPARE(day(1), QStringLiteral("Yesterday"));
        QVERIFY(day(2).contains(QStringLiteral("20")));
    }

    void screenReadersHearWhoSaidWhatAndWhetherItIsSent()
    {
        MessageRow row = message(3, QStringLiteral("Ann"), QStringLiteral("hello"));
        row.state = MessageState::Failed;
        row.failureReason = QStringLiteral("too long");
        QCOMPARE(MessageWords::spoken(row),
            QStringLiteral("Ann, %1, hello, Not sent: too long")
                .arg(MessageWords::time(row.sentAt)));
    }

    void roomsAndPeopleArePainted()
    {
        FakeList rooms;
        fillRooms(rooms, false);
        FakeList members;
        fillMembers(members, true);
        RoomDelegate room;
        room.setAppearance(plainAppearance());
        MemberDelegate member;
        member.setAppearance(plainAppearance());
        for (int i = 0; i < rooms.rowCount(); ++i) {
            QVERIFY(!isBlank(painted(room, rooms.index(i), {260, 52}, QStyle::State_HasFocus)));
        }
        for (int i = 0; i < members.rowCount(); ++i) {
            QVERIFY(!isBlank(painted(member, members.index(i), {240, 40}, {})));
        }
        QCOMPARE(RoomDelegate::badgeText(99), QStringLiteral("99"));
        QCOMPARE(RoomDelegate::badgeText(100), QStringLiteral("99+"));
    }
};

QTEST_MAIN(MessageDelegateTest)
#include "tst_messagedelegate.moc"
