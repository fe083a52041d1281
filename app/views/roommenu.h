#pragma once

#include <QObject>
#include <QPoint>
#include <QString>

#include <functional>

class QWidget;

namespace app {

class ChatClient;

// What can be done with a room and with the people in it: the menus, and the questions they ask.
class RoomMenu : public QObject {
    Q_OBJECT

public:
    // Both outlive it; the dialogs belong to `window`.
    RoomMenu(ChatClient *client, QWidget *window, QObject *parent = nullptr);

    void showForRoom(const QByteArray &room, const QPoint &globalPosition);
    // Of the room on display.
    void showForMember(const QByteArray &person, const QString &name, const QPoint &globalPosition);

private:
    void askText(const QString &title, const QString &label, const QString &text,
        const std::function<void(const QString &)> &take);
    void askArchive(const QByteArray &room, const QString &name);

    ChatClient *m_client;
    QWidget *m_window;
};

} // namespace app
