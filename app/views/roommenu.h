#pragma once

#include <QObject>
#include <QPoint>
#include <QString>

#include <functional>

class QMenu;
class QWidget;

namespace app {

class ChatClient;
class ChatRoom;

// What can be done with a room and with the people in it: the menus, and the questions they ask.
class RoomMenu : public QObject {
    Q_OBJECT

public:
    // Both outlive it; the dialogs belong to `window`.
    RoomMenu(ChatClient *client, QWidget *window, QObject *parent = nullptr);

    void showForRoom(const QByteArray &room, const QPoint &globalPosition);
    void showForOpenRoom(const QPoint &globalPosition);
    // Of the room on display.
    void showForMember(const QByteArray &person, const QString &name, const QPoint &globalPosition);

    // Whether the rooms are on this computer, so that one can be exported.
    void setHosting(bool isHosting) { m_isHosting = isHosting; }

Q_SIGNALS:
    void dateRequested(); // another day of the open room is to be shown
    void exportRequested(const QByteArray &room, const QString &name);

private:
    void addMarks(QMenu *menu, const ChatRoom &room);
    void addChanges(QMenu *menu, const ChatRoom &room);
    void ask(const QString &title, const QString &question, const QString &button,
        const std::function<void()> &action);
    void askToLeave(const QByteArray &room, const QString &name);
    void askText(const QString &title, const QString &label, const QString &text,
        const std::function<void(const QString &)> &take);
    void askArchive(const QByteArray &room, const QString &name);

    ChatClient *m_client;
    QWidget *m_window;
    bool m_isHosting = false;
};

} // namespace app
