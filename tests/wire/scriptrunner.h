#pragma once

#include "tests/wire/script.h"
#include "tests/wire/text.h"
#include "tests/wire/transport.h"

#include <QElapsedTimer>

#include <functional>
#include <map>
#include <memory>

namespace wire {

enum class Carrier { Tcp, WebSocket };

// Plays the steps of one script against a server, in one version, over one carrier. Waits for what
// should come and never longer than it takes.
class ScriptRunner {
public:
    ScriptRunner(Carrier carrier, quint16 port, const QByteArray &version);

    // Empty when everything came as it should, else the line and what came instead.
    QByteArray run(const Script &script);

private:
    struct Connection {
        std::unique_ptr<Transport> transport;
        QByteArray name;
        bool lastWasBinary = false;
        QByteArray skipped; // frames of this command do not count
        QList<QByteArray> patterns; // of frames that may come in any order
        int unordered = 0; // how many of those there will be
    };
    using Verb = QByteArray (ScriptRunner::*)(Connection &, const QByteArray &);

    static const std::map<QByteArray, Verb> &verbs();

    QByteArray play(const Step &step);
    Connection &connection(const QByteArray &name);
    std::unique_ptr<Transport> makeTransport(const HandshakeRequest &request) const;
    QByteArray openWith(Connection &connection, const HandshakeRequest &request);
    QByteArray ensureOpen(Connection &connection);
    QByteArray sendPieces(Connection &connection, const QByteArray &bytes);
    // The next thing but pings, which are answered.
    Arrival next(Connection &connection);

    QByteArray send(Connection &connection, const QByteArray &text);
    QByteArray expect(Connection &connection, const QByteArray &pattern);
    QByteArray expectFrame(Connection &connection, QList<QByteArray> &patterns);
    QByteArray expectClose(Connection &connection, const QByteArray &code);
    QByteArray expectHeartBeat(Connection &connection, const QByteArray &milliseconds);
    QByteArray open(Connection &connection, const QByteArray &unused);
    QByteArray connectSession(Connection &connection, const QByteArray &headerLines);
    QByteArray fence(Connection &connection, const QByteArray &unused);
    QByteArray handshake(Connection &connection, const QByteArray &target);
    QByteArray http(Connection &connection, const QByteArray &pattern);
    QByteArray sendBelow(Connection &connection, const QByteArray &text);
    QByteArray sendFragment(Connection &connection, const QByteArray &text);
    QByteArray expectPong(Connection &connection, const QByteArray &payload);
    QByteArray expectKind(Connection &connection, const QByteArray &kind);
    QByteArray beSilent(Connection &connection, const QByteArray &milliseconds);
    QByteArray setVersion(Connection &connection, const QByteArray &version);
    QByteArray expectDifferent(Connection &connection, const QByteArray &values);
    QByteArray expectSame(Connection &connection, const QByteArray &values);
    QByteArray acknowledge(Connection &connection, const QByteArray &what);
    QByteArray setUnordered(Connection &connection, const QByteArray &count);
    QByteArray skip(Connection &connection, const QByteArray &command);
    QByteArray playSession(Connection &connection, const QByteArray &headerLines);
    QByteArray setKind(Connection &connection, const QByteArray &kind);
    QByteArray setChunks(Connection &connection, const QByteArray &size);
    QByteArray setCut(Connection &connection, const QByteArray &position);
    QByteArray mark(Connection &connection, const QByteArray &unused);
    QByteArray expectElapsed(Connection &connection, const QByteArray &range);
    QByteArray closeNow(Connection &connection, const QByteArray &unused);
    QByteArray resetNow(Connection &connection, const QByteArray &unused);
    QByteArray forget(Connection &connection, const QByteArray &unused);

    Carrier m_carrier;
    quint16 m_port;
    Variables m_variables;
    std::map<QByteArray, Connection> m_connections;
    MessageKind m_kind = MessageKind::ByContent;
    qsizetype m_chunk = 0; // 0: in one piece
    qsizetype m_cut = 0; // of the next send alone
    int m_fences = 0;
    QElapsedTimer m_stopwatch;
};

} // namespace wire
