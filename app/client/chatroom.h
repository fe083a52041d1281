#pragma once

#include "app/client/networkmessages.h"
#include "app/client/timeline.h"

#include <QObject>

#include <functional>
#include <vector>

namespace app {

// One room of the server one has joined: what is said there, who is there, what is unread. UI
// thread; owned by ChatClient.
class ChatRoom : public QObject {
    Q_OBJECT

public:
    // What the room wants done; ChatClient carries it out.
    struct Requests {
        std::function<void(NetworkCommand)> network;
        std::function<void(OutboxMessage)> say;
        std::function<void(const QByteArray &key)> retry;
        std::function<void(const QByteArray &key)> discard;
        std::function<void(const QByteArray &key, const QString &text)> edit;
    };

    ChatRoom(QByteArray id, Requests requests, QObject *parent = nullptr);

    const QByteArray &id() const { return m_info.id; }
    QString name() const; // the id when it has no name
    QString topic() const { return m_info.topic; }
    const chat::RoomInfo &info() const { return m_info; }
    const Timeline &timeline() const { return m_timeline; }
    const std::vector<chat::Member> &members() const { return m_members; }
    const Self &self() const { return m_self; }

    // lastSeq − read, minus what is one's own or silent; computed each time.
    qint64 unreadCount() const;
    qint64 mentionCount() const;
    qint64 lastSeq() const;
    qint64 readMarker() const { return m_read; }
    // Where reading had stopped when the room was opened: the line is drawn behind it. -1: no line.
    qint64 entryMarker() const { return m_entryMarker; }
    // Esc: the line goes.
    void clearEntryMarker();

    // Opened and left: set by ChatClient::openRoom().
    void setOpen(bool isOpen);
    bool isOpen() const { return m_isOpen; }
    // The room is on display and the window is active. Coming back to unread messages draws the
    // line anew.
    void setActive(bool isActive);
    bool isActive() const { return m_isActive; }
    // The bottom of what is shown was reached while active. Moves forward only.
    void markReadUpTo(qint64 seq);

    // Says something; it is in the timeline at once. Blank text is left out (false).
    bool send(const QString &text, const QByteArray &replyTo = {});
    // Of a failed message of one's own, named by its key (TimelineRole::MessageId of a pending
    // row).
    void retry(const QByteArray &key);
    void discard(const QByteArray &key);
    void editFailed(const QByteArray &key, const QString &text);

    // A page of older entries; nothing happens when one is on its way or the start is reached.
    void loadOlder();
    // What is missing at this hole (its position is TimelineRole::Seq of the row); from its end
    // downwards.
    void fillHole(qint64 position);
    bool isLoadingHistory() const { return m_historyBefore != 0; }
    bool canLoadOlder() const;

    // What ChatClient hands on from the network.
    void setSelf(const Self &self);
    void setInfo(const chat::RoomInfo &info);
    void setReadMarker(qint64 seq); // of another connection, or remembered; never backwards
    void addEntries(std::vector<chat::Entry> entries);
    void addGap(const chat::Gap &gap);
    void historyArrived(qint64 before, const std::optional<chat::HistoryPage> &page);
    void setMembers(std::vector<chat::Member> members);
    void changeMember(const chat::MemberChange &change);
    void outboxChanged(const OutboxMessage &message);
    void outboxRemoved(const QByteArray &key);
    void receiptArrived(const QByteArray &key, qint64 seq);

Q_SIGNALS:
    void infoChanged(); // name, topic
    void timelineChanged(const app::TimelineChanges &changes); // to be mirrored in this order
    void countsChanged(); // unread, mentions
    void readMarkerChanged(qint64 seq);
    void entryMarkerChanged(qint64 seq);
    void membersChanged();
    void loadingHistoryChanged(bool isLoading);
    // A message of somebody else, live, that is not on display in an active window.
    void unseenMessageArrived(const chat::Entry &entry, bool isMention);

private:
    void announce(TimelineChanges changes);
    void announceCounts();
    void setEntryMarker(qint64 seq);
    void requestHistory(qint64 before);
    void fillSmallHole();

    chat::RoomInfo m_info;
    Requests m_requests;
    Self m_self;
    Timeline m_timeline;
    std::vector<chat::Member> m_members;
    qint64 m_read = 0;
    qint64 m_entryMarker = -1;
    qint64 m_historyBefore = 0; // of the request in flight; 0: none
    qint64 m_announcedUnread = 0;
    qint64 m_announcedMentions = 0;
    bool m_isOpen = false;
    bool m_isActive = false;
};

} // namespace app
