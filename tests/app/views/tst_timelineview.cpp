#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "tests/app/support/fakemodels.h"
#include "tests/support/threadtime.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyleOptionViewItem>
#include <QTest>

#include <memory>

using namespace app;
using namespace app::test;

class TimelineViewTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeTimeline> m_model;
    std::unique_ptr<TimelineView> m_view;

    int topOf(qint64 seq)
    {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->index(row).data(TimelineRole::Seq).toLongLong() == seq) {
                return m_view->visualRect(m_model->index(row)).top();
            }
        }
        return -100000;
    }
    void scrollUp(int pixels)
    {
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() - pixels);
    }
    QPushButton *pill() { return m_view->endButton(); }
    QPoint textPoint(int row, int x)
    {
        const QRect rect = m_view->visualRect(m_model->index(row));
        return {68 + x, rect.bottom() - 10};
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_model = std::make_unique<FakeTimeline>();
        m_view = std::make_unique<TimelineView>(m_theme.get());
        m_view->setModel(m_model.get());
        m_view->resize(600, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void opensAtTheEnd()
    {
        m_model->insert(0, messages(1, 200));
        QVERIFY(m_view->isAtEnd());
        QCOMPARE(
            m_view->visualRect(m_model->index(199)).bottom() + 1, m_view->viewport()->height());
    }

    void fewMessagesStandAtTheBottom()
    {
        m_model->insert(0, messages(1, 2));
        QCOMPARE(m_view->visualRect(m_model->index(1)).bottom() + 1, m_view->viewport()->height());
        QVERIFY(m_view->visualRect(m_model->index(0)).top() > 0);
    }

    void olderMessagesDoNotMoveWhatIsRead()
    {
        m_model->insert(0, messages(101, 200));
        scrollUp(2000);
        const qint64 seq = m_view->indexAt(QPoint(10, 100)).data(TimelineRole::Seq).toLongLong();
        const int top = topOf(seq);
        m_model->insert(0, messages(1, 100));
        QCOMPARE(topOf(seq), top);
        QVERIFY(!m_view->isAtEnd());
    }

    void newMessagesDoNotMoveWhatIsReadButShowThePill()
    {
        m_model->insert(0, messages(1, 200));
        scrollUp(1500);
        const qint64 seq = m_view->indexAt(QPoint(10, 100)).data(TimelineRole::Seq).toLongLong();
        const int top = topOf(seq);
        m_model->insert(200, messages(201, 203));
        m_view->setUnread(3, 0);
        QCOMPARE(topOf(seq), top);
        QCOMPARE(m_view->newBelow(), 3);
        QVERIFY(pill()->isVisible());
        QCOMPARE(pill()->text(), QStringLiteral("3 new"));
        m_view->setUnread(120, 2);
        QCOMPARE(pill()->text(), QStringLiteral("99+ new · @2"));
        QTest::mouseClick(pill(), Qt::LeftButton);
        QVERIFY(m_view->isAtEnd());
        QCOMPARE(m_view->newBelow(), 0);
        QVERIFY(!pill()->isVisible());
    }

    void theEndIsFollowed()
    {
        m_model->insert(0, messages(1, 200));
        m_model->insert(200, messages(201, 210));
        QVERIFY(m_view->isAtEnd());
        QCOMPARE(
            m_view->visualRect(m_model->index(209)).bottom() + 1, m_view->viewport()->height());
        QCOMPARE(m_view->newBelow(), 0);
    }

    void anOwnMessageGoesToTheEnd()
    {
        m_model->insert(0, messages(1, 200));
        scrollUp(1500);
        MessageRow own = message(0, QStringLiteral("Me"), QStringLiteral("mine"));
        own.isOwn = true;
        own.state = MessageState::Waiting;
        m_model->append(own);
        QVERIFY(m_view->isAtEnd());
    }

    void aTallerRowAboveDoesNotMoveWhatIsRead()
    {
        m_model->insert(0, messages(1, 200));
        scrollUp(1500);
        const QModelIndex first = m_view->indexAt(QPoint(10, 5));
        const qint64 seq = m_view->indexAt(QPoint(10, 200)).data(TimelineRole::Seq).toLongLong();
        const int top = topOf(seq);
        m_model->replace(first.row() - 3,
            message(1000, QStringLiteral("Ann"), QStringLiteral("long ").repeated(400)));
        QCOMPARE(topOf(seq), top);
    }

    void removingRowsAboveDoesNotMoveWhatIsRead()
    {
        m_model->insert(0, messages(1, 200));
        scrollUp(1500);
        const qint64 seq = m_view->indexAt(QPoint(10, 200)).data(TimelineRole::Seq).toLongLong();
        const int top = topOf(seq);
        m_model->remove(0, 50);
        QCOMPARE(topOf(seq), top);
    }

    void anotherWidthKeepsTheFirstMessage()
    {
        m_model->insert(0, messages(1, 200));
        scrollUp(1500);
        const qint64 seq = m_view->indexAt(QPoint(10, 0)).data(TimelineRole::Seq).toLongLong();
        const int top = topOf(seq);
        m_view->resize(420, 400);
        QCOMPARE(topOf(seq), top);
    }

    void scrollingUpStepByStepNeverJumps()
    {
        std::vector<MessageRow> rows = messages(1, 300);
        for (std::size_t i = 0; i < rows.size(); i += 3) {
            rows[i].text = QStringLiteral("many words ").repeated(static_cast<qsizetype>(i % 70));
        }
        m_model->insert(0, rows);
        while (m_view->verticalScrollBar()->value() > 0) {
            const qint64 seq = m_view->indexAt(QPoint(10, 50)).data(TimelineRole::Seq).toLongLong();
            const int top = topOf(seq);
            const int step = std::min(120, m_view->verticalScrollBar()->value());
            scrollUp(step);
            QCOMPARE(topOf(seq), top + step);
        }
    }

    void olderOnesAreAskedForNearTheTop()
    {
        m_model->insert(0, messages(1, 200));
        QSignalSpy wanted(m_view.get(), &TimelineView::olderWanted);
        scrollUp(300);
        QCOMPARE(wanted.count(), 0);
        m_view->verticalScrollBar()->setValue(100);
        QVERIFY(wanted.count() > 0);
    }

    void aHoleOnTheScreenIsTold()
    {
        QSignalSpy shown(m_view.get(), &TimelineView::holeShown);
        MessageRow hole = message(7, {}, {});
        hole.kind = TimelineRowKind::Hole;
        m_model->insert(0, {hole});
        QVERIFY(!shown.isEmpty());
        QCOMPARE(shown.last().first().toLongLong(), 7);
    }

    // Who reads on from above gets what follows, who comes from below what stands before.
    void aHoleIsToldWithTheSideOneComesFrom()
    {
        MessageRow hole = message(101, {}, {});
        hole.kind = TimelineRowKind::Hole;
        m_model->insert(0, messages(201, 300));
        m_model->insert(0, {hole});
        m_model->insert(0, messages(1, 100));
        QSignalSpy shown(m_view.get(), &TimelineView::holeShown);
        m_view->showFound(95);
        QVERIFY(!shown.isEmpty());
        QVERIFY(shown.last().at(1).toBool());
        m_view->scrollToEnd();
        shown.clear();
        while (shown.isEmpty() && m_view->verticalScrollBar()->value() > 0) {
            scrollUp(20);
        }
        QVERIFY(!shown.isEmpty());
        QVERIFY(!shown.first().at(1).toBool());
    }

    void whatWasLookedForIsOnTheScreenWithTheKeys()
    {
        m_model->insert(0, messages(1, 200));
        m_view->showFound(40);
        QCOMPARE(m_view->currentIndex().row(), 40);
        QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex())));
        QVERIFY(!m_view->isAtEnd());
        QVERIFY(m_view->endButton()->isVisible());
        m_model->insert(0, messages(201, 260)); // older ones come in
        QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex())));
        m_view->endButton()->click();
        QVERIFY(m_view->isAtEnd());
    }

    void theLastRowOnTheScreenIsTold()
    {
        QSignalSpy shown(m_view.get(), &TimelineView::shownUpTo);
        m_model->insert(0, messages(1, 200));
        QCOMPARE(shown.last().first().toInt(), 199);
        scrollUp(1000);
        QVERIFY(shown.last().first().toInt() < 199);
    }

    void draggingSelectsOverMessagesAndCopies()
    {
        m_model->insert(0,
            {message(1, QStringLiteral("Ann"), QStringLiteral("one")),
                message(2, QStringLiteral("Ben"), QStringLiteral("two")),
                message(3, QStringLiteral("Ann"), QStringLiteral("three"))});
        QWidget *port = m_view->viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, textPoint(0, -4));
        QMouseEvent move(QEvent::MouseMove, textPoint(2, 300), port->mapToGlobal(textPoint(2, 300)),
            Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(port, &move);
        QTest::mouseRelease(port, Qt::LeftButton, {}, textPoint(2, 300));
        const QString expected =
            QStringLiteral("[14:02] Ann: one\n[14:02] Ben: two\n[14:03] Ann: three");
        QCOMPARE(m_view->selectedText(), expected);
        m_view->setFocus();
        QTest::keySequence(m_view.get(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), expected);
        m_model->insert(0, messages(10, 40));
        QCOMPARE(m_view->selectedText(), expected);
    }

    void shiftAndArrowsSelectByRow()
    {
        m_model->insert(0, messages(1, 5));
        m_view->setFocus();
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(m_view->currentIndex().row(), 4);
        QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(),
            QStringLiteral("[14:03] Ann: message number 4\n[14:03] Ann: message number 5"));
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(m_view->selectedText(), QString());
    }

    void tabLeavesTheTimeline()
    {
        QVERIFY(!m_view->tabKeyNavigation());
        QCOMPARE(m_view->accessibleName(), QStringLiteral("Messages"));
    }

    void aClickOnALinkOpensItAndADragDoesNot()
    {
        m_model->append(
            message(1, QStringLiteral("Ann"), QStringLiteral("https://example.org/abc")));
        QSignalSpy activated(m_view.get(), &TimelineView::linkActivated);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, textPoint(0, 20));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(
            activated.first().first().toUrl(), QUrl(QStringLiteral("https://example.org/abc")));
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, textPoint(0, 5));
        QMouseEvent move(QEvent::MouseMove, textPoint(0, 80),
            m_view->viewport()->mapToGlobal(textPoint(0, 80)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_view->viewport(), &move);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, textPoint(0, 80));
        QCOMPARE(activated.count(), 1);
    }

    void showsFromTheUnreadLine()
    {
        m_model->insert(0, messages(1, 200));
        m_view->showFromRow(100);
        QCOMPARE(m_view->visualRect(m_model->index(100)).top(), 8);
        QVERIFY(!m_view->isAtEnd());
    }

    void manyMessagesAreNotLaidOutAtOnce()
    {
        const std::vector<MessageRow> many = messages(1, 100'000);
        const qint64 before = ::test::threadNanoseconds();
        m_model->insert(0, many);
        const qint64 inserted = ::test::threadNanoseconds();
        QStyleOptionViewItem option;
        option.rect = m_view->viewport()->rect();
        for (int row = 0; row < 1000; ++row)
            m_view->itemDelegate()->sizeHint(option, m_model->index(row));
        const qint64 ofAThousand = ::test::threadNanoseconds() - inserted;
        QVERIFY2(inserted - before < 50 * ofAThousand, "half of them seem to be laid out");
        QVERIFY(m_view->isAtEnd());
    }
};

QTEST_MAIN(TimelineViewTest)
#include "tst_timelineview.moc"
