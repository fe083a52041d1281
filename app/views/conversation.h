#pragma once

#include "app/client/chatclient.h"
#include "app/models/memberlistmodel.h"
#include "app/models/roomlistmodel.h"
#include "app/models/timelinemodel.h"

#include <QHash>
#include <QMetaObject>
#include <QObject>

#include <vector>

namespace app {

class ChatPage;

// Joins the chat page with the client: which room is on display, what was read, drafts, history.
class Conversation : public QObject {
    Q_OBJECT

public:
    // Both outlive the conversation.
    Conversation(ChatClient *client, ChatPage *page, QObject *parent = nullptr);

    void setWindowActive(bool isActive);
    // Opens the room in the conversation's pane.
    void open(const QByteArray &room);

Q_SIGNALS:
    void linkActivated(const QUrl &url);

private:
    void connectPage();
    void showRoom(ChatRoom *room);
    void updateHeader();
    void updateActive();
    void markShown(int row);
    void say(const QString &text);
    void showUnread();

    ChatClient *m_client;
    ChatPage *m_page;
    RoomListModel m_rooms;
    TimelineModel m_timeline;
    MemberListModel m_members;
    QHash<QByteArray, QString> m_drafts;
    QPointer<ChatRoom> m_room;
    std::vector<QMetaObject::Connection> m_roomConnections;
    int m_shownUpTo = -1;
    bool m_isWindowActive = false;
};

} // namespace app
