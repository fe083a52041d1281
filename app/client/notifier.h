#pragma once

#include "app/client/notificationrule.h"
#include "app/client/notificationservice.h"
#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QMetaObject>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>

namespace app {

class ChatClient;
class ChatRoom;

// Where a message stands: what a click on its notification opens.
struct MessagePlace {
    QString server; // JoinOptions::identity
    QByteArray room;
    qint64 seq = 0;

    friend bool operator==(const MessagePlace &, const MessagePlace &) = default;
};

// Tells in time: hears what is said out of view, decides whether it is told, and counts what is
// unread. Of one room one notification stands, with its newest message. UI thread.
class Notifier : public QObject {
    Q_OBJECT

public:
    // Asked anew each time.
    struct Surroundings {
        std::function<NotificationRule()> rule;
        std::function<bool()> showsText;
        std::function<bool(const QByteArray &room)> isMuted;
        std::function<bool()> isWindowActive;
        std::function<QString(const QString &markdown)> plainText;
    };

    // What became of the newest message that was out of view.
    struct Told {
        QString room;
        NotificationVerdict verdict;
    };

    // The client and the service outlive it.
    Notifier(ChatClient *client, NotificationService *service, Surroundings surroundings,
        QObject *parent = nullptr);

    // Of all rooms; of muted ones only what names oneself.
    qint64 unread() const;
    const std::optional<Told> &lastTold() const { return m_lastTold; }
    // Shows a notification that nobody sent.
    void test();
    // The rooms that are muted have changed.
    void updateUnread();

Q_SIGNALS:
    void unreadChanged(qint64 count);
    void attentionWanted();
    void openWanted(const app::MessagePlace &place, const QByteArray &activationToken);

private:
    struct Gathered {
        QString roomName;
        chat::Entry newest;
        int count = 0;
        bool isMention = false;
        bool isFresh = false; // not shown yet
    };

    void watch(ChatRoom *room);
    void noteBeginnings();
    void followJoin();
    bool isCaughtUp(const chat::Entry &entry) const;
    void hear(const ChatRoom *room, const chat::Entry &entry, bool isMention);
    void show();
    void forget(const QByteArray &room);
    void onActivated(const QByteArray &key, const QByteArray &activationToken);
    NotificationText textOf(const Gathered &gathered) const;

    ChatClient *m_client;
    NotificationService *m_service;
    Surroundings m_surroundings;
    std::map<QByteArray, Gathered> m_gathered; // by room
    std::map<QByteArray, MessagePlace> m_places; // by room, as shown
    QString m_listedServer; // whose rooms' beginnings are known
    std::map<QByteArray, qint64> m_beginnings; // by room: what was said there when one came
    std::optional<Told> m_lastTold;
    QTimer m_gathering; // what comes in a burst is one notification
    QTimer m_counting;
    qint64 m_announced = 0;
};

} // namespace app
