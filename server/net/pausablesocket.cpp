#include "server/net/pausablesocket.h"

namespace server {

PausableSocket::PausableSocket(qint64 bufferSize, QObject *parent)
    : QTcpSocket(parent)
    , m_bufferSize(bufferSize)
{
    setReadBufferSize(bufferSize);
}

void PausableSocket::setReading(bool isOn)
{
    if (isOn == m_isReading)
        return;
    m_isReading = isOn;
    if (isOn)
        QMetaObject::invokeMethod(this, "resume", Qt::QueuedConnection);
}

qint64 PausableSocket::bytesAvailable() const
{
    return m_isReading ? QTcpSocket::bytesAvailable() : 0;
}

// Once its buffer was full the socket stops asking the system; changing the size makes it ask
// again.
void PausableSocket::resume()
{
    if (!m_isReading)
        return;
    Q_EMIT readyRead();
    setReadBufferSize(m_bufferSize + 1);
    setReadBufferSize(m_bufferSize);
}

} // namespace server
