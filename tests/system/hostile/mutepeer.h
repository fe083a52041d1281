#pragma once

#include "tests/system/hostile/watchedserver.h"
#include "tests/wire/socket.h"

namespace hostile {

// Somebody who connects in order, with the smallest receive buffer there is, and then reads nothing
// that is not asked for.
class MutePeer {
public:
    // Connected when isOpen().
    MutePeer(const WatchedServer &server, wire::Carrier carrier);

    bool isOpen() const { return m_isOpen; }
    // False when the server has ended the connection, or reads nothing for ten seconds.
    bool send(const QByteArray &bytes);
    bool sendBelow(const QByteArray &bytes) { return m_socket.write(bytes); }
    // So many bytes at most.
    wire::Socket::Reading read(int bytes, int milliseconds);
    // Empty when the connection ends, however much must be read until then.
    QByteArray expectEnd(int milliseconds);

private:
    bool readUntil(const QByteArray &text);

    wire::Carrier m_carrier;
    wire::Socket m_socket;
    bool m_isOpen = false;
};

} // namespace hostile
