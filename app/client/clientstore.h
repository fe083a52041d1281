#pragma once

#include "app/client/outboxdatabase.h"
#include "app/client/roomsdatabase.h"
#include "stomp/error.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace app {

// What the client keeps of one server in a folder: the outbox, and a copy of the rooms. A damaged
// file is set aside whole and begun anew: of the outbox what can be read is saved, the rooms come
// from the server again. Belongs to one thread.
class ClientStore {
public:
    ClientStore(QString folder, qint64 now);

    // What was damaged, and where it is now; for the log.
    const QStringList &warnings() const { return m_warnings; }
    StoredState load();
    std::vector<chat::Entry> page(const QByteArray &room, qint64 before, int limit);

    // All of them or none; a damaged file is replaced, and it is tried once more. The error is
    // SQLite's.
    using OutboxChange = std::function<bool(OutboxDatabase &)>;
    using RoomsChange = std::function<bool(RoomsDatabase &)>;
    stomp::Result<void> change(const std::vector<OutboxChange> &changes, qint64 now);
    stomp::Result<void> change(const std::vector<RoomsChange> &changes, qint64 now);
    // Reads all of the rooms' copy and replaces it when it is damaged: too much work to do before
    // it is shown.
    void checkRooms(qint64 now);

private:
    QString outboxFile() const;
    QString roomsFile() const;
    void openOutbox(qint64 now);
    void openRooms(qint64 now);
    void replaceOutbox(qint64 now);
    void replaceRooms(qint64 now);
    bool setAside(const QString &file, const Database &database, qint64 now);

    QString m_folder;
    QStringList m_warnings;
    std::unique_ptr<OutboxDatabase> m_outbox;
    std::unique_ptr<RoomsDatabase> m_rooms;
};

} // namespace app
