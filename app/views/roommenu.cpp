#include "app/views/roommenu.h"

#include "app/client/chatclient.h"

#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <array>

namespace app {

RoomMenu::RoomMenu(ChatClient *client, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_window(window)
{
}

void RoomMenu::showForRoom(const QByteArray &id, const QPoint &globalPosition)
{
    const ChatRoom *room = m_client->room(id);
    if (!room) {
        return;
    }
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString name = room->name();
    addMarks(menu, *room);
    menu->addSeparator();
    addChanges(menu, *room);
    menu->addSeparator();
    if (room == m_client->currentRoom()) {
        menu->addAction(tr("Go to a day…"), this, &RoomMenu::dateRequested);
    }
    QAction *exporting =
        menu->addAction(m_isHosting ? tr("Export…") : tr("Export… (the host only)"), this,
            [this, id, name] { Q_EMIT exportRequested(id, name); });
    exporting->setEnabled(m_isHosting);
    menu->addAction(tr("Leave the room…"), this, [this, id, name] { askToLeave(id, name); });
    menu->popup(globalPosition);
}

void RoomMenu::showForOpenRoom(const QPoint &globalPosition)
{
    if (const ChatRoom *room = m_client->currentRoom()) {
        showForRoom(room->id(), globalPosition);
    }
}

// What nobody but oneself sees of it.
void RoomMenu::addMarks(QMenu *menu, const ChatRoom &room)
{
    const auto withRoom = [this, id = room.id()](auto action) {
        return [this, id, action] {
            if (ChatRoom *known = m_client->room(id)) {
                action(known);
            }
        };
    };
    const RoomMarks marks = room.marks();
    menu->addAction(
        marks.isFavourite ? tr("Take out of the favourites") : tr("Add to the favourites"), this,
        withRoom([marks](ChatRoom *known) { known->setFavourite(!marks.isFavourite); }));
    menu->addAction(marks.isMuted ? tr("Unmute") : tr("Mute, except for mentions"), this,
        withRoom([marks](ChatRoom *known) { known->setMuted(!marks.isMuted); }));
    if (room.unreadCount() > 0) {
        menu->addAction(
            tr("Mark as read"), this, withRoom([](ChatRoom *known) { known->markRead(); }));
    } else {
        QAction *unread = menu->addAction(tr("Mark as unread"), this,
            withRoom([](ChatRoom *known) { known->markUnreadFrom(known->newestFromOthers()); }));
        unread->setEnabled(room.newestFromOthers() > 0);
    }
}

void RoomMenu::addChanges(QMenu *menu, const ChatRoom &room)
{
    const qsizetype before = menu->actions().size();
    const QByteArray id = room.id();
    const QString name = room.name();
    const QString topic = room.topic();
    const auto change = [this](const chat::RoomRequest &request) { m_client->changeRoom(request); };
    menu->addAction(tr("Rename…"), this, [this, id, name, change] {
        askText(tr("Rename"), tr("The room's name"), name, [id, change](const QString &text) {
            change({id, text, std::nullopt, std::nullopt});
        });
    });
    menu->addAction(tr("Topic…"), this, [this, id, topic, change] {
        askText(
            tr("Topic"), tr("What the room is about"), topic, [id, change](const QString &text) {
                change({id, std::nullopt, text, std::nullopt});
            });
    });
    if (room.isArchived()) {
        menu->addAction(tr("Take out of the archive"), this, [id, change] {
            change({id, std::nullopt, std::nullopt, false});
        });
    } else {
        menu->addAction(tr("Archive…"), this, [this, id, name] { askArchive(id, name); });
    }
    for (QAction *action : menu->actions().mid(before)) {
        action->setEnabled(room.isModerator());
    }
}

void RoomMenu::showForMember(
    const QByteArray &person, const QString &name, const QPoint &globalPosition)
{
    const ChatRoom *room = m_client->currentRoom();
    if (!room || !room->isModerator()) {
        return;
    }
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QMenu *remove = menu->addMenu(tr("Remove %1 from the room").arg(name));
    const std::array<std::pair<int, QString>, 3> times{
        {{10, tr("for 10 minutes")}, {60, tr("for an hour")}, {24 * 60, tr("for a day")}}};
    for (const auto &[minutes, words] : times) {
        remove->addAction(words, this, [this, id = room->id(), person, minutes = minutes] {
            if (ChatRoom *known = m_client->room(id)) {
                known->removePerson(person, minutes);
            }
        });
    }
    menu->popup(globalPosition);
}

void RoomMenu::askText(const QString &title, const QString &label, const QString &text,
    const std::function<void(const QString &)> &take)
{
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(text);
    connect(dialog, &QInputDialog::textValueSelected, this, take);
    dialog->open();
}

void RoomMenu::askArchive(const QByteArray &room, const QString &name)
{
    ask(tr("Archive"),
        tr("Archive “%1”? Nothing can be said in it any more; it can still be read, and taken out "
           "of the archive.")
            .arg(name),
        tr("Archive"), [this, room] {
            m_client->changeRoom({room, std::nullopt, std::nullopt, true});
        });
}

void RoomMenu::askToLeave(const QByteArray &room, const QString &name)
{
    if (!m_client->canLeaveRoom(room)) {
        auto *notice = new QMessageBox(QMessageBox::NoIcon, tr("Leave the room"),
            tr("Something still waits to be sent in “%1”. Send it or discard it first.").arg(name),
            QMessageBox::Ok, m_window);
        notice->setAttribute(Qt::WA_DeleteOnClose);
        notice->open();
        return;
    }
    ask(tr("Leave the room"),
        tr("Leave “%1”? You hear nothing of it until you open it again.").arg(name), tr("Leave"),
        [this, room] { m_client->leaveRoom(room); });
}

void RoomMenu::ask(const QString &title, const QString &question, const QString &button,
    const std::function<void()> &action)
{
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, title, question, QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *act = box->addButton(button, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(act, &QPushButton::clicked, this, action);
    box->open();
}

} // namespace app
