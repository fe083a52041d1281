#pragma once

#include "server/rooms/roomsapplication.h"
#include "server/storage/memorymessagelog.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <map>

// The chat's application with a log in memory behind it, driven by calls: what the broker and
// the storage thread do in the server.
namespace server {

inline QJsonObject json(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object();
}

// What came of one frame.
struct Seen {
    std::vector<Publish> published;
    std::vector<Reply> replies;
    std::vector<SendToPerson> personal;
    std::vector<Problem> problems;
    std::vector<LogWrite> saved;
    std::vector<Appended> appended;
    std::vector<EndSubscriptions> endings;

    QByteArray problem() const { return problems.empty() ? QByteArray() : problems.front().code; }
    // The body of the only message published at a destination.
    QJsonObject only(const QByteArray &destination) const
    {
        QJsonObject found;
        int count = 0;
        for (const Publish &message : published) {
            if (message.destination == destination && ++count == 1)
                found = json(message.body);
        }
        return count == 1 ? found : QJsonObject{{QStringLiteral("count"), count}};
    }
};

class ChatHarness {
public:
    explicit ChatHarness(RoomsOptions options = {}, LogSnapshot snapshot = {})
        : app(withIds(std::move(options)), std::move(snapshot))
    {
    }

    // Somebody connects; the secret stands for its hash.
    Caller connect(const QByteArray &login, const QByteArray &secret = {}, bool isHost = false)
    {
        ConnectRequest request;
        request.login = login;
        request.personHash = secret;
        request.isHost = isHost;
        const SessionId session{0, ++m_sessions};
        admission = app.connected(session, request, nowMs);
        Seen seen;
        if (!admission)
            return {};
        carryOut(admission->effects, seen);
        lastSeen = seen;
        return {session, admission->person, admission->name, login, admission->isGuest, isHost};
    }

    Seen send(const Caller &caller, const QByteArray &destination, const QByteArray &body = {},
        stomp::Headers headers = {})
    {
        headers.append("destination", destination);
        return done(app.message({stomp::Command::Send, headers, body}, caller, nowMs));
    }
    // With a JSON body.
    Seen sendJson(const Caller &caller, const QByteArray &destination, const QByteArray &body)
    {
        return send(caller, destination, body, {{"content-type", "application/json"}});
    }
    Seen ask(const Caller &caller, const QByteArray &destination, stomp::Headers headers = {})
    {
        headers.append("destination", destination);
        return done(app.subscription({stomp::Command::Subscribe, headers, {}}, caller, nowMs));
    }
    Seen subscribe(const Caller &caller, const QByteArray &destination, stomp::Headers headers = {})
    {
        headers.append("destination", destination);
        auto outcome = app.subscribe({stomp::Command::Subscribe, headers, {}}, caller, nowMs);
        replay.reset();
        if (!outcome)
            return done({Fail{outcome.error()}});
        replay = outcome->replay;
        return done(std::move(outcome->effects));
    }
    Seen unsubscribe(const Caller &caller, const QByteArray &destination)
    {
        return done(app.unsubscribed(destination, caller, nowMs));
    }
    Seen wake() { return done(app.wake(nowMs)); }
    Seen disconnect(const Caller &caller) { return done(app.disconnected(caller, nowMs)); }

    // The log answers what it was asked while it was held up.
    Seen release()
    {
        isHeld = false;
        Seen seen;
        for (Append &append : std::exchange(m_held, {}))
            write(append, seen);
        return seen;
    }

    qint64 nowMs = 1000;
    bool isHeld = false; // appends wait for release()
    bool isDiskFull = false;
    RoomsApplication app;
    stomp::BasicResult<Admission, Problem> admission{Admission{}};
    Seen lastSeen; // of connect()
    std::optional<Replay> replay; // of subscribe()
    std::map<QByteArray, std::vector<LogEntry>> log;
    std::vector<AppendEntry> written;
    std::optional<LogQuery> query; // the last one
    std::optional<SearchQuery> searched; // likewise
    SearchPage found; // what a search is answered

private:
    static RoomsOptions withIds(RoomsOptions options)
    {
        options.makeId = [n = 0]() mutable { return "id-" + QByteArray::number(++n); };
        return options;
    }

    Seen done(Effects effects)
    {
        Seen seen;
        carryOut(effects, seen);
        return seen;
    }

    void carryOut(Effects effects, Seen &seen)
    {
        for (Effect &effect : effects) {
            if (auto *publish = std::get_if<Publish>(&effect))
                seen.published.push_back(*publish);
            else if (auto *reply = std::get_if<Reply>(&effect))
                seen.replies.push_back(*reply);
            else if (auto *personal = std::get_if<SendToPerson>(&effect))
                seen.personal.push_back(*personal);
            else if (auto *fail = std::get_if<Fail>(&effect))
                seen.problems.push_back(fail->problem);
            else if (auto *save = std::get_if<Save>(&effect))
                write(*save, seen);
            else if (auto *question = std::get_if<Ask>(&effect))
                answer(*question, seen);
            else if (auto *search = std::get_if<Search>(&effect))
                answer(*search, seen);
            else if (auto *ending = std::get_if<EndSubscriptions>(&effect))
                seen.endings.push_back(*ending);
            else if (auto *append = std::get_if<Append>(&effect))
                isHeld ? m_held.push_back(*append) : write(*append, seen);
        }
    }

    void write(const Save &save, Seen &seen)
    {
        seen.saved.push_back(save.write);
        if (!save.committed)
            return;
        if (isDiskFull)
            seen.problems.push_back({"disk-full", QString()});
        else
            carryOut(save.committed(), seen);
    }

    void write(const Append &append, Seen &seen)
    {
        const AppendEntry &entry = append.entry;
        if (isDiskFull) {
            seen.problems.push_back({"disk-full", QString()});
            carryOut(append.failed ? append.failed({"disk-full", {}}) : Effects{}, seen);
            return;
        }
        if (!entry.unlessRepeated)
            written.push_back(entry);
        const std::vector<LogWrite> batch{entry};
        const LogResult<Appended> result = m_log.write(batch).front();
        log[entry.room] = m_log.read({entry.room, LogQuery::Range::After, 0, 1000})->entries;
        if (!result) {
            seen.problems.push_back({result.error().code, result.error().detail});
            carryOut(append.failed ? append.failed(result.error()) : Effects{}, seen);
            return;
        }
        seen.appended.push_back(*result);
        if (!result->isRepeat)
            carryOut(append.committed(*result), seen);
        else if (append.repeated)
            carryOut(append.repeated(), seen);
    }

    void answer(const Search &search, Seen &seen)
    {
        searched = search.query;
        carryOut(search.then(found), seen);
    }

    void answer(const Ask &question, Seen &seen)
    {
        query = question.query;
        carryOut(question.then(*m_log.read(question.query)), seen);
    }

    quint64 m_sessions = 0;
    std::vector<Append> m_held;
    MemoryMessageLog m_log{{.now = [this] { return nowMs; }}};
};

} // namespace server
