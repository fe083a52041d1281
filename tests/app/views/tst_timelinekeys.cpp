#include "app/views/hoveractions.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "tests/app/support/fakemodels.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// What can be done with one message: by a key, and with the pointer over it.
class TimelineKeysTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeTimeline> m_model;
    std::unique_ptr<TimelineView> m_view;

    int current() { return m_view->currentIndex().row(); }
    QRect rect(int row) { return m_view->visualRect(m_model->index(row)); }
    const MessageMetrics &metrics()
    {
        return static_cast<MessageDelegate *>(m_view->itemDelegate())->metrics();
    }
    // The only widget of a window has the focus already.
    void focusByKey()
    {
        m_view->clearFocus();
        m_view->setFocus(Qt::TabFocusReason);
    }
    void hover(const QPoint &point)
    {
        QWidget *port = m_view->viewport();
        QMouseEvent move(
            QEvent::MouseMove, point, port->mapToGlobal(point), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(port, &move);
    }
    static MessageRow own(MessageRow row)
    {
        row.isOwn = true;
        return row;
    }

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
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void homeAndEndGoToTheFirstAndTheLastMessage()
    {
        m_model->insert(0, messages(1, 200));
        focusByKey();
        QCOMPARE(current(), 199);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(current(), 0);
        QCOMPARE(rect(0).top(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(current(), 199);
        QVERIFY(m_view->isAtEnd());
    }

    void aPageIsAsFarAsTheScreenIsHigh()
    {
        m_model->insert(0, messages(1, 200));
        focusByKey();
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        const int up = current();
        QVERIFY(up < 199);
        QVERIFY(rect(199).top() >= m_view->viewport()->height() - rect(199).height());
        QVERIFY(m_view->viewport()->rect().contains(rect(up)));
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QVERIFY(current() < up);
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QCOMPARE(current(), 199);
    }

    // As tall as several screens: the keys go on to the next one.
    void aPageIsAtLeastOneMessage()
    {
        m_model->insert(0, messages(1, 3));
        m_model->append(message(4, u"Ann"_s, u"long "_s.repeated(3000)));
        m_model->insert(4, messages(5, 6));
        focusByKey();
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        }
        QCOMPARE(current(), 0);
    }

    void theKeysPassOverLinesBetweenMessages()
    {
        m_model->insert(0, messages(1, 2));
        MessageRow day = message(2, {}, {});
        day.kind = TimelineRowKind::DayLine;
        m_model->insert(1, {day});
        focusByKey();
        QCOMPARE(current(), 2);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(current(), 0);
    }

    void aKeyDoesSomethingWithTheMessage_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("isOwn");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](const char *name, int key, bool isOwn, const char *told) {
            QTest::newRow(name) << key << isOwn << QByteArray(told);
        };
        row("R replies", Qt::Key_R, false, "reply");
        row("E edits one's own", Qt::Key_E, true, "change");
        row("E does nothing to others'", Qt::Key_E, false, "");
        row("+ reacts", Qt::Key_Plus, false, "react");
        row("= reacts", Qt::Key_Equal, false, "react");
        row("Del asks about one's own", Qt::Key_Delete, true, "delete");
        row("Del does nothing to others'", Qt::Key_Delete, false, "");
        row("Enter shows what it answers", Qt::Key_Return, false, "original");
        row("any other letter does nothing", Qt::Key_X, false, "");
        row("Esc leaves", Qt::Key_Escape, false, "leave");
    }

    void aKeyDoesSomethingWithTheMessage()
    {
        QFETCH(int, key);
        QFETCH(bool, isOwn);
        QFETCH(QByteArray, told);
        MessageRow row = replying(message(7, u"Ann"_s, u"hello"_s), u"Ben"_s, u"hi"_s);
        row.isOwn = isOwn;
        m_model->append(row);
        focusByKey();
        QByteArray heard;
        const auto hear = [&heard](const char *what, const QByteArray &id) {
            QCOMPARE(id, QByteArray("m7"));
            heard += what;
        };
        connect(m_view.get(), &TimelineView::replyRequested, this,
            [&](const QByteArray &id) { hear("reply", id); });
        connect(m_view.get(), &TimelineView::changeRequested, this,
            [&](const QByteArray &id) { hear("change", id); });
        connect(m_view.get(), &TimelineView::reactionWanted, this,
            [&](const QByteArray &id) { hear("react", id); });
        connect(m_view.get(), &TimelineView::deleteRequested, this,
            [&](const QByteArray &id) { hear("delete", id); });
        connect(m_view.get(), &TimelineView::originalRequested, this,
            [&](const QByteArray &id) { hear("original", id); });
        connect(m_view.get(), &TimelineView::leaveRequested, this, [&] { heard += "leave"; });
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key));
        QCOMPARE(heard, told);
    }

    void cCopiesTheMessage()
    {
        m_model->insert(0, messages(1, 3));
        focusByKey();
        QTest::keyClick(m_view.get(), Qt::Key_C);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"message number 3"_s);
    }

    // Who clicked somewhere and goes on writing has no row under the keys.
    void lettersAreNoCommandsAfterAClick()
    {
        m_model->insert(0, messages(1, 3));
        focusByKey();
        QVERIFY(m_view->hasCursor());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rect(1).center());
        QVERIFY(!m_view->hasCursor());
        QSignalSpy reply(m_view.get(), &TimelineView::replyRequested);
        QKeyEvent key(QEvent::KeyPress, Qt::Key_R, {}, u"r"_s);
        QCoreApplication::sendEvent(m_view.get(), &key);
        QVERIFY(!key.isAccepted());
        QCOMPARE(reply.count(), 0);
    }

    void altAndControlAreTheWindows()
    {
        m_model->insert(0, messages(1, 3));
        focusByKey();
        for (const Qt::KeyboardModifiers modifiers : {Qt::AltModifier, Qt::ControlModifier}) {
            for (const int name : {Qt::Key_Up, Qt::Key_PageUp, Qt::Key_R, Qt::Key_E}) {
                QKeyEvent key(QEvent::KeyPress, name, modifiers);
                QCoreApplication::sendEvent(m_view.get(), &key);
                QVERIFY(!key.isAccepted());
            }
        }
        QCOMPARE(current(), 2);
    }

    void theMenuOpensByShiftF10AndByTheMenuKey()
    {
        m_model->append(own(message(1, u"Ann"_s, u"hello"_s)));
        focusByKey();
        const auto texts = [this] {
            QStringList texts;
            auto *menu = m_view->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
            for (const QAction *action : menu ? menu->actions() : QList<QAction *>()) {
                texts += action->text();
            }
            delete menu;
            return texts;
        };
        QTest::keyClick(m_view.get(), Qt::Key_F10, Qt::ShiftModifier);
        const QStringList byF10 = texts();
        QVERIFY(byF10.contains(u"Reply"_s) && byF10.contains(u"Delete…"_s));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(1, 1), QPoint(1, 1));
        QCoreApplication::sendEvent(m_view->viewport(), &event);
        QCOMPARE(texts(), byF10);
    }

    void aFailedMessageIsEditedAndDiscardedByTheSameKeys()
    {
        MessageRow failed = own(message(0, u"Ann"_s, u"hello"_s));
        failed.messageId = "key";
        failed.state = MessageState::Failed;
        m_model->append(failed);
        focusByKey();
        QSignalSpy edit(m_view.get(), &TimelineView::editRequested);
        QSignalSpy discard(m_view.get(), &TimelineView::discardRequested);
        QTest::keyClick(m_view.get(), Qt::Key_E);
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(edit.value(0).value(0).toByteArray(), QByteArray("key"));
        QCOMPARE(discard.value(0).value(0).toByteArray(), QByteArray("key"));
    }

    void aClickOnTheQuoteAsksForWhatItAnswers()
    {
        m_model->append(replying(message(7, u"Ann"_s, u"hello"_s), u"Ben"_s, u"hi there"_s));
        QSignalSpy original(m_view.get(), &TimelineView::originalRequested);
        const int quote = rect(0).top() + metrics().groupSpace + metrics().headerHeight + 4;
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(590, quote));
        QCOMPARE(original.count(), 0); // beside the words
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(80, quote));
        QCOMPARE(original.count(), 1);
        QCOMPARE(original.first().first().toByteArray(), QByteArray("m7"));
    }

    void aClickOnEditedAsksForWhatItSaidBefore()
    {
        MessageRow row = message(7, u"Ann"_s, u"hello"_s);
        row.isEdited = true;
        row.isPinned = true;
        m_model->append(row);
        QSignalSpy versions(m_view.get(), &TimelineView::versionsRequested);
        const int marks = rect(0).bottom() - metrics().lineSpace - metrics().captionHeight / 2;
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(200, marks));
        QCOMPARE(versions.count(), 0);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(75, marks));
        QCOMPARE(versions.count(), 1);
    }

    void theCrossOfTheUnreadLineClosesIt()
    {
        m_model->insert(0, messages(1, 2));
        MessageRow line = message(2, {}, u"1 new"_s);
        line.kind = TimelineRowKind::UnreadLine;
        m_model->insert(1, {line});
        QSignalSpy closed(m_view.get(), &TimelineView::unreadLineClosed);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rect(1).center());
        QCOMPARE(closed.count(), 0);
        const QPoint cross(
            m_view->viewport()->width() - metrics().margin - 10, rect(1).center().y());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, cross);
        QCOMPARE(closed.count(), 1);
    }

    void aClickOnADayAsksForAnother()
    {
        MessageRow day = message(1, {}, {});
        day.kind = TimelineRowKind::DayLine;
        m_model->insert(0, {day});
        m_model->insert(1, messages(1, 2));
        QSignalSpy wanted(m_view.get(), &TimelineView::dateRequested);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rect(0).center());
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toDate(), day.sentAt.date());
    }

    void theBarOverAMessageMovesNoRow()
    {
        m_model->insert(0, messages(1, 60));
        HoverActions *bar = m_view->hoverActions();
        QVERIFY(!bar->isVisible());
        const QRect before = rect(57);
        hover(before.center());
        QVERIFY(bar->isVisible());
        QCOMPARE(rect(57), before);
        QVERIFY(bar->geometry().intersects(before));
        QVERIFY(m_view->viewport()->rect().contains(bar->geometry()));
        QVERIFY(!bar->edit()->isVisible());
        QSignalSpy reply(m_view.get(), &TimelineView::replyRequested);
        QSignalSpy react(m_view.get(), &TimelineView::reactionWanted);
        QTest::mouseClick(bar->reply(), Qt::LeftButton);
        QTest::mouseClick(bar->react(), Qt::LeftButton);
        QCOMPARE(reply.value(0).value(0).toByteArray(), QByteArray("m58"));
        QCOMPARE(react.value(0).value(0).toByteArray(), QByteArray("m58"));
        QTest::mouseClick(bar->more(), Qt::LeftButton);
        QVERIFY(m_view->findChild<QMenu *>());
    }

    void theBarIsNotThereWhileItScrollsOrRowsMove()
    {
        m_model->insert(0, messages(1, 60));
        HoverActions *bar = m_view->hoverActions();
        hover(rect(57).center());
        QVERIFY(bar->isVisible());
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() - 30);
        QVERIFY(!bar->isVisible());
        hover(rect(57).center());
        QVERIFY(bar->isVisible());
        m_view->scrollToEnd();
        hover(rect(57).center());
        m_model->append(message(61, u"Ann"_s, u"new"_s));
        QVERIFY(!bar->isVisible());
    }

    void theBarIsForMessagesThatTheServerHas()
    {
        MessageRow deleted = message(1, u"Ann"_s, u"gone"_s);
        deleted.isDeleted = true;
        MessageRow waiting = own(message(0, u"Ann"_s, u"mine"_s));
        waiting.messageId = "key";
        waiting.state = MessageState::Waiting;
        m_model->insert(0, {deleted, own(message(2, u"Ann"_s, u"here"_s)), waiting});
        HoverActions *bar = m_view->hoverActions();
        hover(rect(1).center());
        QVERIFY(bar->isVisible());
        QVERIFY(bar->edit()->isVisible());
        for (const int row : {0, 2}) {
            hover(rect(row).center());
            QVERIFY(!bar->isVisible());
        }
    }
};

QTEST_MAIN(TimelineKeysTest)
#include "tst_timelinekeys.moc"
