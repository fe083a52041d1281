#include "app/client/messagesearch.h"

#include "app/client/chatclient.h"

#include <QDateTime>

namespace app {

namespace {

constexpr int restAfterTyping = 250; // milliseconds
constexpr int secondsPerMinute = 60;

bool isOnline(const ConnectionStatus &status)
{
    return status.state == ConnectionStatus::State::Online;
}

} // namespace

MessageSearch::MessageSearch(ChatClient *client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(restAfterTyping);
    connect(&m_timer, &QTimer::timeout, this, &MessageSearch::look);
    connect(client, &ChatClient::searchReplied, this,
        [this](const SearchEvent &event) { ask(m_search.replied(event)); });
    connect(client, &ChatClient::statusChanged, this,
        [this](const ConnectionStatus &status) { ask(m_search.setOnline(isOnline(status))); });
    m_search.setOnline(isOnline(client->status()));
}

void MessageSearch::setText(const QString &text)
{
    m_text = text;
    m_timer.start();
}

void MessageSearch::setRoom(const QByteArray &room)
{
    if (room == m_room)
        return;
    m_room = room;
    look();
}

void MessageSearch::lookNow()
{
    look();
}

void MessageSearch::more()
{
    ask(m_search.more());
}

void MessageSearch::look()
{
    m_timer.stop();
    const int minutesFromUtc = QDateTime::currentDateTime().offsetFromUtc() / secondsPerMinute;
    ask(m_search.look(m_text, m_room, minutesFromUtc));
}

void MessageSearch::ask(const Search::Question &question)
{
    if (question)
        m_client->search(*question);
    Q_EMIT changed();
}

} // namespace app
