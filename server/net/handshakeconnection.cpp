#include "server/net/handshakeconnection.h"

#include "server/net/log.h"

#include <QHostAddress>
#include <QSslSocket>

#include <utility>

namespace server {

HandshakeConnection::HandshakeConnection(Protocol protocol, std::unique_ptr<QTcpSocket> socket,
    const HandshakeRules &rules, TimePoint acceptedAt)
    : m_protocol(protocol)
    , m_socket(std::move(socket))
    , m_rules(rules)
    , m_acceptedAt(acceptedAt)
    , m_peer(m_socket->peerAddress().toString())
{
    connect(
        m_socket.get(), &QTcpSocket::disconnected, this, &HandshakeConnection::noteDisconnected);
}

HandshakeConnection::~HandshakeConnection()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void HandshakeConnection::begin()
{
    auto *tls = qobject_cast<QSslSocket *>(m_socket.get());
    if (!tls)
        return beginInside();
    connect(tls, &QSslSocket::encrypted, this, &HandshakeConnection::beginInside);
    tls->startServerEncryption();
}

void HandshakeConnection::beginInside()
{
    if (m_protocol == Protocol::Tcp)
        return pass();
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HandshakeConnection::judge);
    if (m_socket->bytesAvailable() > 0)
        judge();
}

std::unique_ptr<QTcpSocket> HandshakeConnection::takeSocket()
{
    m_socket->disconnect(this);
    return std::move(m_socket);
}

void HandshakeConnection::judge()
{
    const QByteArray received = m_socket->peek(m_rules.longestRequest);
    std::visit(
        [this](const auto &verdict) { carryOut(verdict); }, judgeHandshake(received, m_rules));
}

void HandshakeConnection::carryOut(const HandshakeUpgrade &)
{
    pass();
}

// The end of writing first, then reading until the peer ends, so that the answer is not lost to a
// reset.
void HandshakeConnection::carryOut(const HandshakeAnswer &answer)
{
    m_socket->disconnect(this);
    m_socket->write(answer.bytes);
    m_socket->flush();
    m_closing = std::make_unique<LingeringClose>(*m_socket);
    connect(m_closing.get(), &LingeringClose::finished, this,
        [this] { finish(CloseReason::HandshakeRefused); });
    m_closing->begin();
    Q_EMIT answered(answer.status);
}

void HandshakeConnection::carryOut(const HandshakeGarbage &)
{
    finish(CloseReason::HandshakeRefused);
}

// A TLS handshake that failed has ended the connection, too.
void HandshakeConnection::noteDisconnected()
{
    const auto *tls = qobject_cast<QSslSocket *>(m_socket.get());
    const bool hasFailed =
        tls && !tls->isEncrypted() && tls->error() == QAbstractSocket::SslHandshakeFailedError;
    if (hasFailed) {
        qCInfo(netLog) << "no TLS with a peer at" << qPrintable(m_peer) << ':'
                       << qPrintable(tls->errorString());
    }
    finish(hasFailed ? CloseReason::HandshakeRefused : CloseReason::ClientClosed);
}

void HandshakeConnection::pass()
{
    m_socket->disconnect(this);
    Q_EMIT passed();
}

void HandshakeConnection::finish(CloseReason reason)
{
    if (!std::exchange(m_isFinished, true))
        Q_EMIT finished(reason);
}

} // namespace server
