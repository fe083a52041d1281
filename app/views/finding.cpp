#include "app/views/finding.h"

#include "app/client/chatclient.h"
#include "app/views/chatpage.h"
#include "app/views/conversation.h"
#include "app/views/searchpane.h"

#include <QLineEdit>

namespace app {

Finding::Finding(ChatClient *client, ChatPage *page, Conversation *conversation, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_page(page)
    , m_conversation(conversation)
    , m_search(client)
    , m_model(client, &m_search)
{
    SearchPane *pane = page->searchPane();
    pane->setModel(&m_model);
    connect(page, &ChatPage::searchRequested, this, &Finding::open);
    connect(pane, &SearchPane::textEdited, &m_search, &MessageSearch::setText);
    connect(pane, &SearchPane::submitted, &m_search, &MessageSearch::lookNow);
    connect(pane, &SearchPane::moreRequested, &m_search, &MessageSearch::more);
    connect(pane, &SearchPane::everywhereChosen, this, &Finding::updateRoom);
    connect(pane, &SearchPane::hitActivated, this, &Finding::openHit);
    connect(&m_search, &MessageSearch::changed, this,
        [this] { m_page->searchPane()->showState(m_search.state()); });
    connect(client, &ChatClient::statusChanged, this, [this] {
        if (!m_client->isJoined()) { // what was found is of a server that was left
            m_page->searchPane()->field()->clear();
            m_search.lookNow();
            m_page->hideSearch();
        }
    });
    connect(client, &ChatClient::currentRoomChanged, this, &Finding::updateRoom);
    updateRoom();
}

void Finding::open(bool isEverywhere)
{
    m_page->searchPane()->setEverywhere(isEverywhere);
    updateRoom();
    m_page->showSearch();
}

void Finding::updateRoom()
{
    const ChatRoom *room = m_client->currentRoom();
    SearchPane *pane = m_page->searchPane();
    pane->setRoomName(room ? room->name() : QString());
    m_search.setRoom(room && !pane->isEverywhere() ? room->id() : QByteArray());
}

void Finding::openHit(const QModelIndex &index)
{
    m_conversation->openAt(
        index.data(SearchRole::RoomId).toByteArray(), index.data(SearchRole::Seq).toLongLong());
}

} // namespace app
