#pragma once

#include <QByteArray>
#include <QDeadlineTimer>

namespace wire {

// A TCP connection to loopback, by the system's own calls: it can send half a packet, end one
// direction only, or reset.
class Socket {
public:
    enum class Reading { Bytes, TimeUp, Ended, Broken };

    // From this address of loopback, 127.0.0.1 by itself.
    explicit Socket(quint16 port, quint32 from = 0x7f000001);
    ~Socket();
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    bool isOpen() const { return m_descriptor >= 0; }
    // Waits until the system has taken all; false when the peer is gone or takes nothing for 10 s.
    bool write(QByteArrayView bytes);
    // Appends what came, so many bytes at most.
    Reading read(QByteArray &to, QDeadlineTimer deadline, int most = 65536);
    // So much the peer can send ahead of what is read here.
    void setReceiveBuffer(int bytes);
    // The peer sees the end of what we send.
    void endWriting();
    // The peer sees a reset.
    void reset();
    void close();

private:
    int m_descriptor = -1;
};

} // namespace wire
