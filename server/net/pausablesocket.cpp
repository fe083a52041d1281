#include "server/net/pausablesocket.h"

#include <QSslSocket>

#include <type_traits>
#include <utility>

namespace server {

namespace {

class ReadingSwitch {
public:
    virtual ~ReadingSwitch() = default;
    virtual void setReading(bool isOn) = 0;
    virtual bool isReading() const = 0;
};

template<typename Socket>
class Pausable : public Socket, public ReadingSwitch {
public:
    explicit Pausable(qint64 bufferSize)
        : m_bufferSize(bufferSize)
    {
        this->setReadBufferSize(bufferSize);
    }

    void setReading(bool isOn) override
    {
        if (isOn == m_isReading)
            return;
        m_isReading = isOn;
        if (isOn)
            QMetaObject::invokeMethod(
                this, [this] { readAgain(); }, Qt::QueuedConnection);
    }

    bool isReading() const override { return m_isReading; }
    qint64 bytesAvailable() const override { return m_isReading ? Socket::bytesAvailable() : 0; }

private:
    // Once its buffer was full the socket stops asking the system; changing the size makes it ask
    // again. A TLS socket decrypts what waits below it only when somebody reads.
    void readAgain()
    {
        if (!m_isReading)
            return;
        Q_EMIT this->readyRead();
        this->setReadBufferSize(m_bufferSize + 1);
        this->setReadBufferSize(m_bufferSize);
        if constexpr (std::is_base_of_v<QSslSocket, Socket>) {
            char nothing = 0;
            this->readData(&nothing, 0);
        }
    }

    qint64 m_bufferSize;
    bool m_isReading = true;
};

} // namespace

std::unique_ptr<QTcpSocket> makePausableSocket(qint64 bufferSize, const QSslConfiguration *tls)
{
    if (!tls)
        return std::make_unique<Pausable<QTcpSocket>>(bufferSize);
    auto socket = std::make_unique<Pausable<QSslSocket>>(bufferSize);
    socket->setSslConfiguration(*tls);
    return socket;
}

void setReading(QTcpSocket &socket, bool isOn)
{
    if (auto *reading = dynamic_cast<ReadingSwitch *>(&socket))
        reading->setReading(isOn);
}

bool isReading(const QTcpSocket &socket)
{
    const auto *reading = dynamic_cast<const ReadingSwitch *>(&socket);
    return !reading || reading->isReading();
}

// What was encrypted is no longer among bytesToWrite(), and may still wait.
qint64 bytesWaiting(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

// By its peer, or by what lies between: a time-out of the system, a broken TLS record.
CloseReason closeReasonOf(const QTcpSocket &socket)
{
    const bool isPeers = socket.error() == QAbstractSocket::RemoteHostClosedError
        || socket.error() == QAbstractSocket::UnknownSocketError;
    return isPeers ? CloseReason::ClientClosed : CloseReason::TransportError;
}

void connectBroken(QTcpSocket &socket, QObject &receiver, std::function<void()> broken)
{
    QObject::connect(&socket, &QTcpSocket::errorOccurred, &receiver,
        [&receiver, broken = std::move(broken)](QAbstractSocket::SocketError error) {
            if (error == QAbstractSocket::SslInternalError)
                QMetaObject::invokeMethod(&receiver, broken, Qt::QueuedConnection);
        });
}

void connectTaken(QTcpSocket &socket, QObject &receiver, std::function<void(qint64)> taken)
{
    if (auto *tls = qobject_cast<QSslSocket *>(&socket))
        QObject::connect(tls, &QSslSocket::encryptedBytesWritten, &receiver, std::move(taken));
    else
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &receiver, std::move(taken));
}

} // namespace server
