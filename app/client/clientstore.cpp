#include "app/client/clientstore.h"

#include "stomp/error.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace app {

namespace {

bool isToBeReplaced(const Database &database)
{
    return database.trouble() == Database::Trouble::Damaged
        || database.trouble() == Database::Trouble::TooNew;
}

template<typename Part, typename Changes>
bool changeTogether(Part &part, const Changes &changes)
{
    Database &database = part.database();
    const bool isDone = database.begin()
        && std::all_of(
            changes.begin(), changes.end(), [&part](const auto &change) { return change(part); })
        && database.commit();
    if (!isDone)
        database.rollBack();
    return isDone;
}

stomp::Error storeError(const Database &database)
{
    return {stomp::ErrorCode::Internal, database.problem().toUtf8()};
}

} // namespace

ClientStore::ClientStore(QString folder, qint64 now)
    : m_folder(std::move(folder))
{
    if (!QDir().mkpath(m_folder))
        m_warnings += QStringLiteral("%1 cannot be made").arg(m_folder);
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    openOutbox(now);
    openRooms(now);
}

QString ClientStore::outboxFile() const
{
    return m_folder + QStringLiteral("/outbox.db");
}

QString ClientStore::roomsFile() const
{
    return m_folder + QStringLiteral("/rooms.db");
}

void ClientStore::openOutbox(qint64 now)
{
    m_outbox = std::make_unique<OutboxDatabase>(outboxFile());
    Database &database = m_outbox->database();
    if (database.trouble() == Database::Trouble::None)
        database.isSound();
    if (isToBeReplaced(database))
        replaceOutbox(now);
}

void ClientStore::openRooms(qint64 now)
{
    m_rooms = std::make_unique<RoomsDatabase>(roomsFile());
    if (isToBeReplaced(m_rooms->database()))
        replaceRooms(now);
}

bool ClientStore::setAside(const QString &file, const Database &database, qint64 now)
{
    const QString problem = database.problem();
    const QString name = setDatabaseAside(file, now);
    m_warnings += name.isEmpty()
        ? QStringLiteral("%1 cannot be used (%2), nor be moved").arg(file, problem)
        : QStringLiteral("%1 cannot be used (%2); it was moved to %3").arg(file, problem, name);
    return !name.isEmpty();
}

void ClientStore::replaceOutbox(qint64 now)
{
    const OutboxDatabase::Content saved = OutboxDatabase::salvage(outboxFile());
    const auto broken = std::move(m_outbox); // it stays open until it has its other name
    if (setAside(outboxFile(), broken->database(), now)) {
        m_outbox = std::make_unique<OutboxDatabase>(outboxFile());
        m_outbox->putAll(saved);
        m_warnings += QStringLiteral("%1 messages were saved").arg(saved.messages.size());
    } else {
        m_outbox = std::make_unique<OutboxDatabase>(outboxFile());
    }
}

void ClientStore::replaceRooms(qint64 now)
{
    const auto broken = std::move(m_rooms);
    setAside(roomsFile(), broken->database(), now);
    m_rooms = std::make_unique<RoomsDatabase>(roomsFile());
}

StoredState ClientStore::load()
{
    StoredState state;
    OutboxDatabase::Content outbox;
    m_outbox->load(outbox);
    m_rooms->load(state);
    state.outbox = std::move(outbox.messages);
    state.drafts = std::move(outbox.drafts);
    return state;
}

std::vector<chat::Entry> ClientStore::page(const QByteArray &room, qint64 before, int limit)
{
    return m_rooms->page(room, before, limit);
}

stomp::Result<void> ClientStore::change(const std::vector<OutboxChange> &changes, qint64 now)
{
    if (!m_outbox->database().isReady()) // there may be room or the right to write by now
        openOutbox(now);
    if (changes.empty() || changeTogether(*m_outbox, changes))
        return {};
    if (isToBeReplaced(m_outbox->database())) {
        replaceOutbox(now);
        if (changeTogether(*m_outbox, changes))
            return {};
    }
    return storeError(m_outbox->database());
}

stomp::Result<void> ClientStore::change(const std::vector<RoomsChange> &changes, qint64 now)
{
    if (!m_rooms->database().isReady())
        openRooms(now);
    if (changes.empty() || changeTogether(*m_rooms, changes))
        return {};
    if (isToBeReplaced(m_rooms->database())) {
        replaceRooms(now);
        if (changeTogether(*m_rooms, changes))
            return {};
    }
    return storeError(m_rooms->database());
}

void ClientStore::checkRooms(qint64 now)
{
    Database &database = m_rooms->database();
    if (database.trouble() == Database::Trouble::None)
        database.isSound();
    if (isToBeReplaced(database))
        replaceRooms(now);
}

} // namespace app
