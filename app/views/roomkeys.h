#pragma once

#include "app/client/roomhistory.h"
#include "app/views/shortcuts.h"

#include <QObject>

namespace app {

class ChatClient;
class ChatPage;
class ChatRoom;
class RoomListModel;

// Goes from room to room by keys, and marks all of them as read.
class RoomKeys : public QObject {
    Q_OBJECT

public:
    // All outlive it.
    RoomKeys(
        ChatClient *client, ChatPage *page, const RoomListModel *rooms, QObject *parent = nullptr);

    void carryOut(Shortcut shortcut, int index);

Q_SIGNALS:
    void roomChosen(const QByteArray &room);

private:
    void step(int direction, bool isUnreadOnly);
    void goTo(const std::optional<QByteArray> &room);
    void markAllRead();
    void markUnreadAgain(const std::vector<std::pair<QByteArray, qint64>> &rooms);

    ChatClient *m_client;
    ChatPage *m_page;
    const RoomListModel *m_rooms;
    RoomHistory m_history;
};

} // namespace app
