#pragma once

#include "app/client/comings.h"
#include "app/client/networkmessages.h"
#include "app/client/roommarks.h"
#include "app/client/timeline.h"
#include "app/client/timeseek.h"
#include "app/client/typing.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

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
        // The entries before `before`, from the disk or from the server.
        std::function<void(qint64 before, int limit)> history;
        std::function<void(const QByteArray &replyTo, const QString &draft)> keepDraft;
    };

    ChatRoom(QByteArray id, Requests requests, QObject *parent = nullptr);

    const QByteArray &id() const { return m_info.id; }
    QString name() const; // the id when it has no name
    QString topic() const { return m_info.topic; }
    bool isArchived() const { return m_info.isArchived; }
    const chat::RoomInfo &info() const { return m_info; }
    const Timeline &timeline() const { return m_timeline; }
    const std::vector<chat::Member> &members() const { return m_members; }
    const Self &self() const { return m_self; }

    // lastSeq − read (or what was marked as unread), minus what is one's own or silent; computed
    // each time.
    qint64 unreadCount() const;
    qint64 mentionCount() const;
    qint64 lastSeq() const;
    qint64 readMarker() const { return m_read; }
    // The read marker, or what is before it when something was marked as unread.
    qint64 readUpTo() const;
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
    // All of it, seen or not.
    void markRead();
    // From there on it counts as unread, until the room is left, opened anew and read.
    void markUnreadFrom(qint64 seq);
    // From the newest message of somebody else on; 0: none is known.
    qint64 newestFromOthers() const;

    const RoomMarks &marks() const { return m_marks; }
    void setFavourite(bool isFavourite);
    void setMuted(bool isMuted);

    // Says something; it is in the timeline at once. Blank text is left out (false).
    bool send(const QString &text, const QByteArray &replyTo = {});
    // Of a message that the server has, named by its id. They go the way of messages, in order.
    void edit(const QByteArray &message, const QString &text);
    void remove(const QByteArray &message);
    void react(const QByteArray &message, const QString &emoji); // adds it, or takes it back
    void pin(const QByteArray &message, bool on);
    // Whether one may delete what others said, archive the room and so on.
    bool isModerator() const;
    // Of a failed message of one's own, named by its key (TimelineRole::MessageId of a pending
    // row).
    void retry(const QByteArray &key);
    void discard(const QByteArray &key);
    void editFailed(const QByteArray &key, const QString &text);

    // What stood in the composer, of its own or as the answer to a message; on the disk until it is
    // sent.
    QString draft(const QByteArray &replyTo = {}) const;
    void setDraft(const QString &text, const QByteArray &replyTo = {});
    const Drafts &drafts() const { return m_drafts; }

    // Who has come and left since something was last said; of many people nothing is told.
    const Comings &comings() const { return m_comings; }

    // The names of those who are writing.
    QStringList typingNames() const;
    // Something was written into the composer, or it is empty now.
    void wrote(bool hasText);

    // The creator and the host: somebody is out of the room for so long.
    void removePerson(const QByteArray &person, int minutes);

    // A page of older entries; nothing happens when one is on its way or the start is reached.
    void loadOlder();
    // What is missing at this hole (its position is TimelineRole::Seq of the row): a page from its
    // end downwards, or, for who reads on from above it, from its beginning.
    void fillHole(qint64 position, bool isFromAbove = false);
    // A place far back with what surrounds it; placeReached() follows, at once when it is there.
    void goTo(qint64 seq);
    // The same with a message that stands above `position`, however far; with the first thing that
    // was said at or after a time (milliseconds since 1970 UTC), else the last one.
    void goToMessage(const QByteArray &message, qint64 position);
    void goToTime(qint64 time);
    bool isLoadingHistory() const { return m_historyBefore != 0; }
    bool canLoadOlder() const;

    // What ChatClient hands on from the disk and from the network.
    void restore(StoredRoom room, const Drafts &drafts);
    void setMarks(const RoomMarks &marks);
    void setSelf(const Self &self);
    void setInfo(const chat::RoomInfo &info);
    void setReadMarker(qint64 seq); // of another connection, or remembered; never backwards
    // Read elsewhere by the same person, who came in there when `joined` was read.
    void readElsewhere(const chat::ReadMarker &marker);
    void addEntries(std::vector<chat::Entry> entries);
    void addGap(const chat::Gap &gap);
    void historyArrived(qint64 position, const std::optional<chat::HistoryPage> &page,
        HistoryRange range = HistoryRange::Before);
    void typingHeard(const chat::Typing &typing, qint64 now);
    void setMembers(std::vector<chat::Member> members);
    void changeMember(const chat::MemberChange &change);
    void outboxChanged(const OutboxMessage &message);
    void outboxRemoved(const QByteArray &key);
    void skipEntry(qint64 seq);
    void receiptArrived(const QByteArray &key, qint64 seq);

