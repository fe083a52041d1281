#pragma once

#include "app/client/chatclient.h"
#include "app/client/senttexts.h"
#include "app/models/memberlistmodel.h"
#include "app/models/roomlistmodel.h"
#include "app/models/timelinemodel.h"
#include "app/views/choices.h"
#include "app/views/roomkeys.h"

#include <QDate>
#include <QHash>
#include <QMetaObject>
#include <QObject>
#include <QTimer>

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
    // And goes to a place far back, which is loaded with what surrounds it.
    void openAt(const QByteArray &room, qint64 seq);
    // Asks for a day and goes there.
    void askDate(const QDate &shown = {});
    // What stands where nothing is said.
    static QString placeholder(bool hasRoom);

Q_SIGNALS:
    void linkActivated(const QUrl &url);
    void noticeWanted(const QString &text);

private:
    // Where somebody was reading, away from the end: a message, and how far below its top.
    struct Place {
        qint64 seq = 0;
        int offset = 0;
    };

    void connectPage();
    void connectTimeline();
    void connectRoom(ChatRoom *room);
    void showFound(qint64 seq);
    void showRoom(ChatRoom *room);
    void updateHeader();
    void updateActive();
    void markShown(int row);
    void say(const QString &text);
    void keepDraft();
    void connectMessageActions();
    // What the composer writes: a message, a reply, or another text of a message.
    void compose(const QByteArray &replyTo, const QByteArray &edited);
    void answer(const QByteArray &message);
    void answerNewest();
    void startEdit(const QByteArray &message);
    void finishEdit();
    void showDraft();
    void showSentText(bool isOlder);
    void askToDelete(const QByteArray &message);
    void goToOriginal(const QByteArray &reply);
    void showVersions(const QByteArray &message);
    QDate dateShown() const;
    void tellUnread();
    void showTyping(const QStringList &names);
    QString comingsText() const;
    void showUnread();
    void rememberPlace();
    void goToPlace();
    void editAgain(const QByteArray &key, const QString &text);
    void announce(const QModelIndex &index);

    ChatClient *m_client;
    ChatPage *m_page;
    RoomListModel m_rooms;
    TimelineModel m_timeline;
    MemberListModel m_members;
    Choices m_choices;
    RoomKeys m_roomKeys;
    QTimer m_draftTimer;
    QHash<QByteArray, Place> m_places;
    QPointer<ChatRoom> m_room;
    std::vector<QMetaObject::Connection> m_roomConnections;
    QByteArray m_replyTo;
    QByteArray m_edited; // while it is, m_replyTo waits
    SentTexts m_sentTexts;
    int m_shownUpTo = -1;
    bool m_isWindowActive = false;
    bool m_isAtFound = false; // somebody looks at a place; nothing is read by that
};

} // namespace app
