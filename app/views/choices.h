#pragma once

#include "app/client/completion.h"

#include <QObject>

class QAbstractItemModel;

namespace app {

class ChatPage;

// Gives the page what can be named: people and rooms for completions, for names that stand out, and
// for the quick switcher.
class Choices : public QObject {
    Q_OBJECT

public:
    // Of RoomRole and MemberRole. All outlive it.
    Choices(ChatPage *page, QAbstractItemModel *rooms, QAbstractItemModel *people,
        QObject *parent = nullptr);

    CompletionSources sources() const;
    // Does it when it is a command; false: it is to be said.
    bool carryOut(const QString &text);

Q_SIGNALS:
    void roomChosen(const QByteArray &room);
    void topicChosen(const QString &topic);

private:
    void updateNames();
    void callByName(const QString &name);
    QByteArray roomNamed(const QString &name) const; // empty: none

    ChatPage *m_page;
    QAbstractItemModel *m_rooms;
    QAbstractItemModel *m_people;
};

} // namespace app
