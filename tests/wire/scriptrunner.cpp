#include "tests/wire/scriptrunner.h"

#include "tests/wire/framepattern.h"

#include <QRegularExpression>

#include <algorithm>

namespace wire {
namespace {

constexpr int patience = 10000; // milliseconds; sanitizers on a busy machine are slow

const QRegularExpression &captureWish()
{
    static const QRegularExpression wish(QStringLiteral(R"((?<=\\n)([a-z-]+):\$([a-z0-9]+))"));
    return wish;
}

// A value `$name` in a pattern matches anything.
QByteArray withoutCaptures(const QByteArray &pattern)
{
    return QString::fromUtf8(pattern).replace(captureWish(), QStringLiteral("\\1:*")).toUtf8();
}

// What such a name stands for from now on; and `name.ack` is the `ack` of that frame.
void capture(const QByteArray &pattern, const RawFrame &frame, Variables &variables)
{
    auto wishes = captureWish().globalMatch(QString::fromUtf8(pattern));
    while (wishes.hasNext()) {
        const auto wish = wishes.next();
        const QByteArray name = wish.captured(2).toUtf8();
        variables.erase(name + ".ack");
        for (const auto &[header, value] : frame.headers) {
            if (header == wish.captured(1).toUtf8())
                variables[name] = value;
            if (header == "ack")
                variables[name + ".ack"] = value;
        }
    }
}

QByteArray unexpected(const QByteArray &why, const Arrival &arrival)
{
    return why + "; there came: " + describe(arrival);
}

} // namespace

ScriptRunner::ScriptRunner(Carrier carrier, quint16 port, const QByteArray &version)
    : m_carrier(carrier)
    , m_port(port)
{
    static int runs = 0;
    m_variables["version"] = version;
    m_variables["given"] = version;
    m_variables["row"] = "r" + QByteArray::number(++runs);
}

const std::map<QByteArray, ScriptRunner::Verb> &ScriptRunner::verbs()
{
    using R = ScriptRunner;
    static const std::map<QByteArray, Verb> table{{">", &R::send}, {"<", &R::expect},
        {"closed", &R::expectClose}, {"heart-beat", &R::expectHeartBeat}, {"open", &R::open},
        {"connect", &R::connectSession}, {"fence", &R::fence}, {"handshake", &R::handshake},
        {"http", &R::http}, {"below", &R::sendBelow}, {"frame", &R::sendFragment},
        {"pong", &R::expectPong}, {"was", &R::expectKind}, {"silence", &R::beSilent},
        {"kind", &R::setKind}, {"chunked", &R::setChunks}, {"cut", &R::setCut}, {"mark", &R::mark},
        {"elapsed", &R::expectElapsed}, {"close", &R::closeNow}, {"reset", &R::resetNow},
        {"forget", &R::forget}, {"version", &R::setVersion}, {"differ", &R::expectDifferent},
        {"same", &R::expectSame}, {"acknowledge", &R::acknowledge}, {"unordered", &R::setUnordered},
        {"skip", &R::skip}, {"session", &R::playSession}};
    return table;
}

QByteArray ScriptRunner::run(const Script &script)
{
    for (const Step &step : script.steps) {
        for (int time = 1; time <= step.times; ++time) {
            m_variables["i"] = QByteArray::number(time);
            if (const QByteArray wrong = play(step); !wrong.isEmpty())
                return "line " + QByteArray::number(step.line) + ": " + wrong;
        }
    }
    return {};
}

QByteArray ScriptRunner::play(const Step &step)
{
    const auto verb = verbs().find(step.verb);
    if (verb == verbs().end())
        return "no step is called " + step.verb;
    return (this->*verb->second)(connection(step.connection), expand(step.argument, m_variables));
}

ScriptRunner::Connection &ScriptRunner::connection(const QByteArray &name)
{
    Connection &connection = m_connections[name];
    connection.name = name;
    return connection;
}

std::unique_ptr<Transport> ScriptRunner::makeTransport(const HandshakeRequest &request) const
{
    return m_carrier == Carrier::Tcp ? makeTcpTransport(m_port)
                                     : makeWebSocketTransport(m_port, request);
}

QByteArray ScriptRunner::openWith(Connection &connection, const HandshakeRequest &request)
{
    connection.transport = makeTransport(request);
    return connection.transport->open() ? QByteArray() : QByteArray("the server cannot be reached");
}

QByteArray ScriptRunner::ensureOpen(Connection &connection)
{
    return connection.transport ? QByteArray() : open(connection, {});
}

QByteArray ScriptRunner::open(Connection &connection, const QByteArray &)
{
    const QByteArray wrong = openWith(connection, {});
    if (!wrong.isEmpty() || m_carrier == Carrier::Tcp)
        return wrong;
    return http(connection, "101");
}

Arrival ScriptRunner::next(Connection &connection)
{
    if (const QByteArray wrong = ensureOpen(connection); !wrong.isEmpty())
        return Fault{wrong};
    const QDeadlineTimer deadline(patience);
    for (;;) {
        Arrival arrival = connection.transport->next(deadline);
        if (const auto *ping = std::get_if<Ping>(&arrival))
            connection.transport->sendBelow(webSocketFrame(10, true, ping->payload));
        else
            return arrival;
    }
}

QByteArray ScriptRunner::sendPieces(Connection &connection, const QByteArray &bytes)
{
    if (const QByteArray wrong = ensureOpen(connection); !wrong.isEmpty())
        return wrong;
    QList<QByteArray> pieces;
    const qsizetype cut = std::exchange(m_cut, 0);
    if (cut > 0)
        pieces << bytes.first(std::min(cut, bytes.size())) << bytes.mid(cut);
    for (qsizetype at = 0; cut == 0 && at<bytes.size(); at += m_chunk> 0 ? m_chunk : bytes.size())
        pieces << bytes.mid(at, m_chunk > 0 ? m_chunk : -1);
    // A server that has had enough may close before everything is sent.
    for (const QByteArray &piece : pieces) {
        if (!connection.transport->send(piece, m_kind))
            break;
    }
    return {};
}

QByteArray ScriptRunner::send(Connection &connection, const QByteArray &text)
{
    const std::optional<QByteArray> bytes = unescape(text);
    return bytes ? sendPieces(connection, *bytes) : QByteArray("an escape that means nothing");
}

QByteArray ScriptRunner::expect(Connection &connection, const QByteArray &pattern)
{
    connection.patterns << pattern;
    if (connection.patterns.size() < connection.unordered)
        return {};
    connection.unordered = 0;
    QList<QByteArray> patterns = std::exchange(connection.patterns, {});
    while (!patterns.isEmpty()) {
        if (const QByteArray wrong = expectFrame(connection, patterns); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

// The next frame is as one of the patterns, which is taken away.
QByteArray ScriptRunner::expectFrame(Connection &connection, QList<QByteArray> &patterns)
{
    Arrival arrival = next(connection);
    const auto *frame = std::get_if<RawFrame>(&arrival);
    while (std::holds_alternative<HeartBeat>(arrival)
        || (frame && frame->command == connection.skipped)) {
        arrival = next(connection);
        frame = std::get_if<RawFrame>(&arrival);
    }
    if (!frame)
        return unexpected("no frame", arrival);
    connection.lastWasBinary = frame->wasBinary;
    QByteArray wrong;
    for (qsizetype index = 0; index < patterns.size(); ++index) {
        wrong = mismatch(withoutCaptures(patterns.at(index)), *frame);
        if (wrong.isEmpty()) {
            capture(patterns.takeAt(index), *frame, m_variables);
            return {};
        }
    }
    return unexpected(wrong, arrival);
}

QByteArray ScriptRunner::expectClose(Connection &connection, const QByteArray &code)
{
    Arrival arrival = next(connection);
    while (std::holds_alternative<HeartBeat>(arrival))
        arrival = next(connection);
    const auto *closed = std::get_if<Closed>(&arrival);
    const bool isRight =
        closed && (!closed->code || code == "any" || *closed->code == code.toInt());
    return isRight ? QByteArray() : unexpected("no close " + code, arrival);
}

QByteArray ScriptRunner::expectHeartBeat(Connection &connection, const QByteArray &)
{
    const Arrival arrival = next(connection);
    return std::holds_alternative<HeartBeat>(arrival) ? QByteArray()
                                                      : unexpected("no heart-beat", arrival);
}

QByteArray ScriptRunner::connectSession(Connection &connection, const QByteArray &headerLines)
{
    if (const QByteArray wrong = open(connection, {}); !wrong.isEmpty())
        return wrong;
    const QByteArray version = m_variables["version"];
    const QByteArray more = headerLines.isEmpty() ? QByteArray() : headerLines + "\\n";
    const QByteArray wrong = send(connection,
        "CONNECT\\naccept-version:" + version + "\\nhost:localhost\\n" + more + "\\n\\0");
    return wrong.isEmpty() ? expect(connection, "CONNECTED\\nversion:" + version + "\\n...")
                           : wrong;
}

// Everything the server had for this connection so far would have come before this receipt.
QByteArray ScriptRunner::fence(Connection &connection, const QByteArray &)
{
    const QByteArray receipt = "fence-" + QByteArray::number(++m_fences);
    const QByteArray wrong =
        send(connection, "SEND\\ndestination:/topic/fence\\nreceipt:" + receipt + "\\n\\n\\0");
    return wrong.isEmpty() ? expect(connection, "RECEIPT\\nreceipt-id:" + receipt) : wrong;
}

// A target, and header lines behind it that end in \r\n.
QByteArray ScriptRunner::handshake(Connection &connection, const QByteArray &target)
{
    const qsizetype blank = target.indexOf(' ');
    HandshakeRequest request;
    request.target = blank < 0 ? target : target.first(blank);
    if (blank > 0)
        request.headerLines = unescape(target.mid(blank + 1)).value_or(QByteArray());
    return openWith(connection, request);
}

// A status and, behind a blank, what the header has to hold; `!` before it: must not hold.
QByteArray ScriptRunner::http(Connection &connection, const QByteArray &pattern)
{
    const Arrival arrival = connection.transport->next(QDeadlineTimer(patience));
    const auto *answer = std::get_if<HttpAnswer>(&arrival);
    if (!answer || !answer->text.startsWith("HTTP/1.1 " + pattern.first(3)))
        return unexpected("no HTTP status " + pattern.first(3), arrival);
    const QByteArray part = pattern.mid(4);
    const bool isForbidden = part.startsWith('!');
    const QByteArray wanted = (isForbidden ? part.mid(1) : part).toLower();
    const bool isThere = answer->text.toLower().contains(wanted);
    return wanted.isEmpty() || isThere != isForbidden ? QByteArray()
                                                      : unexpected("another header", arrival);
}

QByteArray ScriptRunner::sendBelow(Connection &connection, const QByteArray &text)
{
    if (!connection.transport)
        connection.transport = makeTransport({});
    connection.transport->sendBelow(unescape(text).value_or(QByteArray()));
    return {};
}

// OPCODE last|more PAYLOAD
QByteArray ScriptRunner::sendFragment(Connection &connection, const QByteArray &text)
{
    if (const QByteArray wrong = ensureOpen(connection); !wrong.isEmpty())
        return wrong;
    const QList<QByteArray> words = text.split(' ');
    const QByteArray payload =
        words.size() > 2 ? text.mid(words[0].size() + words[1].size() + 2) : QByteArray();
    connection.transport->sendBelow(webSocketFrame(words.value(0).toInt(), words.value(1) == "last",
        unescape(payload).value_or(QByteArray())));
    return {};
}

QByteArray ScriptRunner::expectPong(Connection &connection, const QByteArray &payload)
{
    const Arrival arrival = next(connection);
    const auto *pong = std::get_if<Pong>(&arrival);
    return pong && pong->payload == payload ? QByteArray() : unexpected("no such pong", arrival);
}

QByteArray ScriptRunner::expectKind(Connection &connection, const QByteArray &kind)
{
    const bool isRight =
        m_carrier == Carrier::Tcp || connection.lastWasBinary == (kind == "binary");
    return isRight ? QByteArray() : "the last message was not " + kind;
}

// Nothing at all may come for so long.
QByteArray ScriptRunner::beSilent(Connection &connection, const QByteArray &milliseconds)
{
    const Arrival arrival = connection.transport->next(QDeadlineTimer(milliseconds.toInt()));
    return std::holds_alternative<Silence>(arrival) ? QByteArray()
                                                    : unexpected("not silent", arrival);
}

QByteArray ScriptRunner::setVersion(Connection &, const QByteArray &version)
{
    m_variables["version"] = version;
    return {};
}

QByteArray ScriptRunner::expectDifferent(Connection &, const QByteArray &values)
{
    const QList<QByteArray> words = values.split(' ');
    return words.value(0) != words.value(1) ? QByteArray() : "both are " + words.value(0);
}

QByteArray ScriptRunner::expectSame(Connection &, const QByteArray &values)
{
    const QList<QByteArray> words = values.split(' ');
    return words.value(0) == words.value(1) ? QByteArray() : "these differ: " + values;
}

// ACK or NACK, and under which name the message-id of the message was kept: as the version wants
// it.
QByteArray ScriptRunner::acknowledge(Connection &connection, const QByteArray &what)
{
    const QList<QByteArray> words = what.split(' ');
    const QByteArray name = words.value(1);
    const QByteArray id = m_variables["version"] == "1.2"
        ? "id:" + m_variables[name + ".ack"]
        : "message-id:" + m_variables[name] + "\\nsubscription:1";
    return send(connection, words.value(0) + "\\n" + id + "\\n\\n\\0");
}

QByteArray ScriptRunner::setUnordered(Connection &connection, const QByteArray &count)
{
    connection.unordered = count.toInt();
    return {};
}

QByteArray ScriptRunner::skip(Connection &connection, const QByteArray &command)
{
    connection.skipped = command;
    return {};
}

// From the handshake to the end in order.
QByteArray ScriptRunner::playSession(Connection &connection, const QByteArray &headerLines)
{
    QByteArray wrong = connectSession(connection, headerLines);
    if (wrong.isEmpty())
        wrong = send(connection, "DISCONNECT\\nreceipt:end\\n\\n\\0");
    if (wrong.isEmpty())
        wrong = expect(connection, "RECEIPT\\nreceipt-id:end");
    if (wrong.isEmpty())
        wrong = expectClose(connection, "1000");
    return wrong.isEmpty() ? forget(connection, {}) : wrong;
}

QByteArray ScriptRunner::setKind(Connection &, const QByteArray &kind)
{
    m_kind = kind == "text" ? MessageKind::Text
        : kind == "binary"  ? MessageKind::Binary
                            : MessageKind::ByContent;
    return {};
}

QByteArray ScriptRunner::setChunks(Connection &, const QByteArray &size)
{
    m_chunk = size.toInt();
    return {};
}

QByteArray ScriptRunner::setCut(Connection &, const QByteArray &position)
{
    m_cut = position.toInt();
    return m_cut > 0 ? QByteArray() : QByteArray("cut needs a position");
}

QByteArray ScriptRunner::mark(Connection &, const QByteArray &)
{
    m_stopwatch.start();
    return {};
}

// LEAST MOST, in milliseconds since mark.
QByteArray ScriptRunner::expectElapsed(Connection &, const QByteArray &range)
{
    const qint64 elapsed = m_stopwatch.elapsed();
    const QList<QByteArray> bounds = range.split(' ');
    const bool isRight =
        elapsed >= bounds.value(0).toLongLong() && elapsed <= bounds.value(1).toLongLong();
    return isRight ? QByteArray() : "it took " + QByteArray::number(elapsed) + " ms";
}

QByteArray ScriptRunner::closeNow(Connection &connection, const QByteArray &)
{
    connection.transport->close();
    return {};
}

QByteArray ScriptRunner::resetNow(Connection &connection, const QByteArray &)
{
    connection.transport->reset();
    return {};
}

// This name is free for a new connection.
QByteArray ScriptRunner::forget(Connection &connection, const QByteArray &)
{
    connection.transport.reset();
    return {};
}

} // namespace wire
