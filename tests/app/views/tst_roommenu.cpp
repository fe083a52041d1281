#include "app/views/roommenu.h"
#include "app/views/roomsasidedialog.h"
#include "app/views/theme.h"
#include "tests/app/support/serverfixture.h"

#include <QAction>
#include <QInputDialog>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;
using namespace app::test;

// What can be done with a room, by its menu: Ann has made it, Bob has not.
class RoomMenuTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ann;
    std::unique_ptr<Person> m_bob;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<RoomMenu> m_menu;
    QByteArray m_room;

    // The actions of the menu that is open, by their texts.
    QAction *action(const QString &text)
    {
        for (const QMenu *menu : m_window->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->text() == text) {
                    return action;
                }
            }
        }
        return nullptr;
    }

    static QPushButton *button(const QWidget &dialog, const QString &text)
    {
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == text) {
                return button;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ServerFixture>();
        m_ann = std::make_unique<Person>(u"Ann"_s);
        m_bob = std::make_unique<Person>(u"Bob"_s);
        m_window = std::make_unique<QWidget>();
        m_window->show();
        m_menu = std::make_unique<RoomMenu>(&m_ann->client, m_window.get());
        m_ann->join(*m_server);
        m_bob->join(*m_server);
        QTRY_VERIFY_WITH_TIMEOUT(m_ann->isOnline() && m_bob->isOnline(), patience);
        m_room = m_ann->client.createRoom(u"Plans"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_ann->client.room(m_room) && m_bob->client.room(m_room), patience);
        m_ann->client.openRoom(m_room);
    }

    void cleanup()
    {
        m_menu.reset();
        m_window.reset();
        m_ann.reset();
        m_bob.reset();
        m_server.reset();
    }

    void whoMadeTheRoomMayChangeItOthersMayLeaveIt()
    {
        m_menu->showForRoom(m_room, {});
        for (const QString &text : {u"Rename…"_s, u"Topic…"_s, u"Archive…"_s}) {
            QVERIFY(action(text) && action(text)->isEnabled());
        }
        RoomMenu bobs(&m_bob->client, m_window.get());
        delete m_window->findChild<QMenu *>();
        bobs.showForRoom(m_room, {});
        for (const QString &text : {u"Rename…"_s, u"Topic…"_s, u"Archive…"_s}) {
            QVERIFY(action(text) && !action(text)->isEnabled());
        }
        QVERIFY(action(u"Leave the room…"_s)->isEnabled());
    }

    void aNewNameIsSeenByAll()
    {
        m_menu->showForOpenRoom({});
        action(u"Rename…"_s)->trigger();
        auto *dialog = m_window->findChild<QInputDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->textValue(), u"Plans"_s);
        dialog->setTextValue(u"주말 계획"_s);
        dialog->accept();
        QTRY_COMPARE_WITH_TIMEOUT(m_bob->client.room(m_room)->name(), u"주말 계획"_s, patience);
    }

    void archivingAsksAndCanBeTakenBack()
    {
        m_menu->showForRoom(m_room, {});
        action(u"Archive…"_s)->trigger();
        auto *question = m_window->findChild<QMessageBox *>();
        QVERIFY(question);
        button(*question, u"Archive"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_ann->client.room(m_room)->isArchived(), patience);
        delete m_window->findChild<QMenu *>();
        m_menu->showForRoom(m_room, {});
        action(u"Take out of the archive"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_ann->client.room(m_room)->isArchived(), patience);
    }

    void aRoomThatWasLeftIsOpenedAgainFromTheListOfThose()
    {
        m_menu->showForRoom(m_room, {});
        action(u"Leave the room…"_s)->trigger();
        auto *question = m_window->findChild<QMessageBox *>();
        QVERIFY(question);
        button(*question, u"Leave"_s)->click();
        QVERIFY(!m_ann->client.room(m_room));

        Theme theme(Theme::Mode::Light);
        RoomsAsideDialog dialog(&m_ann->client, &theme);
        QSignalSpy chosen(&dialog, &RoomsAsideDialog::roomChosen);
        dialog.show();
        const auto *list = dialog.findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(list->currentIndex().data(RoomRole::Name).toString(), u"Plans"_s);
        QVERIFY(!button(dialog, u"Take out of the archive"_s)->isEnabled());
        button(dialog, u"Open"_s)->click();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toByteArray(), m_room);
    }

    void anArchivedRoomIsTakenOutOfTheArchiveInTheListByWhoMay()
    {
        m_ann->client.openRoom("lobby");
        m_ann->client.changeRoom({m_room, std::nullopt, std::nullopt, true});
        QTRY_COMPARE_WITH_TIMEOUT(m_ann->client.roomsAside().size(), 1U, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_bob->client.roomsAside().size(), 1U, patience);
        Theme theme(Theme::Mode::Light);
        const RoomsAsideDialog bobs(&m_bob->client, &theme);
        QVERIFY(!button(bobs, u"Take out of the archive"_s)->isEnabled());
        RoomsAsideDialog anns(&m_ann->client, &theme);
        button(anns, u"Take out of the archive"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_bob->client.room(m_room), patience);
        QCOMPARE(anns.findChild<QListView *>()->model()->rowCount(), 0);
    }

    void exportIsTheHosts()
    {
        m_menu->showForRoom(m_room, {});
        QVERIFY(!action(u"Export… (the host only)"_s)->isEnabled());
        delete m_window->findChild<QMenu *>();
        m_menu->setHosting(true);
        QSignalSpy exported(m_menu.get(), &RoomMenu::exportRequested);
        m_menu->showForRoom(m_room, {});
        action(u"Export…"_s)->trigger();
        QCOMPARE(exported.size(), 1);
        QCOMPARE(exported[0][0].toByteArray(), m_room);
    }

    void somebodyIsRemovedFromTheMembersMenu()
    {
        m_bob->client.openRoom(m_room);
        m_menu->showForMember(m_bob->client.self().person, u"Bob"_s, {});
        QAction *hour = action(u"for an hour"_s);
        QVERIFY(hour);
        QSignalSpy told(&m_bob->client, &ChatClient::problemReported);
        hour->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(told.size() > 0, patience);
    }
};

QTEST_MAIN(RoomMenuTest)
#include "tst_roommenu.moc"
