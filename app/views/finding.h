#pragma once

#include "app/client/messagesearch.h"
#include "app/models/searchmodel.h"

#include <QObject>

class QModelIndex;

namespace app {

class ChatClient;
class ChatPage;
class Conversation;

// Joins the search pane with the client: what is looked for, what was found, and where a hit opens.
class Finding : public QObject {
    Q_OBJECT

public:
    // All of them outlive it.
    Finding(
        ChatClient *client, ChatPage *page, Conversation *conversation, QObject *parent = nullptr);

    // Ctrl+F and Ctrl+Shift+F.
    void open(bool isEverywhere);

private:
    void updateRoom();
    void openHit(const QModelIndex &index);

    ChatClient *m_client;
    ChatPage *m_page;
    Conversation *m_conversation;
    MessageSearch m_search;
    SearchModel m_model;
};

} // namespace app
