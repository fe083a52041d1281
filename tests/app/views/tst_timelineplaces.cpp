#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "tests/app/support/fakemodels.h"

#include <QPushButton>
#include <QScrollBar>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// Going to places and back, and what the buttons at the bottom say.
class TimelinePlacesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeTimeline> m_model;
    std::unique_ptr<TimelineView> m_view;

    int top(int row) { return m_view->visualRect(m_model->index(row)).top(); }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_model = std::make_unique<FakeTimeline>();
        m_view = std::make_unique<TimelineView>(m_theme.get());
        m_view->setModel(m_model.get());
        m_view->resize(600, 400);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_model->insert(0, messages(1, 200));
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void whatIsFoundIsMarkedForAMoment()
    {
        m_view->showFound(40);
        QCOMPARE(m_view->marked(), m_model->index(40));
        QVERIFY(m_view->hasCursor());
        QTRY_VERIFY(!m_view->marked().isValid());
        QVERIFY(m_view->hasCursor());
    }

    void backLeadsToWhereOneWas()
    {
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() - 1500);
        const QPersistentModelIndex reading = m_view->place().row;
        m_view->setCurrentIndex(reading);
        const int before = top(reading.row());
        QVERIFY(!m_view->backButton()->isVisible());
        m_view->showFound(40);
        QVERIFY(m_view->backButton()->isVisible());
        m_model->insert(0, messages(301, 340)); // older ones come in
        QTest::mouseClick(m_view->backButton(), Qt::LeftButton);
        QCOMPARE(top(reading.row()), before);
        QCOMPARE(m_view->currentIndex(), QModelIndex(reading));
        QVERIFY(m_view->hasFocus());
        QVERIFY(!m_view->canGoBack());
        QVERIFY(!m_view->backButton()->isVisible());
    }

    void backGoesStepByStepToTheEnd()
    {
        m_view->showFound(150);
        const int second = top(150);
        m_view->showFound(40);
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(top(150), second);
        QCOMPARE(m_view->currentIndex().row(), 150);
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(m_view->isAtEnd());
        QVERIFY(!m_view->canGoBack());
    }

    void whoGoesToTheEndHasNothingToGoBackTo()
    {
        m_view->showFound(40);
        m_view->endButton()->click();
        QVERIFY(m_view->isAtEnd());
        QVERIFY(!m_view->canGoBack());
        m_view->showFound(40);
        m_model->clear(); // another room
        QVERIFY(!m_view->canGoBack());
    }

    void bothButtonsStandBesideEachOther_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("usual") << 600;
        QTest::newRow("narrow") << 420;
    }

    void bothButtonsStandBesideEachOther()
    {
        QFETCH(int, width);
        m_view->resize(width, 400);
        m_view->setUnread(12, 1);
        m_view->showFound(40);
        QVERIFY(m_view->endButton()->isVisible() && m_view->backButton()->isVisible());
        const QRect back = m_view->backButton()->geometry();
        const QRect end = m_view->endButton()->geometry();
        QVERIFY(back.right() < end.left());
        QVERIFY(m_view->rect().contains(back | end));
        QCOMPARE(m_view->endButton()->text(), u"12 new · @1"_s);
        QCOMPARE(m_view->endButton()->accessibleName(),
            u"12 new message(s) below, go there; 1 of them name(s) you"_s);
    }
};

QTEST_MAIN(TimelinePlacesTest)
#include "tst_timelineplaces.moc"
