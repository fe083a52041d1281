#pragma once

#include <QTcpSocket>

namespace server {

// A TCP socket whose reading can stop: while it is stopped its reader finds nothing, its own buffer
// fills, and then the peer's. Lives on one worker's thread.
class PausableSocket : public QTcpSocket {
    Q_OBJECT

public:
    // `bufferSize` must hold the largest piece that a reader waits for.
    explicit PausableSocket(qint64 bufferSize, QObject *parent = nullptr);

    void setReading(bool isOn);
    bool isReading() const { return m_isReading; }
    qint64 bytesAvailable() const override;

private:
    Q_INVOKABLE void resume();

    qint64 m_bufferSize;
    bool m_isReading = true;
};

} // namespace server
