#include "server/net/lingeringclose.h"

#include "server/net/pausablesocket.h"

#include <QSslSocket>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace server {

LingeringClose::LingeringClose(QTcpSocket &socket)
    : m_socket(&socket)
{
}

LingeringClose::~LingeringClose()
{
    if (m_socket)
        m_socket->disconnect(this);
    if (m_below)
        m_below->disconnect(this);
    if (m_descriptorBelow >= 0)
        ::close(m_descriptorBelow);
}

void LingeringClose::begin()
{
    connect(m_socket, &QTcpSocket::readyRead, this,
        [this] { m_socket->skip(m_socket->bytesAvailable()); });
    connect(m_socket, &QTcpSocket::disconnected, this, &LingeringClose::goOnBelow);
    connectTaken(*m_socket, *this, [this](qint64) { endWhenWritten(); });
    setReading(*m_socket, true);
    m_socket->skip(m_socket->bytesAvailable());
    endWhenWritten();
}

void LingeringClose::endWhenWritten()
{
    if (bytesWaiting(*m_socket) > 0 || std::exchange(m_isEnding, true))
        return;
    const auto *tls = qobject_cast<QSslSocket *>(m_socket);
    if (tls && tls->isEncrypted())
        QMetaObject::invokeMethod(this, &LingeringClose::endEncryption, Qt::QueuedConnection);
    else
        ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

// QSslSocket can tell the peer of the end only by closing the connection too; a second descriptor
// keeps that open.
void LingeringClose::endEncryption()
{
    if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_descriptorBelow = ::fcntl(int(m_socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    m_socket->disconnectFromHost();
}

void LingeringClose::goOnBelow()
{
    const int descriptor = std::exchange(m_descriptorBelow, -1);
    if (descriptor < 0)
        return finish();
    m_below = std::make_unique<QTcpSocket>();
    if (!m_below->setSocketDescriptor(descriptor)) {
        ::close(descriptor);
        return finish();
    }
    connect(m_below.get(), &QTcpSocket::readyRead, this,
        [this] { m_below->skip(m_below->bytesAvailable()); });
    connect(m_below.get(), &QTcpSocket::disconnected, this, &LingeringClose::finish);
    ::shutdown(descriptor, SHUT_WR);
}

void LingeringClose::finish()
{
    if (!std::exchange(m_isFinished, true))
        Q_EMIT finished();
}

} // namespace server
