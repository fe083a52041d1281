#include "server/net/tcptransport.h"

#include "server/net/foreignprotocol.h"
#include "server/net/log.h"
#include "server/net/pausablesocket.h"
#include "server/net/socketwriting.h"

#include <QHostAddress>

#include <utility>

namespace server {

namespace {

constexpr qint64 readAtOnce = 64 * 1024;

} // namespace

TcpTransport::TcpTransport(std::unique_ptr<QTcpSocket> socket, bool writesLineFeeds)
    : m_socket(std::move(socket))
    , m_writesLineFeeds(writesLineFeeds)
{
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &TcpTransport::readAvailable);
    connect(m_socket.get(), &QTcpSocket::disconnected, this,
        [this] { noteClosed(closeReasonOf(*m_socket)); });
    connectBroken(*m_socket, *this, [this] { noteClosed(CloseReason::TransportError); });
    connectTaken(*m_socket, *this, [this](qint64 bytes) { Q_EMIT taken(bytes); });
    // What came before anybody listened, or the end that did.
    QMetaObject::invokeMethod(
        this,
        [this] {
            readAvailable();
            if (!m_closing && m_socket->state() != QAbstractSocket::ConnectedState)
                noteClosed(closeReasonOf(*m_socket));
        },
        Qt::QueuedConnection);
}

TcpTransport::~TcpTransport()
{
    m_socket->disconnect(this);
}

QByteArrayView TcpTransport::frameTail() const
{
    return m_writesLineFeeds ? QByteArrayView("\n") : QByteArrayView();
}

void TcpTransport::write(std::span<const QByteArray> pieces)
{
    if (isOpen())
        writeFrames(*m_socket, pieces);
}

qint64 TcpTransport::bytesWaiting() const
{
    return isOpen() ? server::bytesWaiting(*m_socket) : 0;
}

void TcpTransport::setReading(bool isOn)
{
    if (isOpen() && !m_closing)
        server::setReading(*m_socket, isOn);
}

void TcpTransport::close(CloseReason)
{
    if (m_isClosed || m_closing)
        return;
    m_socket->disconnect(this);
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return noteClosed(CloseReason::ClientClosed);
    m_closing = std::make_unique<LingeringClose>(*m_socket);
    connect(m_closing.get(), &LingeringClose::finished, this,
        [this] { noteClosed(CloseReason::ClientClosed); });
    m_closing->begin();
}

void TcpTransport::abort()
{
    m_socket->disconnect(this);
    m_isClosed = true;
    if (m_closing)
        m_closing.release()->deleteLater(); // it may be what called
    m_socket->abort();
}

// Whoever receives may stop the reading or end the session meanwhile.
void TcpTransport::readAvailable()
{
    while (isOpen() && !m_closing && m_socket->bytesAvailable() > 0) {
        const QByteArray bytes = m_socket->read(readAtOnce);
        if (bytes.isEmpty())
            return;
        if (m_isJudged)
            Q_EMIT received(bytes);
        else
            judgeBeginning(bytes);
    }
}

void TcpTransport::judgeBeginning(const QByteArray &bytes)
{
    m_beginning += bytes;
    const Beginning beginning = server::judgeBeginning(m_beginning);
    if (beginning == Beginning::Unknown)
        return;
    m_isJudged = true;
    const QByteArray whole = std::exchange(m_beginning, {});
    if (beginning == Beginning::MayBeStomp) {
        Q_EMIT received(whole);
        return;
    }
    qCInfo(netLog) << "a peer at" << qPrintable(m_socket->peerAddress().toString()) << "speaks"
                   << (beginning == Beginning::Tls ? "TLS" : "HTTP") << "where STOMP is expected";
    noteClosed(CloseReason::HandshakeRefused);
}

void TcpTransport::noteClosed(CloseReason reason)
{
    if (!std::exchange(m_isClosed, true))
        Q_EMIT closed(reason);
}

} // namespace server
