#include "tests/system/resilience/robot.h"

#include "tests/system/resilience/timelinejson.h"

#include <QJsonDocument>

#include <chrono>
#include <cstdio>
#include <utility>
#include <variant>

namespace resilience {

namespace {

// At once, so that it is told before a kill. By the clock that all processes share.
void tell(const QByteArray &text)
{
    using namespace std::chrono;
    const auto now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
    const QByteArray line = QByteArray::number(qint64(now.count())) + ' ' + text + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
}

QByteArray stateName(app::ConnectionStatus::State state)
{
    using State = app::ConnectionStatus::State;
    switch (state) {
    case State::Offline:
        return "offline";
    case State::Connecting:
        return "connecting";
    case State::Online:
        return "online";
    case State::Waiting:
        return "waiting";
    }
    return {};
}

} // namespace

Robot::Robot(const Options &options, QObject *parent)
    : QObject(parent)
    , m_settings(options.profile)
    , m_lock(m_settings.directory())
    , m_client(&m_settings)
{
    connect(&m_client, &app::ChatClient::statusChanged, this, &Robot::tellStatus);
    connect(&m_client, &app::ChatClient::roomAdded, this, &Robot::addRoom);
    connect(&m_client, &app::ChatClient::roomRemoved, this, &Robot::removeRoom);
    connect(&m_watch, &app::DesktopWatch::resumed, &m_client, &app::ChatClient::tryNow);
    if (hasProfile())
        m_client.join({options.url, options.name, {}, {}, options.identity});
}

void Robot::obey(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ');
    const QByteArray verb = words.value(0);
    const QByteArray id = words.value(1);
    const QString text = QString::fromUtf8(line.mid(verb.size() + id.size() + 2));
    if (verb == "try" && m_client.status().state == app::ConnectionStatus::State::Waiting)
        m_client.tryNow();
    else if (verb == "quit")
        Q_EMIT quitRequested();
    if (id.isEmpty())
        return;
    app::ChatRoom *room = m_client.openRoom(id);
    if (verb == "say") {
        room->send(text);
    } else if (verb == "dump") {
        m_dumps.insert(id);
        completeDump(room);
    } else if (verb == "read") {
        room->setActive(true);
        room->markReadUpTo(room->lastSeq());
    } else {
        amend(room, verb, text);
    }
}

void Robot::amend(app::ChatRoom *room, const QByteArray &verb, const QString &text)
{
    const app::TimelineItemPointer newest = room->timeline().newestMessage();
    const app::TimelineItemPointer own = room->timeline().newestOwnMessage();
    if (verb == "reply" && newest)
        room->send(text, newest->entry.id);
    else if (verb == "react" && newest)
        room->react(newest->entry.id, text);
    else if (verb == "edit" && own)
        room->edit(own->entry.id, text);
    else if (verb == "delete" && own)
        room->remove(own->entry.id);
}

void Robot::addRoom(app::ChatRoom *room)
{
    auto model = std::make_unique<app::TimelineModel>();
    model->setRoom(room);
    m_models[room->id()] = std::move(model);
    connect(room, &app::ChatRoom::timelineChanged, this,
        [this, room](const app::TimelineChanges &changes) { mirror(room, changes); });
    connect(room, &app::ChatRoom::countsChanged, this, [this, room] { tellRoom(room); });
    connect(room, &app::ChatRoom::receipted, this, [](const QByteArray &key, qint64 seq) {
        tell("sent " + key + ' ' + QByteArray::number(seq));
    });
    connect(room, &app::ChatRoom::loadingHistoryChanged, this, [this](bool isLoading) {
        if (!isLoading)
            QMetaObject::invokeMethod(
                this, [this] { completeDumps(); }, Qt::QueuedConnection);
    });
}

void Robot::removeRoom(const QByteArray &room)
{
    m_models.erase(room);
}

void Robot::mirror(app::ChatRoom *room, const app::TimelineChanges &changes)
{
    for (const app::TimelineChange &change : changes) {
        if (const auto *inserted = std::get_if<app::InsertItems>(&change)) {
            for (const app::TimelineItemPointer &item : inserted->items)
                tellOwn(room, *item);
        } else if (const auto *replaced = std::get_if<app::ReplaceItem>(&change)) {
            tellOwn(room, *replaced->item);
        }
    }
    tellRoom(room);
}

// Of what is on its way.
void Robot::tellOwn(app::ChatRoom *room, const app::TimelineItem &item)
{
    using State = app::PendingState;
    if (item.key.isEmpty())
        return;
    const State before =
        std::exchange(m_told.try_emplace(item.key, State::Writing).first->second, item.state);
    const bool isQueued = item.state == State::Waiting || item.state == State::Late;
    if (isQueued && before == State::Writing)
        tell("queued " + item.key + ' ' + room->id() + ' '
            + (item.kind == app::TimelineItem::Kind::Pending ? item.text.toUtf8() : "*"));
    if (item.state != State::Failed || before == State::Failed)
        return;
    tell("failed " + item.key + ' ' + item.failure.toUtf8());
    if (item.kind == app::TimelineItem::Kind::Message) // refused, as what is deleted by then
        QMetaObject::invokeMethod(
            room, [room, key = item.key] { room->discard(key); }, Qt::QueuedConnection);
}

void Robot::tellRoom(app::ChatRoom *room)
{
    const auto model = m_models.find(room->id());
    if (model == m_models.end())
        return;
    tell("rows " + room->id() + ' ' + QByteArray::number(model->second->rowCount()));
    tell("unread " + room->id() + ' ' + QByteArray::number(room->unreadCount()));
}

void Robot::tellStatus(const app::ConnectionStatus &status)
{
    tell("state " + stateName(status.state) + ' ' + QByteArray::number(status.waitingMessages));
    if (status.state == app::ConnectionStatus::State::Online)
        completeDumps();
}

void Robot::completeDumps()
{
    for (const QByteArray &id : std::set<QByteArray>(m_dumps)) {
        if (app::ChatRoom *room = m_client.room(id))
            completeDump(room);
    }
}

// Loads what is missing, piece by piece; then tells all.
void Robot::completeDump(app::ChatRoom *room)
{
    if (room->isLoadingHistory())
        return;
    const app::TimelineItemPointer hole = room->timeline().newestHole();
    if (hole) {
        room->fillHole(hole->position);
    } else if (room->canLoadOlder()) {
        room->loadOlder();
    } else if (m_dumps.erase(room->id()) > 0) {
        const QJsonDocument json(timelineJson(room->timeline()));
        tell("dump " + room->id() + ' ' + json.toJson(QJsonDocument::Compact));
    }
}

} // namespace resilience
