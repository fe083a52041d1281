#include "tests/server/broker/brokerharness.h"

#include <utility>

namespace server {

stomp::BasicResult<Admission, Problem> FakeHandler::connected(
    SessionId session, const ConnectRequest &request, qint64)
{
    calls.push_back("connected " + request.login);
    if (onConnected)
        return onConnected(session, request);
    return Admission{"p-" + request.login, QString::fromUtf8(request.login), true,
        {{"name", request.login}}, {}};
}

Effects FakeHandler::disconnected(const Caller &caller, qint64)
{
    calls.push_back("disconnected " + caller.login);
    return onDisconnected ? onDisconnected(caller) : Effects();
}

std::optional<Effect> FakeHandler::beforeSend(
    const stomp::Frame &frame, const Caller &caller, qint64)
{
    return onBeforeSend ? onBeforeSend(frame, caller) : std::nullopt;
}

std::optional<Effect> FakeHandler::beforeFrame(
    const stomp::Frame &frame, const Caller &caller, qint64)
{
    return onBeforeFrame ? onBeforeFrame(frame, caller) : std::nullopt;
}

Effects FakeHandler::message(const stomp::Frame &frame, const Caller &caller, qint64)
{
    calls.push_back("message " + frame.header("destination"));
    return onMessage ? onMessage(frame, caller) : Effects();
}

Effects FakeHandler::subscription(const stomp::Frame &frame, const Caller &caller, qint64)
{
    calls.push_back("subscription " + frame.header("destination"));
    return onSubscription ? onSubscription(frame, caller) : Effects();
}

stomp::BasicResult<Admitted, Problem> FakeHandler::subscribe(
    const stomp::Frame &frame, const Caller &caller, qint64)
{
    calls.push_back("subscribe " + frame.header("destination"));
    if (onSubscribe)
        return onSubscribe(frame, caller);
    return Admitted{};
}

Effects FakeHandler::unsubscribed(const QByteArray &destination, const Caller &caller, qint64)
{
    calls.push_back("unsubscribed " + destination + ' ' + caller.login);
    return onUnsubscribed ? onUnsubscribed(destination, caller) : Effects();
}

Publish FakeHandler::entryMessage(const QByteArray &room, const LogEntry &entry) const
{
    return {"/subscribe/chat/" + room, {{"message-id", entry.id}}, entry.payload, entry.seq};
}

Publish FakeHandler::gapMessage(const QByteArray &room, qint64 from, qint64 to) const
{
    return {"/subscribe/chat/" + room, {},
        "gap " + QByteArray::number(from) + '-' + QByteArray::number(to)};
}

Effects FakeHandler::wake(qint64 nowMs)
{
    calls.push_back("wake " + QByteArray::number(nowMs));
    return onWake ? onWake(nowMs) : Effects();
}

Effects say(const stomp::Frame &frame, const Caller &caller)
{
    const QByteArray room = frame.header("destination").mid(14);
    AppendEntry entry;
    entry.room = room;
    entry.id = "id-" + frame.body;
    entry.author = caller.person;
    entry.idempotencyKey = frame.header("idempotency-key");
    entry.payload = frame.body;
    return {Append{entry, [room, body = frame.body](const Appended &appended) -> Effects {
                       return {Publish{"/subscribe/chat/" + room, {{"message-id", appended.id}},
                           body, appended.seq}};
                   }}};
}

BrokerOptions BrokerHarness::defaultOptions()
{
    BrokerOptions options;
    options.messageIdPrefix = "m";
    return options;
}

BrokerHarness::BrokerHarness(BrokerOptions options)
    : broker(std::move(options), handler)
{
}

BrokerHarness::Lines BrokerHarness::open(
    const QByteArray &name, const QByteArray &person, stomp::Version version, quint32 worker)
{
    m_ids[name] = {worker, ++m_lastSerial};
    if (!person.isEmpty()) {
        handler.onConnected = [person](SessionId, const ConnectRequest &request) {
            return Admission{person, QString::fromUtf8(request.login), false, {}, {}};
        };
    }
    Lines out =
        lines(broker.handle(SessionOpened{m_ids[name], {version, name, {}, false, {}}}, nowMs));
    if (!person.isEmpty())
        handler.onConnected = nullptr;
    return out;
}

BrokerHarness::Lines BrokerHarness::frame(
    const QByteArray &name, stomp::Command command, stomp::Headers headers, QByteArray body)
{
    const stomp::Frame frame{command, std::move(headers), std::move(body)};
    return lines(broker.handle(SessionFrame{m_ids.at(name), frame}, nowMs));
}

namespace {

stomp::Headers joined(stomp::Headers headers, const stomp::Headers &more)
{
    for (const auto &[name, value] : more)
        headers.append(name, value);
    return headers;
}

} // namespace

BrokerHarness::Lines BrokerHarness::send(
    const QByteArray &name, const QByteArray &destination, QByteArray body, stomp::Headers more)
{
    return frame(
        name, stomp::Command::Send, joined({{"destination", destination}}, more), std::move(body));
}

BrokerHarness::Lines BrokerHarness::subscribe(const QByteArray &name, const QByteArray &id,
    const QByteArray &destination, stomp::Headers more)
{
    return frame(
        name, stomp::Command::Subscribe, joined({{"id", id}, {"destination", destination}}, more));
}

BrokerHarness::Lines BrokerHarness::unsubscribe(
    const QByteArray &name, const QByteArray &id, stomp::Headers more)
{
    return frame(name, stomp::Command::Unsubscribe, joined({{"id", id}}, more));
}

BrokerHarness::Lines BrokerHarness::gone(const QByteArray &name)
{
    return lines(broker.handle(SessionClosed{m_ids.at(name), CloseReason::ClientClosed}, nowMs));
}

BrokerHarness::Lines BrokerHarness::wake(qint64 at)
{
    nowMs = at;
    return lines(broker.wake(nowMs));
}

BrokerHarness::Lines BrokerHarness::written(LogResult<Appended> result)
{
    const quint64 token = writes.front().token;
    writes.erase(writes.begin());
    return answer(WriteDone{token, std::move(result)});
}

BrokerHarness::Lines BrokerHarness::page(LogResult<LogPage> page)
{
    const quint64 token = reads.front().token;
    reads.erase(reads.begin());
    return answer(ReadDone{token, std::move(page)});
}

BrokerHarness::Lines BrokerHarness::answer(LogAnswer answer)
{
    return lines(broker.handle(answer, nowMs));
}

BrokerHarness::Lines BrokerHarness::lines(std::vector<BrokerAction> actions)
{
    Lines out;
    for (const BrokerAction &action : actions) {
        if (const auto *request = std::get_if<LogRequest>(&action))
            out.push_back(describe(*request));
        else if (const auto *later = std::get_if<BeginLater>(&action))
            begin(*later);
        else
            describe(std::get<WorkerAction>(action).message, out);
    }
    last = std::move(actions);
    if (takesAtOnce)
        takeNumbered(out);
    return out;
}

// As a connection does whose peer reads.
void BrokerHarness::takeNumbered(Lines &out)
{
    std::vector<DeliveriesTaken> taken;
    for (const BrokerAction &action : last) {
        const auto *worker = std::get_if<WorkerAction>(&action);
        const auto *deliver = worker ? std::get_if<DeliverMessage>(&worker->message) : nullptr;
        if (deliver && deliver->receivers.front().number != 0)
            taken.push_back(
                {deliver->receivers.front().session, deliver->receivers.front().number});
    }
    const auto before = last;
    for (const DeliveriesTaken &one : taken) {
        for (QByteArray &line : lines(broker.handle(one, nowMs)))
            out.push_back(std::move(line));
    }
    last = before;
}

void BrokerHarness::begin(const BeginLater &later)
{
    later.begin([this, token = later.token](Later::Answer answer) {
        laters.push_back({token, std::move(answer)});
    });
}

BrokerHarness::Lines BrokerHarness::taken(const QByteArray &name, quint64 number)
{
    return lines(broker.handle(DeliveriesTaken{m_ids.at(name), number}, nowMs));
}

BrokerHarness::Lines BrokerHarness::later()
{
    const LaterAnswer answer = laters.front();
    laters.erase(laters.begin());
    return lines(broker.handle(answer, nowMs));
}

QByteArray BrokerHarness::name(SessionId id) const
{
    for (const auto &[name, known] : m_ids) {
        if (known == id)
            return name;
    }
    return "?";
}

void BrokerHarness::describe(const ToWorker &message, Lines &out) const
{
    if (const auto *accept = std::get_if<AcceptSession>(&message)) {
        out.push_back(name(accept->session) + ": CONNECTED");
    } else if (const auto *deliver = std::get_if<DeliverMessage>(&message)) {
        for (const Receiver &receiver : deliver->receivers) {
            out.push_back(name(receiver.session) + ": MESSAGE " + receiver.subscription + ' '
                + deliver->message->headers().value("destination") + ' '
                + deliver->message->body());
        }
    } else if (const auto *send = std::get_if<SendFrame>(&message)) {
        const QByteArray seq = send->frame.header("seq");
        out.push_back(name(send->session) + ": RECEIPT " + send->frame.header("receipt-id")
            + (seq.isEmpty() ? QByteArray() : " seq=" + seq));
    } else if (const auto *hold = std::get_if<HoldSends>(&message)) {
        out.push_back((hold->session ? name(*hold->session) : QByteArray("all"))
            + (hold->isOn ? ": HOLD" : ": GO ON"));
    } else {
        const auto &close = std::get<CloseSession>(message);
        if (close.error) {
            const QByteArray receipt = close.error->header("receipt-id");
            out.push_back(name(close.session) + ": ERROR " + close.error->header("code")
                + (receipt.isEmpty() ? QByteArray() : " receipt=" + receipt));
        }
        out.push_back(name(close.session) + ": CLOSE " + toBytes(close.reason));
    }
}

QByteArray BrokerHarness::describe(const LogRequest &request)
{
    if (const auto *write = std::get_if<WriteRequest>(&request)) {
        writes.push_back(*write);
        const auto *entry = std::get_if<AppendEntry>(&write->write);
        return entry ? "log: WRITE " + entry->room + ' ' + entry->payload : QByteArray("log: SAVE");
    }
    const auto &read = std::get<ReadRequest>(request);
    reads.push_back(read);
    const QByteArray range = read.query.range == LogQuery::Range::After
        ? " after " + QByteArray::number(read.query.position)
        : read.query.range == LogQuery::Range::Last ? QByteArray(" last")
                                                    : QByteArray(" before");
    return "log: READ " + read.query.room + range + " limit "
        + QByteArray::number(read.query.limit);
}

LogPage pageOf(qint64 from, qint64 to, qint64 lastSeq, qint64 firstSeq)
{
    LogPage page;
    for (qint64 seq = from; seq <= to; ++seq)
        page.entries.push_back(
            {seq, "id-" + QByteArray::number(seq), "e" + QByteArray::number(seq)});
    page.firstSeq = firstSeq;
    page.lastSeq = lastSeq;
    page.isEnd = to >= lastSeq;
    page.isStart = from <= firstSeq;
    return page;
}

} // namespace server
