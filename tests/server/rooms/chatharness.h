#pragma once

#include "server/rooms/roomsapplication.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <map>

// The chat's application with a log of a few lines behind it, driven by calls: what the broker and
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
                seen.saved.push_back(save->write);
            else if (auto *question = std::get_if<Ask>(&effect))
                answer(*question, seen);
            else if (auto *search = std::get_if<Search>(&effect))
                answer(*search, seen);
            else if (auto *append = std::get_if<Append>(&effect))
                isHeld ? m_held.push_back(*append) : write(*append, seen);
        }
    }

    void write(const Append &append, Seen &seen)
    {
        const AppendEntry &entry = append.entry;
        if (isDiskFull) {
            seen.problems.push_back({"disk-full", QString()});
            carryOut(append.failed ? append.failed({"disk-full", {}}) : Effects{}, seen);
            return;
        }
        written.push_back(entry);
        auto &entries = log[entry.room];
        const QByteArray key = entry.room + '\n' + entry.author + '\n' + entry.idempotencyKey;
        if (!entry.idempotencyKey.isEmpty()) {
            if (const auto known = m_keys.find(key); known != m_keys.end()) {
                seen.appended.push_back({known->second.seq, known->second.id, true});
                return;
            }
        }
        const Appended appended{static_cast<qint64>(entries.size()) + 1, entry.id, false};
        entries.push_back({appended.seq, entry.id, entry.payload});
        m_keys[key] = appended;
        seen.appended.push_back(appended);
        carryOut(append.committed(appended), seen);
    }

    void answer(const Search &search, Seen &seen)
    {
        searched = search.query;
        carryOut(search.then(found), seen);
    }

    void answer(const Ask &question, Seen &seen)
    {
        query = question.query;
        LogPage page;
        const auto &entries = log[question.query.room];
        page.lastSeq = static_cast<qint64>(entries.size());
        const qint64 end =
            query->position == 0 ? page.lastSeq : std::min(query->position - 1, page.lastSeq);
        const qint64 begin = std::max<qint64>(end - query->limit, 0);
        page.entries.assign(entries.begin() + begin, entries.begin() + end);
        page.isStart = begin == 0;
        carryOut(question.then(page), seen);
    }

    quint64 m_sessions = 0;
    std::vector<Append> m_held;
    std::map<QByteArray, Appended> m_keys;
};

} // namespace server
