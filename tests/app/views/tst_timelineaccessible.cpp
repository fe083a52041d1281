#include "app/delegates/messagewords.h"
#include "app/views/liveregion.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "tests/app/support/fakemodels.h"

#include <QAccessible>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace app;
using namespace app::test;

class TimelineAccessibleTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeTimeline> m_model;
    std::unique_ptr<TimelineView> m_view;

    QAccessibleInterface *list() { return QAccessible::queryAccessibleInterface(m_view.get()); }

    QStringList names()
    {
        QStringList names;
        for (int i = 0; i < list()->childCount(); ++i) {
            names += list()->child(i)->text(QAccessible::Name);
        }
        return names;
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_model = std::make_unique<FakeTimeline>();
        m_view = std::make_unique<TimelineView>(m_theme.get());
        m_view->setModel(m_model.get());
        m_view->resize(500, 300);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void cleanup() { m_view.reset(); }

    void eachRowIsAnItemThatSaysWhoWhenAndWhat()
    {
        m_model->insert(0, messages(1, 3));
        QCOMPARE(list()->role(), QAccessible::List);
        QCOMPARE(list()->childCount(), 3);
        const QAccessibleInterface *second = list()->child(1);
        QCOMPARE(second->role(), QAccessible::ListItem);
        QCOMPARE(second->text(QAccessible::Name),
            MessageWords::spoken(MessageRow::from(m_model->index(1))));
        QCOMPARE(second->parent(), list());
        QCOMPARE(list()->indexOfChild(second), 1);
        QCOMPARE(list()->child(3), nullptr);
    }

    void itemsFollowTheirRows()
    {
        m_model->insert(0, messages(5, 7));
        const QAccessibleInterface *first = list()->child(0);
        m_model->insert(0, messages(1, 4));
        QCOMPARE(list()->indexOfChild(first), 4);
        QVERIFY(names().last().contains(QStringLiteral("message number 7")));
        m_model->remove(4, 1);
        QVERIFY(!first->isValid());
        QCOMPARE(list()->childCount(), 6);
        m_model->clear();
        QCOMPARE(list()->childCount(), 0);
    }

    void itemsAreWhereTheyAreSeen()
    {
        m_model->insert(0, messages(1, 60));
        const QAccessibleInterface *last = list()->child(59);
        QVERIFY(!last->state().offscreen);
        QVERIFY(list()->child(0)->state().offscreen);
        const QPoint middle = last->rect().center();
        QCOMPARE(list()->childAt(middle.x(), middle.y()), last);
    }

    void theButtonToTheEndIsThereWhenItIsSeen()
    {
        m_model->insert(0, messages(1, 60));
        QCOMPARE(list()->childCount(), 60);
        m_view->showFromRow(0);
        QTRY_VERIFY(m_view->endButton()->isVisible());
        QCOMPARE(list()->childCount(), 61);
        QCOMPARE(list()->child(60)->role(), QAccessible::Button);
        QCOMPARE(list()->indexOfChild(list()->child(60)), 60);
        m_view->showFound(20); // and the one that leads back
        QCOMPARE(list()->childCount(), 62);
        QCOMPARE(list()->child(60)->object(), m_view->backButton());
        QCOMPARE(list()->indexOfChild(list()->child(61)), 61);
        QCOMPARE(list()->child(62), nullptr);
    }

    void theItemThatTheArrowKeysReachHasTheFocus()
    {
        m_model->insert(0, messages(1, 3));
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
        QCOMPARE(list()->focusChild(), nullptr);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(list()->focusChild(), list()->child(2));
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(list()->focusChild(), list()->child(1));
        QVERIFY(list()->child(1)->state().focused);
        QVERIFY(!list()->child(2)->state().focused);
    }

    void tabReachesTheNewestMessage()
    {
        m_model->insert(0, messages(1, 60));
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->clearFocus();
        m_view->setFocus(Qt::TabFocusReason);
        QCOMPARE(list()->focusChild(), list()->child(59));
    }

    void aFailedMessageHasItsActions()
    {
        m_model->insert(0, messages(1, 2));
        QVERIFY(!list()->child(0)->actionInterface());
        MessageRow failed = message(0, QStringLiteral("Ann"), QStringLiteral("hello"));
        failed.messageId = "key";
        failed.isOwn = true;
        failed.state = MessageState::Failed;
        m_model->append(failed);
        QAccessibleActionInterface *actions = list()->child(2)->actionInterface();
        QVERIFY(actions);
        QCOMPARE(actions->actionNames(),
            (QStringList{
                QStringLiteral("Try again"), QStringLiteral("Edit"), QStringLiteral("Discard")}));
        QSignalSpy retry(m_view.get(), &TimelineView::retryRequested);
        QSignalSpy edit(m_view.get(), &TimelineView::editRequested);
        QSignalSpy discard(m_view.get(), &TimelineView::discardRequested);
        for (const QString &name : actions->actionNames()) {
            actions->doAction(name);
        }
        QCOMPARE(retry.value(0).value(0).toByteArray(), QByteArray("key"));
        QCOMPARE(edit.value(0).value(1).toString(), QStringLiteral("hello"));
        QCOMPARE(discard.count(), 1);
    }

    void whatIsAnnouncedIsTheNameOfAStatusLine()
    {
        LiveRegion region;
        region.announce(QStringLiteral("Ann: hello"));
        const QAccessibleInterface *object = QAccessible::queryAccessibleInterface(&region);
        QCOMPARE(object->text(QAccessible::Name), QStringLiteral("Ann: hello"));
        QCOMPARE(object->role(), QAccessible::StatusBar);
    }

    void onlyMessagesOfOthersAtTheEndArrive()
    {
        m_model->insert(0, messages(10, 12));
        QSignalSpy arrived(m_view.get(), &TimelineView::messageArrived);
        m_model->insert(0, messages(1, 9));
        QCOMPARE(arrived.count(), 0);
        MessageRow own = message(0, QStringLiteral("Me"), QStringLiteral("mine"));
        own.isOwn = true;
        m_model->append(own);
        QCOMPARE(arrived.count(), 0);
        m_model->append(message(13, QStringLiteral("Ann"), QStringLiteral("new")));
        QCOMPARE(arrived.count(), 1);
    }
};

QTEST_MAIN(TimelineAccessibleTest)
#include "tst_timelineaccessible.moc"
