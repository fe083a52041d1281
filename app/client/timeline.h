#pragma once

#include "app/client/seqset.h"
#include "app/client/timelineitem.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <deque>
#include <optional>
#include <vector>

namespace app {

// What a room says, in the order of seq: a core. Entries come live, by replay and by pages of
// history in any order and any number of times; what is missing between them is a hole with its
// size; own messages without a number stand at the end. Each call returns what changed.
class Timeline {
public:
    // Who "own" is, and whose name is a mention.
    // To be told before the first entry: what stands already is judged anew, item by item.
    TimelineChanges setSelf(const QByteArray &person, const QString &name);

    TimelineChanges add(std::vector<chat::Entry> entries);
    // What the disk has: numbers may be missing between them.
    TimelineChanges restore(std::vector<chat::Entry> entries);
    // The entries before `before`, oldest first, without holes; isStart: nothing older is kept.
    TimelineChanges addHistory(qint64 before, const chat::HistoryPage &page);
    // An entry of a type that is not known: it has its number, and nothing is shown of it.
    TimelineChanges skip(qint64 seq);
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
    // An edit, a deletion, a reaction or a pin of one's own: shown as if it were done already, but
    // not as sent. Unknown key: a new one.
    struct PendingChange {
        chat::Entry entry; // id: of the message
        QByteArray key;
        PendingState state = PendingState::Waiting;
        QString failure;
    };
    TimelineChanges setPendingChange(const PendingChange &change);
    TimelineChanges removePending(const QByteArray &key); // of either kind
    // The receipt came: what was said under this key is the entry of that number.
    TimelineChanges confirm(const QByteArray &key, qint64 seq);

    const std::deque<TimelineItemPointer> &items() const { return m_items; }
    TimelineItemPointer find(qint64 position) const;
    TimelineItemPointer findMessage(const QByteArray &id) const;
    // What is shown at a number, or next to it where the number is that of an edit or the like;
    // null when it is not loaded.
    TimelineItemPointer shownAt(qint64 seq) const;
    // Of what is on its way under this key; null when there is none.
    TimelineItemPointer findKey(const QByteArray &key) const;
    // Of oneself, not deleted and not on its way; null when there is none.
    TimelineItemPointer newestOwnMessage() const;
    // What one has said here, the newest first, each once.
    QStringList ownTexts(int most = 50) const;
    qint64 firstSeq() const { return m_known.first().value_or(0); } // 0: nothing is known
    qint64 lastSeq() const { return m_known.last().value_or(0); }
    bool reachesStart() const { return m_reachesStart; }
    // Whether history can be asked for what this hole lacks.
    bool isFillable(const TimelineItem &hole) const;
    // The newest hole that is missing, fillable and not announced as too old; null when there is
    // none.
    TimelineItemPointer newestHole() const;
    // The nearest hole above this position that can be filled; null when there is none.
    TimelineItemPointer fillableHoleAbove(qint64 position) const;
    // What a message said and says, as far as it is known; nothing of one that was deleted.
    MessageVersions versionsOf(const QByteArray &message) const;
    // The nearest change of the room above this position that is loaded; null when there is none,
    // or when something is missing in between.
    TimelineItemPointer roomChangeBefore(qint64 position) const;
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
        qint64 after = 0; // the newest number known when it was written
        qint64 seq = 0; // of the receipt; 0 before it
        qint64 shownAs = 0; // seq of the entry that was taken for it before the receipt came
    };

    struct OwnChange {
        PendingChange change;
        qint64 seq = 0; // of the receipt; 0 before it
    };

    using Items = std::deque<TimelineItemPointer>;

    Items::iterator lowerBound(qint64 position);
    Items::const_iterator lowerBound(qint64 position) const;
    void replace(qint64 position, TimelineItemPointer item, TimelineChanges &changes);
    void erase(qint64 position, TimelineChanges &changes);
    void insert(std::vector<TimelineItemPointer> items, TimelineChanges &changes);

    TimelineChanges addEntries(std::vector<chat::Entry> entries, bool isLive);
    // Notes what is new of them; messages to be shown come back by seq, amended ones are changed in
    // place.
    std::vector<TimelineItemPointer> take(
        std::vector<chat::Entry> entries, TimelineChanges &changes);
    void noteSkipped(qint64 seq);
    void keepAmendment(chat::Entry entry);
    TimelineItemPointer makeItem(chat::Entry entry) const;
    void applyOwnChanges(TimelineItem &item) const;
    std::optional<Quote> quoteOf(const QByteArray &message) const;
    void makeAgain(const QByteArray &message, TimelineChanges &changes);
    void makeRepliesAgain(const QByteArray &message, TimelineChanges &changes);
    void judge(const TimelineItem &item);
    // Removes and shortens holes; returns those that are new.
    std::vector<TimelineItemPointer> updateHoles(TimelineChanges &changes);
    TimelineItemPointer makeHole(const SeqSet::Range &range) const;
    void updateStart(TimelineChanges &changes);

    TimelineItemPointer makePendingItem(const Own &own) const;
    Own *findOwn(const QByteArray &key);
    std::vector<OwnChange>::iterator findOwnChange(const QByteArray &key);
    TimelineChanges dropOwnChange(std::vector<OwnChange>::iterator change);
    Own *ownShownBy(const TimelineItem &item, bool isLive);
    bool takePlaceOfPending(const TimelineItemPointer &item, bool isLive, TimelineChanges &changes);
    void dropOwn(const QByteArray &key);
    void showAgain(const Own &own, TimelineChanges &changes);

    QByteArray m_person;
    QString m_name;
    Items m_items; // by position
    SeqSet m_known;
    SeqSet m_tooOld;
    std::vector<SeqSet::Range> m_holes;
    QHash<QByteArray, qint64> m_seqOfMessage; // message-id → seq
    QHash<QByteArray, std::vector<chat::Entry>>
        m_amendments; // message-id → edits, deletes, reactions by seq
    QHash<QByteArray, std::vector<qint64>> m_replies; // message-id → seqs of the replies to it
    std::vector<OwnChange> m_ownChanges; // in the order they were made
    std::vector<qint64> m_silent; // sorted
    std::vector<qint64> m_mentions; // sorted
    std::vector<Own> m_own; // in the order they were written
    qint64 m_nextPending = firstPendingPosition;
    qint64 m_floor = 0; // holes are shown from here on; 0: from the first known number
    qint64 m_oldestKept = 1; // what is below is not in the server's history
    bool m_reachesStart = false;
};

} // namespace app