Q_SIGNALS:
    void infoChanged(); // name, topic, archived
    void timelineChanged(const app::TimelineChanges &changes); // to be mirrored in this order
    void countsChanged(); // unread, mentions
    void marksChanged(const app::RoomMarks &marks);
    void readMarkerChanged(qint64 seq);
    void entryMarkerChanged(qint64 seq);
    void membersChanged();
    void comingsChanged();
    void typingChanged(const QStringList &names);
    void loadingHistoryChanged(bool isLoading);
    void placeReached(qint64 seq);
    void placeMissed(); // it cannot be had now, or is no longer kept
    void draftsRestored();
    void draftChanged();
    void entriesArrived(const std::vector<chat::Entry> &entries); // live, replayed or a page
    // What the server says of a number is not what it said before: it has begun anew.
    void historyReplaced();
    // What was said under this key is the server's now, under that number; 0: an entry without one.
    void receipted(const QByteArray &key, qint64 seq);
    // A message of somebody else, live, that is not on display in an active window.
    void unseenMessageArrived(const chat::Entry &entry, bool isMention);

private:
    void announce(TimelineChanges changes);
    void announceCounts();
    void setEntryMarker(qint64 seq);
    void setUnreadFrom(qint64 seq);
    void requestHistory(HistoryRange range, qint64 position);
    void placeArrived(qint64 seq);
    void missPlace();
    void forgetSought();
    void seekMessage();
    void seekTime();
    void timeSeen(const std::optional<chat::HistoryPage> &page);
    void fillSmallHole();
    void tellTyping(std::optional<bool> isTyping);
    void typingDue();
    void noteComing(const chat::Member &member, bool isHere);
    void forgetComings();
    void amend(OutboxMessage message);
    bool isAnotherHistory(const std::vector<chat::Entry> &entries) const;

    chat::RoomInfo m_info;
    Requests m_requests;
    Self m_self;
    Timeline m_timeline;
    std::vector<chat::Member> m_members;
    Drafts m_drafts;
    Comings m_comings;
    Typing m_typing;
    QTimer m_typingTimer;
    QStringList m_typingNames;
    qint64 m_read = 0;
    RoomMarks m_marks;
    qint64 m_entryMarker = -1;
    qint64 m_historyBefore = 0; // of the request in flight; 0: none
    HistoryRange m_historyRange = HistoryRange::Before; // of the same
    qint64 m_wanted = 0; // the place that is on its way; 0: none
    // A message that is looked for page by page upwards; empty: none.
    struct Sought {
        QByteArray message;
        qint64 above = 0; // where it stands, at least
        int pagesLeft = 0;
    };
    Sought m_sought;
    std::optional<TimeSeek> m_timeSeek;
    qint64 m_announcedUnread = 0;
    qint64 m_announcedMentions = 0;
    bool m_isOpen = false;
    bool m_isActive = false;
    bool m_isKeptUnread = false; // marked as unread since it was opened
};

} // namespace app
