#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/logoptions.h"
#include "server/storage/memoryamendments.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace server {

// Keeps rooms in memory only, each up to a number of entries: for --in-memory and for tests.
// Lives on the storage thread.
class MemoryMessageLog final : public MessageLog {
public:
    static constexpr qint64 defaultMaximumEntries = 100'000;

    explicit MemoryMessageLog(LogOptions options = {.maximumEntries = defaultMaximumEntries});

    std::vector<LogResult<Appended>> write(std::span<const LogWrite> batch) override;
    LogResult<LogPage> read(const LogQuery &query) override;
    LogResult<LogSnapshot> load() override;
    LogResult<bool> forgetOld() override;
    LogResult<SearchPage> search(const SearchQuery &query) override;

private:
    struct KnownKey {
        QByteArray content;
        Appended first;
        qint64 at = 0;
    };
    struct Room {
        RoomRecord record;
        qint64 firstSeq = 1;
        qint64 lastSeq = 0;
        std::deque<LogEntry> entries;
        std::deque<qint64> sentAt; // of each entry
        QHash<QByteArray, qint64> seqs; // by id
        MemoryAmendments amendments;
        std::deque<qint64> positions; // of the entries, among those of all rooms
        QHash<QByteArray, KnownKey> keys; // by keyDigest()
    };
    struct KeyAge {
        qint64 at = 0;
        QByteArray room;
        QByteArray digest;
    };

    std::vector<LogResult<Appended>> writeGroup(std::span<const LogWrite> group);
    LogResult<Appended> carryOut(const AppendEntry &entry);
    LogResult<Appended> carryOut(const SavePerson &save);
    LogResult<Appended> carryOut(const SaveMarker &save);
    LogResult<Appended> carryOut(const SaveRemoval &save);
    // What is answered without writing; nothing when the entry is to be written.
    std::optional<LogResult<Appended>> answerFor(const AppendEntry &entry) const;
    std::optional<LogResult<Appended>> repeatOf(const AppendEntry &entry) const;
    const LogEntry *find(const QByteArray &room, const QByteArray &id) const;
    Appended append(Room &room, const AppendEntry &entry);
    void amend(Room &room, const AppendEntry &entry, qint64 seq);
    std::function<void()> takingBack(const Room &room, const AppendEntry &entry);
    void takeBack(const AppendEntry &entry, RoomRecord before, std::optional<KnownKey> key);
    void forgetBeyondMaximum();
    void forgetOldest(Room &room);
    void forgetOldKeys();
    bool isExpired(qint64 at) const;

    LogOptions m_options;
    QHash<QByteArray, Room> m_rooms;
    qint64 m_lastPosition = 0;
    QHash<QByteArray, PersonRecord> m_people;
    QHash<QByteArray, QHash<QByteArray, MarkerRecord>> m_markers; // room, person
    QHash<QByteArray, QHash<QByteArray, qint64>> m_removals; // room, person
    std::deque<KeyAge> m_keyAges; // oldest first
    bool m_isJoined = false; // the write at hand is one of a group
    std::vector<std::function<void()>> m_undo; // what takes back the group so far
    QSet<QByteArray> m_grown; // rooms with new entries in this batch
};

} // namespace server
