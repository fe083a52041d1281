#pragma once

#include "app/client/search.h"

#include <QObject>
#include <QTimer>

namespace app {

class ChatClient;

// A search while it is being typed: asks the server when the typing rests. UI thread.
class MessageSearch : public QObject {
    Q_OBJECT

public:
    // `client` outlives it.
    explicit MessageSearch(ChatClient *client, QObject *parent = nullptr);

    const Search &state() const { return m_search; }
    void setText(const QString &text); // is looked for a moment later
    void setRoom(const QByteArray &room); // empty: everywhere; at once
    void lookNow();
    void more();

Q_SIGNALS:
    void changed();

private:
    void look();
    void ask(const Search::Question &question);

    ChatClient *m_client;
    Search m_search;
    QTimer m_timer;
    QString m_text;
    QByteArray m_room;
};

} // namespace app
