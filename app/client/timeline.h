#pragma once

#include "app/client/seqset.h"
#include "app/client/timelineitem.h"

#include <QByteArray>
#include <QString>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace app {

// What a room says, in the order of seq: a core. Entries come live, by replay and by pages of
// history in any order and any number of times; what is missing between them is a hole with its
// size; own messages without a number stand at the end. Each call returns what changed.
class Timeline {
public:
    // Who "own" is, and whose name is a mention.
    TimelineChanges setSelf(const QByteArray &person, const QString &name);

    TimelineChanges add(std::vector<chat::Entry> entries);
    // The entries before `before`, oldest first, without holes; isStart: nothing older is kept.
    TimelineChanges addHistory(qint64 before, const chat::HistoryPage &page);
    // The server says that it does not replay these.
    TimelineChanges addGap(const chat::Gap &gap);

    // A message of one's own, at the end until the server's entry takes its place. Unknown key: a
    // new one.
    struct Pending {
        QByteArray key;
        QString text;
        QByteArray replyTo;
        qint64 writtenAt = 0;
        PendingState state = PendingState::Waiting;
        QString failure;
    };
    TimelineChanges setPending(const Pending &message);
    TimelineChanges removePending(const QByteArray &key);
    // The receipt came: this key is that entry.
    TimelineChanges confirm(const QByteArray &key, const QByteArray &messageId, qint64 seq);

    const std::deque<TimelineItemPointer> &items() const { return m_items; }
    TimelineItemPointer find(qint64 position) const;
    qint64 firstSeq() const { return m_known.first().value_or(0); } // 0: nothing is known
    qint64 lastSeq() const { return m_known.last().value_or(0); }
    bool reachesStart() const { return m_reachesStart; }
    // The hole to be filled next: the newest one. `alsoTooOld`: those the server announced too.
    TimelineItemPointer newestHole() const;
    // The newest message, deleted ones left out; null when none is known.
    TimelineItemPointer newestMessage() const;

    // How many in (after, upTo] nobody counts as unread (own, edits, reactions…), and how many name
    // oneself.
    qint64 silentCount(qint64 after, qint64 upTo) const;
    qint64 mentionCount(qint64 after, qint64 upTo) const;

private:
    struct Own {
        Pending message;
        qint64 position = 0;
        qint64 seq = 0; // of the receipt; 0 before it
        qint64 shownAs = 0; // seq of the entry that was taken for it before the receipt came
    };

    std::deque<TimelineItemPointer>::iterator lowerBound(qint64 position);
    std::deque<TimelineItemPointer>::const_iterator lowerBound(qint64 position) const;
    void replace(qint64 position, TimelineItemPointer item, TimelineChanges &changes);
    void erase(qint64 position, TimelineChanges &changes);
    void insert(std::vector<TimelineItemPointer> items, TimelineChanges &changes);
    void addAmendment(const chat::Entry &entry, TimelineChanges &changes);
    TimelineItemPointer makeItem(const chat::Entry &entry) const;
    TimelineItemPointer makePendingItem(const Own &own) const;
    void count(const chat::Entry &entry);
    bool takePlaceOfPending(const TimelineItemPointer &item, TimelineChanges &changes);
    void updateHoles(TimelineChanges &changes);
    void updateStart(bool isStart, TimelineChanges &changes);
    Own *findOwn(const QByteArray &key);
    bool isSelf(const chat::Entry &entry) const;

    QByteArray m_person;
    QString m_name;
    std::deque<TimelineItemPointer> m_items;
    SeqSet m_known;
    SeqSet m_tooOld;
    std::vector<SeqSet::Range> m_holes;
    std::map<QByteArray, qint64> m_seqOfMessage; // message-id → seq
    std::map<QByteArray, std::vector<chat::Entry>>
        m_amendments; // message-id → edits, deletes, reactions by seq
    std::vector<qint64> m_silent; // sorted
    std::vector<qint64> m_mentions; // sorted
    std::vector<Own> m_own; // in the order they were written
    qint64 m_nextPending = firstPendingPosition;
    qint64 m_floor = 0; // holes are shown from here on; 0: from the first known number
    bool m_reachesStart = false;
};

// Whether the text names somebody: "@Ann", not "@Anna".
bool isMention(const QString &text, const QString &name);

} // namespace app
