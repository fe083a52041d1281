#include "app/client/chatclient.h"

#include "app/client/clock.h"
#include "app/client/settings.h"
#include "app/client/texts.h"

#include <QDateTime>

#include <algorithm>
#include <utility>
#include <variant>

// ChatClient's part that hears from the network thread and from the outbox.
namespace app {

namespace {

constexpr int frame = 16; // milliseconds

bool isOfStore(const NetworkEvent &event)
{
    return std::holds_alternative<StoreLoadedEvent>(event.content)
        || std::holds_alternative<StoredPageEvent>(event.content)
        || std::holds_alternative<OutboxKeptEvent>(event.content);
}

} // namespace

void ChatClient::scheduleEvents()
{
    const qint64 since = m_sinceEvents.isValid() ? m_sinceEvents.elapsed() : frame;
    if (since >= frame)
        takeEvents();
    else if (!m_eventTimer.isActive())
        m_eventTimer.start(static_cast<int>(frame - since));
}

void ChatClient::takeEvents()
{
    m_sinceEvents.start();
    const std::vector<NetworkEvent> events = m_events->take();
    for (const NetworkEvent &event : events) {
        if (event.join != (isOfStore(event) ? m_storeJoin : m_join) || !m_isJoined)
            continue;
        if (!std::holds_alternative<EntryEvent>(event.content))
            flushEntries();
        std::visit([this](const auto &content) { handle(content); }, event.content);
    }
    flushEntries();
}

void ChatClient::handle(const StatusEvent &event)
{
    if (event.status.state == ConnectionStatus::State::Connecting)
        m_trust.connecting();
    if (event.status.state != ConnectionStatus::State::Online)
        carryOut(m_outbox.disconnected());
    setStatus(event.status);
}

void ChatClient::handle(const SessionEvent &event)
{
    const bool isNew = m_self != event.self;
    m_self = event.self;
    for (const auto &room : m_rooms)
        room->setSelf(m_self);
    if (m_options.hostToken.isEmpty()) // one's own has no lasting address
        m_settings->rememberServer({m_options.url, m_options.name, QDateTime::currentDateTime()});
    keep(KeepSelfCommand{m_self.person, m_self.name});
    if (isNew)
        Q_EMIT selfChanged(m_self);
    carryOut(m_outbox.connected(now()));
}

void ChatClient::handle(const RoomsEvent &event)
{
    std::vector<QByteArray> gone;
    for (const auto &room : m_rooms) {
        const bool isListed = std::any_of(event.rooms.begin(), event.rooms.end(),
            [&room](const chat::RoomInfo &info) { return info.id == room->id(); });
        if (!isListed && room->timeline().lastSeq() > 0)
            gone.push_back(room->id());
    }
    for (const QByteArray &id : gone)
        dropRoom(id);
    m_roomsAside.clear(); // the list has those that are still there
    for (const chat::RoomInfo &info : event.rooms) {
        const ChatRoom *known = room(info.id);
        if (known && info.lastSeq < known->timeline().lastSeq())
            restartRoom(info.id);
        applyInfo(info);
    }
    if (!std::exchange(m_isListed, true))
        Q_EMIT roomsListed();
}

void ChatClient::handle(const RoomChangeEvent &event)
{
    chat::RoomInfo info = event.change.room;
    info.isArchived = event.change.event == chat::RoomChange::Event::Archived;
    if (const ChatRoom *known = room(info.id)) // the change is told to all, the marker is one's own
        info.read = std::max(info.read, known->readMarker());
    applyInfo(info);
    if (ChatRoom *created = room(info.id);
        created && event.change.event == chat::RoomChange::Event::Created)
        watch(created); // an earlier try may have been refused
}

void ChatClient::handle(const EntryEvent &event)
{
    if (event.room != m_entriesRoom)
        flushEntries();
    m_entriesRoom = event.room;
    m_entries.push_back(event.entry);
}

void ChatClient::flushEntries()
{
    if (m_entries.empty())
        return;
    if (ChatRoom *known = room(m_entriesRoom))
        known->addEntries(std::exchange(m_entries, {}));
    m_entries.clear();
}

void ChatClient::handle(const SkippedEvent &event)
{
    if (ChatRoom *known = room(event.room))
        known->skipEntry(event.seq);
}

void ChatClient::handle(const TypingEvent &event)
{
    if (ChatRoom *known = room(event.room))
        known->typingHeard(event.typing, now());
}

void ChatClient::handle(const GapEvent &event)
{
    if (ChatRoom *known = room(event.room))
        known->addGap(event.gap);
}

void ChatClient::handle(const HistoryEvent &event)
{
    if (ChatRoom *known = room(event.room))
        known->historyArrived(event.before, event.page, event.range);
}

void ChatClient::handle(const SearchEvent &event)
{
    Q_EMIT searchReplied(event);
}

void ChatClient::handle(const MembersEvent &event)
{
    if (ChatRoom *known = room(event.room))
        known->setMembers(event.members);
}

void ChatClient::handle(const MemberChangeEvent &event)
{
    if (ChatRoom *known = room(event.room))
        known->changeMember(event.change);
}

void ChatClient::handle(const ReceiptEvent &event)
{
    if (ChatRoom *known = room(event.room))
        known->receiptArrived(event.key, event.seq);
    carryOut(m_outbox.receipted(event.room, event.key, now()));
}

void ChatClient::handle(const SendFailedEvent &event)
{
    carryOut(m_outbox.failed(event.room, event.key, event.failure, now()));
}

void ChatClient::handle(const ReadEvent &event)
{
    if (ChatRoom *known = room(event.marker.room))
        known->readElsewhere(event.marker);
}

void ChatClient::handle(const ProblemEvent &event)
{
    Q_EMIT problemReported(problemText(event.problem));
}

void ChatClient::handle(const StoreLoadedEvent &event)
{
    const StoredState &state = event.state;
    m_isLoaded = true;
    m_self = {state.person, state.name.isEmpty() ? m_options.name : state.name, 0, 0, 0};
    m_drafts = state.drafts;
    for (const StoredRoom &stored : state.rooms) {
        if (stored.info.isArchived)
            m_roomsAside.insert_or_assign(stored.info.id, stored.info);
        else
            restore(stored);
    }
    for (const auto &room : m_rooms)
        room->setSelf(m_self);
    carryOut(m_outbox.restore(state.outbox, now()));
    openConnection();
    if (!state.rooms.empty())
        Q_EMIT roomsRestored();
}

void ChatClient::restore(const StoredRoom &stored)
{
    ChatRoom *restored = ensureRoom(stored.info.id);
    restored->setSelf(m_self);
    const auto draft = m_drafts.extract(stored.info.id);
    restored->restore(stored, draft ? draft.mapped() : Drafts());
}

void ChatClient::handle(const StoredPageEvent &event)
{
    if (event.entries.empty()) {
        send(HistoryCommand{event.room, event.before, event.limit});
        return;
    }
    if (ChatRoom *known = room(event.room))
        known->historyArrived(
            event.before, chat::HistoryPage{event.entries, event.entries.front().seq == 1});
}

void ChatClient::handle(const OutboxKeptEvent &event)
{
    carryOut(m_outbox.kept(event.room, event.key, now()));
    if (!event.trouble.isEmpty() && !std::exchange(m_hasToldStoreTrouble, true))
        Q_EMIT problemReported(storeTroubleText(event.trouble));
}

void ChatClient::carryOut(const Outbox::Actions &actions)
{
    for (const Outbox::Action &action : actions) {
        if (const auto *kept = std::get_if<Outbox::Keep>(&action)) {
            keep(KeepMessageCommand{kept->message, kept->replaces});
        } else if (const auto *sent = std::get_if<Outbox::Send>(&action)) {
            send(SayCommand{sent->message});
        } else if (const auto *changed = std::get_if<Outbox::Changed>(&action)) {
            ensureRoom(changed->message.room)->outboxChanged(changed->message);
        } else if (const auto *gone = std::get_if<Outbox::Gone>(&action)) {
            if (!gone->isReplaced)
                keep(ForgetMessageCommand{gone->key});
            if (ChatRoom *known = room(gone->room))
                known->outboxRemoved(gone->key);
        }
    }
    if (const auto next = m_outbox.nextWake())
        m_outboxTimer.start(static_cast<int>(std::clamp<qint64>(*next - now(), 0, 60'000)));
    else
        m_outboxTimer.stop();
    setStatus(m_status);
}

} // namespace app
