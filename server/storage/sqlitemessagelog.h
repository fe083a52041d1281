#pragma once

#include "server/broker/messagelog.h"
#include "server/storage/databasefolder.h"
#include "server/storage/logoptions.h"
#include "server/storage/sqliteamendments.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqlitestatements.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace server {

// Keeps rooms in an SQLite database: what write() has answered with a number is on disk and
// survives kill -9 and power cuts. Lives on the thread that opened it. openSqliteLog() makes one.
class SqliteMessageLog final : public MessageLog {
public:
    // The database has the newest schema. Fails when the statements do not fit it.
    static LogResult<std::unique_ptr<MessageLog>> create(std::unique_ptr<DatabaseFolder> folder,
        std::unique_ptr<SqliteConnection> connection, LogOptions options);

    std::vector<LogResult<Appended>> write(std::span<const LogWrite> batch) override;
    LogResult<LogPage> read(const LogQuery &query) override;
    LogResult<LogSnapshot> load() override;
    LogResult<bool> forgetOld() override;

private:
    struct Room {
        qint64 number = 0; // the key of the table
        qint64 firstSeq = 1;
        qint64 lastSeq = 0;
    };
    // One write: done, refused by itself (the inner result), or the disk failed and with it the
    // batch.
    using WriteResult = LogResult<LogResult<Appended>>;

    SqliteMessageLog(std::unique_ptr<DatabaseFolder> folder,
        std::unique_ptr<SqliteConnection> connection, LogOptions options);

    LogResult<std::vector<LogResult<Appended>>> commit(std::span<const LogWrite> batch);
    // The outer result is the disk's, as of one write.
    using GroupResult = LogResult<std::vector<LogResult<Appended>>>;
    GroupResult writeEach(std::span<const LogWrite> group);
    GroupResult writeTogether(std::span<const LogWrite> group);
    WriteResult carryOut(const AppendEntry &entry);
    WriteResult carryOut(const SavePerson &save);
    WriteResult carryOut(const SaveMarker &save);
    WriteResult carryOut(const SaveRemoval &save);

    LogResult<std::optional<Room>> findRoom(const QByteArray &id);
    LogResult<Room> makeRoom(const AppendEntry &entry);
    // What is answered without writing; nothing when the entry is to be written.
    using Answer = SqliteAmendments::Answer;
    LogResult<Answer> answerFor(const std::optional<Room> &room, const AppendEntry &entry);
    // Nothing when the key is new.
    LogResult<Answer> findRepeat(const Room &room, const AppendEntry &entry);
    WriteResult insert(Room room, const AppendEntry &entry);
    LogResult<void> saveRecord(const Room &room, const RoomRecord &record);
    LogResult<void> saveNumbers();
    LogResult<void> saveNumbers(Room &room);
    LogResult<void> forgetOldKeys();

    struct RoomPlace {
        QByteArray id;
        Room room;
    };
    bool isBeyondRetention(const Room &room, qint64 seq, qint64 sentAt) const;
    LogResult<std::vector<RoomPlace>> roomsToLookAt();
    LogResult<qint64> firstToKeep(const Room &room);
    LogResult<void> forgetBefore(const QByteArray &id, qint64 seq);
    qint64 keysExpireAt() const { return m_options.now() - m_options.keyLifetimeMs; }

    // In this order: the folder's lock is given up last.
    std::unique_ptr<DatabaseFolder> m_folder;
    std::unique_ptr<SqliteConnection> m_connection;
    SqliteStatements m_statements;
    SqliteAmendments m_amendments;
    LogOptions m_options;
    qint64 m_nextKeyPruning = 0;
    qint64 m_lastLookedAt = 0; // the room whose old entries were forgotten last
    // What the table `rooms` says, as far as it was asked; forgotten after a failed commit.
    QHash<QByteArray, Room> m_rooms;
    QSet<QByteArray> m_grown; // rooms whose numbers changed in this batch
};

} // namespace server
