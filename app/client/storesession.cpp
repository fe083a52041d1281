#include "app/client/storesession.h"

#include "app/client/clientstore.h"
#include "app/client/clock.h"

#include <QLoggingCategory>

#include <utility>

namespace app {

namespace {

Q_LOGGING_CATEGORY(storeLog, "maru.store")

} // namespace

struct StoreSession::Changes {
    std::vector<ClientStore::OutboxChange> outbox;
    std::vector<ClientStore::RoomsChange> rooms;
    std::vector<OutboxKeptEvent> kept; // to be told after the commit
};

StoreSession::StoreSession(Report report)
    : m_report(std::move(report))
    , m_changes(std::make_unique<Changes>())
    , m_commands([this] { QMetaObject::invokeMethod(this, "takeCommands", Qt::QueuedConnection); })
{
}

StoreSession::~StoreSession()
{
    takeCommands();
}

void StoreSession::takeCommands()
{
    const std::vector<StoreCommand> commands = m_commands.take();
    for (const StoreCommand &command : commands)
        std::visit([this](const auto &content) { carryOut(content); }, command);
    commit();
}

void StoreSession::carryOut(const OpenStoreCommand &command)
{
    commit();
    m_store.reset(); // its files are closed before they may be opened again
    m_warningsLogged = 0;
    m_join = command.join;
    m_store = std::make_unique<ClientStore>(command.folder, now());
    m_report({m_join, StoreLoadedEvent{m_store->load()}});
    m_store->checkRooms(now());
    logWarnings();
}

void StoreSession::carryOut(const CloseStoreCommand &)
{
    commit();
    m_store.reset();
}

void StoreSession::carryOut(const KeepMessageCommand &command)
{
    m_changes->outbox.push_back([command](OutboxDatabase &outbox) {
        return outbox.put(command.message, command.replaces);
    });
    if (command.message.state == OutboxMessage::State::Writing)
        m_changes->kept.push_back({command.message.room, command.message.key, {}});
}

void StoreSession::carryOut(const ForgetMessageCommand &command)
{
    m_changes->outbox.push_back(
        [command](OutboxDatabase &outbox) { return outbox.remove(command.key); });
}

void StoreSession::carryOut(const KeepDraftCommand &command)
{
    m_changes->outbox.push_back([command](OutboxDatabase &outbox) {
        return outbox.putDraft(command.room, command.text, command.replyTo);
    });
}

void StoreSession::carryOut(const KeepSelfCommand &command)
{
    m_changes->rooms.push_back(
        [command](RoomsDatabase &rooms) { return rooms.putSelf(command.person, command.name); });
}

void StoreSession::carryOut(const KeepRoomCommand &command)
{
    m_changes->rooms.push_back(
        [command](RoomsDatabase &rooms) { return rooms.putRoom(command.info); });
}

void StoreSession::carryOut(const KeepReadMarkerCommand &command)
{
    m_changes->rooms.push_back(
        [command](RoomsDatabase &rooms) { return rooms.putReadMarker(command.room, command.seq); });
}

void StoreSession::carryOut(const KeepEntriesCommand &command)
{
    m_changes->rooms.push_back([command](RoomsDatabase &rooms) {
        return rooms.putEntries(command.room, command.entries);
    });
}

void StoreSession::carryOut(const ForgetRoomCommand &command)
{
    m_changes->rooms.push_back(
        [command](RoomsDatabase &rooms) { return rooms.removeRoom(command.room); });
}

void StoreSession::carryOut(const LoadPageCommand &command)
{
    commit();
    StoredPageEvent event{command.room, command.before, command.limit, {}};
    if (m_store)
        event.entries = m_store->page(command.room, command.before, command.limit);
    m_report({m_join, std::move(event)});
}

void StoreSession::commit()
{
    Changes changes = std::exchange(*m_changes, {});
    if (!m_store)
        return;
    const auto outbox = m_store->change(changes.outbox, now());
    for (OutboxKeptEvent &event : changes.kept) {
        if (!outbox)
            event.trouble = QString::fromUtf8(outbox.error().text);
        m_report({m_join, event});
    }
    if (const auto rooms = m_store->change(changes.rooms, now()); !rooms)
        qCWarning(storeLog) << "the rooms cannot be kept:" << rooms.error().text;
    logWarnings();
}

void StoreSession::logWarnings()
{
    const QStringList &warnings = m_store->warnings();
    for (; m_warningsLogged < static_cast<int>(warnings.size()); ++m_warningsLogged)
        qCWarning(storeLog).noquote() << warnings[m_warningsLogged];
}

} // namespace app
