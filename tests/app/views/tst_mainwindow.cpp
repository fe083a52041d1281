#include "app/views/chatpage.h"
#include "app/views/mainwindow.h"
#include "app/views/memberspane.h"
#include "app/views/newroomdialog.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/shortcutshelp.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace app;

class MainWindowTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    static QAbstractButton *buttonOf(QWidget *parent, const QString &text)
    {
        for (QAbstractButton *button : parent->findChildren<QAbstractButton *>()) {
            if (button->text() == text) {
                return button;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_window = std::make_unique<MainWindow>(m_theme.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void closesAtOnceWhenNobodyIsThere()
    {
        QSignalSpy closing(m_window.get(), &MainWindow::closing);
        QVERIFY(m_window->close());
        QCOMPARE(closing.count(), 1);
    }

    void asksWhenOthersWouldBeCutOff()
    {
        QSignalSpy closing(m_window.get(), &MainWindow::closing);
        m_window->setDependents(3);
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        auto *question = m_window->findChild<QMessageBox *>();
        QVERIFY(question);
        QVERIFY(question->informativeText().contains(QStringLiteral("3")));
        buttonOf(question, QStringLiteral("Keep hosting"))->click();
        QVERIFY(m_window->isVisible());
        QCOMPARE(closing.count(), 0);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
        QVERIFY(!m_window->close());
        buttonOf(m_window->findChild<QMessageBox *>(), QStringLiteral("Stop hosting"))->click();
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(closing.count(), 1);
    }

    void hasRoomForThreePanesTwoOrOne()
    {
        m_window->showChat();
        ChatPage *page = m_window->chatPage();
        m_window->resize(1100, 720);
        QTRY_VERIFY(page->membersPane()->isVisible());
        QVERIFY(page->roomsPane()->isVisible());
        m_window->resize(800, 600);
        QTRY_VERIFY(!page->membersPane()->isVisible());
        QVERIFY(page->roomsPane()->isVisible());
        m_window->resize(480, 420);
        QTRY_VERIFY(!page->timeline()->isVisible());
        page->showConversation();
        QVERIFY(page->timeline()->isVisible());
        QVERIFY(!page->roomsPane()->isVisible());
        Q_EMIT page->header()->backRequested();
        QVERIFY(page->roomsPane()->isVisible());
    }

    void keysMakeItLargerAndSmallerOnEveryPage()
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QSignalSpy zoom(m_window.get(), &MainWindow::zoomChosen);
        QTest::keyClick(m_window.get(), Qt::Key_Plus, Qt::ControlModifier);
        m_window->showChat();
        QTest::keyClick(m_window.get(), Qt::Key_Minus, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(zoom.count(), 3);
        QCOMPARE(zoom.at(0).at(0).toInt(), 1);
        QCOMPARE(zoom.at(1).at(0).toInt(), -1);
        QCOMPARE(zoom.at(2).at(0).toInt(), 0);
    }

    void keysShowAllKeys()
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *help = m_window->findChild<ShortcutsHelp *>();
        QVERIFY(help);
        QStringList words;
        for (const QLabel *label : help->findChildren<QLabel *>()) {
            words += label->text();
        }
        for (const ShortcutKeys &row : ShortcutKeys::table()) {
            QVERIFY(words.contains(ShortcutWords::of(row.shortcut)));
            QVERIFY(words.contains(ShortcutsHelp::keysText(row.keys)));
        }
        QTest::keyClick(help, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<ShortcutsHelp *>());
    }

    void aKeyShowsAndHidesThePeople()
    {
        m_window->showChat();
        m_window->resize(1100, 720);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        const MembersPane *members = m_window->chatPage()->membersPane();
        QTRY_VERIFY(members->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(!members->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(members->isVisible());
        m_window->resize(480, 420);
        m_window->chatPage()->showConversation();
        QTest::keyClick(m_window.get(), Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(members->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(m_window->chatPage()->timeline()->isVisible()); // back where one was
    }

    void theSmallestWindowIs480By420()
    {
        QCOMPARE(m_window->minimumSize(), QSize(480, 420));
        m_window->showChat();
        m_window->resize(1, 1);
        QTRY_COMPARE(m_window->size(), QSize(480, 420));
    }

    void everyButtonHasAName()
    {
        m_window->showChat();
        for (const QAbstractButton *button :
            m_window->chatPage()->findChildren<QAbstractButton *>()) {
            if (button->objectName().startsWith(QStringLiteral("qt_")) || button->isHidden()) {
                continue;
            }
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                button->metaObject()->className());
        }
    }

    void tabGoesRoundTheWindow()
    {
        m_window->showChat();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QWidget *start = QGuiApplication::focusObject()
            ? qobject_cast<QWidget *>(QGuiApplication::focusObject())
            : nullptr;
        QVERIFY(start);
        int steps = 0;
        do {
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
            ++steps;
        } while (m_window->focusWidget() != start && steps < 50);
        QVERIFY(steps > 3 && steps < 50);
    }

    void aRoomNeedsAName()
    {
        NewRoomDialog dialog(m_theme.get());
        QAbstractButton *create = buttonOf(&dialog, QStringLiteral("Create"));
        QVERIFY(!create->isEnabled());
        dialog.findChildren<QLineEdit *>().first()->setText(QStringLiteral("  Weekend  plans "));
        QVERIFY(create->isEnabled());
        QCOMPARE(dialog.name(), QStringLiteral("Weekend plans"));
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
