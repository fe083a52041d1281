#pragma once

#include "tests/system/hostile/watchedserver.h"
#include "tests/wire/transport.h"

#include <initializer_list>
#include <memory>

namespace hostile {

// One connection of somebody hostile: what it sends and what it insists on hearing. Every
// expectation is empty when it was met and else says what came instead.
class Peer {
public:
    Peer(const WatchedServer &server, wire::Carrier carrier);

    bool isOpen() const { return m_isOpen; }
    // CONNECT with these header lines, and CONNECTED.
    QByteArray connect(const QByteArray &headerLines = {});
    // False as soon as the server takes no more.
    bool send(const QByteArray &bytes);
    bool sendBelow(const QByteArray &bytes) { return m_transport->sendBelow(bytes); }
    void reset() { m_transport->reset(); }
    void close() { m_transport->close(); }

    // The next thing but pings and heart-beats.
    wire::Arrival next(int milliseconds = 15000);
    // A frame that begins so: "RECEIPT\nreceipt-id:1".
    QByteArray expectFrame(const QByteArray &beginning);
    // An ERROR of this code, other frames before it not counting, and then the end.
    QByteArray expectError(const QByteArray &code);
    // The end in whatever manner, a reset too; frames before it do not count.
    QByteArray expectEnd(int milliseconds = 15000);
    // Everything sent so far was read and answered.
    QByteArray fence();

private:
    wire::Carrier m_carrier;
    std::unique_ptr<wire::Transport> m_transport;
    bool m_isOpen = false;
    int m_fences = 0;
};

// The first of these complaints that is one; a list, so that they come about in this order.
QByteArray firstOf(std::initializer_list<QByteArray> complaints);

QByteArray frame(const QByteArray &text); // with its NUL

} // namespace hostile
