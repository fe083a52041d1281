#pragma once

#include <QObject>
#include <QPointer>
#include <QTcpSocket>

#include <memory>

namespace server {

// Ends a connection in order: what was written arrives, the peer sees its end, and what still comes
// is thrown away until the peer has ended too, so that no reset destroys the last frame (S-208).
// How long that may take is for others to say. Lives on the thread of the socket.
class LingeringClose : public QObject {
    Q_OBJECT

public:
    // `socket` is connected; its other readers were taken off.
    explicit LingeringClose(QTcpSocket &socket);
    ~LingeringClose() override;

    // Returns without having emitted anything.
    void begin();

Q_SIGNALS:
    void finished();

private:
    void endWhenWritten();
    void endEncryption();
    void goOnBelow();
    void finish();

    QPointer<QTcpSocket> m_socket;
    std::unique_ptr<QTcpSocket> m_below; // the connection that TLS was spoken on
    int m_descriptorBelow = -1;
    bool m_isEnding = false;
    bool m_isFinished = false;
};

} // namespace server
