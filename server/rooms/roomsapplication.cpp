#include "server/rooms/roomsapplication.h"

#include "server/rooms/amendmentroutes.h"
#include "server/rooms/chatstate.h"
#include "server/rooms/historyroutes.h"
#include "server/rooms/orderedid.h"
#include "server/rooms/presenceroutes.h"
#include "server/rooms/removalroutes.h"
#include "server/rooms/roomlistroutes.h"
#include "server/rooms/roomroutes.h"
#include "server/rooms/searchroutes.h"

#include <QDateTime>

#include <utility>

namespace server {

namespace {

RoomsOptions completed(RoomsOptions options)
{
    if (!options.makeId)
        options.makeId = [] { return orderedId(QDateTime::currentMSecsSinceEpoch()); };
    return options;
}

RoutingOptions routingOptions(const RoomsOptions &options)
{
    return {options.prefixes.application, options.prefixes.broker, options.makeId};
}

stomp::Headers connectedHeaders(
    const RoomsOptions &options, const PersonDirectory::Arrival &arrival)
{
    return {{"person", arrival.person}, {"name", arrival.name.toUtf8()},
        {"application-prefix", options.prefixes.application},
        {"broker-prefix", options.prefixes.broker},
        {"max-body", QByteArray::number(options.maxBody)},
        {"max-text", QByteArray::number(options.maxText)},
        {"messages-per-minute", QByteArray::number(options.messagesPerMinute)}};
}

} // namespace

RoomsApplication::RoomsApplication(RoomsOptions options, LogSnapshot snapshot)
    : Application(routingOptions(options))
    , m_state(std::make_unique<ChatState>(completed(std::move(options)), snapshot))
{
    addRoomRoutes(*this, *m_state);
    addAmendmentRoutes(*this, *m_state);
    addHistoryRoutes(*this, *m_state);
    addPresenceRoutes(*this, *m_state);
    addRemovalRoutes(*this, *m_state);
    addRoomListRoutes(*this, *m_state);
    addSearchRoutes(*this, *m_state);
    // Who listens to a room is seen among its members; the host alone may listen to all.
    admitPatterns([](const QByteArray &, const Caller &caller) { return caller.isHost; });
}

RoomsApplication::~RoomsApplication() = default;

stomp::BasicResult<Admission, Problem> RoomsApplication::connected(
    SessionId session, const ConnectRequest &request, qint64 nowMs)
{
    if (hasTooManyConnections(request.personHash))
        return Problem{"too-many-connections",
            QStringLiteral("This person has as many connections as one may have.")};
    const auto arrival = m_state->people.arrive(request.login, request.personHash, nowMs);
    if (!arrival)
        return arrival.error();
    Admission admission{arrival->person, arrival->name, arrival->isGuest,
        connectedHeaders(m_state->options, *arrival), {}};
    if (arrival->record)
        admission.effects.push_back(Save{SavePerson{*arrival->record}});
    for (Effect &effect : startReading(*arrival))
        admission.effects.push_back(std::move(effect));
    const Caller caller{
        session, arrival->person, arrival->name, request.login, arrival->isGuest, request.isHost};
    if (const auto shown = m_state->attendance.arrive(caller, nowMs)) {
        for (Effect &effect : m_state->showPresence(arrival->person, *shown))
            admission.effects.push_back(std::move(effect));
    }
    if (!arrival->isRenamed)
        return admission;
    for (auto &[room, member] : m_state->membership.rename(arrival->person, arrival->name))
        admission.effects.push_back(
            m_state->streams.member(room, chat::MemberChange::Event::Changed, std::move(member)));
    return admission;
}

// A guest has one.
bool RoomsApplication::hasTooManyConnections(const QByteArray &personHash) const
{
    const int most = m_state->options.mostConnections;
    return most > 0 && !personHash.isEmpty()
        && m_state->attendance.connectionsOf(PersonDirectory::personId(personHash)) >= most;
}

Effects RoomsApplication::startReading(const PersonDirectory::Arrival &arrival)
{
    Effects effects;
    if (!arrival.isNew)
        return effects;
    const auto newest = m_state->rooms.newestSeqs();
    m_state->markers.startAt(arrival.person, newest);
    if (arrival.isGuest)
        return effects;
    for (const auto &[room, seq] : *newest)
        effects.push_back(Save{SaveMarker{{room, arrival.person, seq, seq}}});
    return effects;
}

Effects RoomsApplication::disconnected(const Caller &caller, qint64 nowMs)
{
    const auto shown = m_state->attendance.leave(caller, nowMs);
    if (caller.isGuest) {
        m_state->people.guestLeft(caller.person);
        m_state->markers.forget(caller.person);
        m_state->rate.forget(caller.person);
        m_state->removals.forget(caller.person);
    }
    return shown ? m_state->showPresence(caller.person, *shown) : Effects();
}

Effects RoomsApplication::wake(qint64 nowMs)
{
    Effects effects;
    for (const Typists::Typist &typist : m_state->typists.expire(nowMs))
        effects.push_back(
            m_state->streams.typing(typist.room, chat::Typing{typist.person, typist.name, false}));
    return effects;
}

std::optional<qint64> RoomsApplication::nextWake() const
{
    return m_state->typists.nextExpiry();
}

Publish RoomsApplication::entryMessage(const QByteArray &room, const LogEntry &entry) const
{
    return m_state->streams.entry(room, entry);
}

Publish RoomsApplication::gapMessage(const QByteArray &room, qint64 from, qint64 to) const
{
    return m_state->streams.gap(room, from, to);
}

} // namespace server
