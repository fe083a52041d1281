#pragma once

#include "stomp/headers.h"
#include "stomp/version.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QtGlobal>

#include <array>
#include <functional>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace server {

// Names one session in the whole server, for as long as the server runs.
struct SessionId {
    quint32 worker = 0;
    quint64 serial = 0;

    friend bool operator==(SessionId, SessionId) = default;
    friend auto operator<=>(SessionId, SessionId) = default;
};

// How a MESSAGE leaves over WebSocket (contract.md, section 2).
enum class FrameKind { Text, Binary };

// A MESSAGE as all its receivers share it: everything but their own `subscription` and `ack`
// headers. Encoded once per version, by the broker thread, before it is posted; read-only
// afterwards.
class OutboundMessage {
public:
    // `headers` hold destination, message-id and what else the receivers shall see, but no
    // content-length.
    OutboundMessage(stomp::Headers headers, QByteArray body, FrameKind kind);

    // Encodes for a version unless that was done already. Broker thread, before posting.
    void prepare(stomp::Version version);
    // The bytes behind "MESSAGE\n" and the receiver's own header lines, NUL included.
    const QByteArray &encoded(stomp::Version version) const;

    const stomp::Headers &headers() const { return m_headers; }
    const QByteArray &body() const { return m_body; }
    FrameKind kind() const { return m_kind; }

private:
    stomp::Headers m_headers;
    QByteArray m_body;
    FrameKind m_kind;
    std::array<QByteArray, 3> m_encoded;
};

// Text when the content type is absent, text or JSON and everything is UTF-8.
FrameKind frameKind(const stomp::Headers &headers, QByteArrayView body);

// One copy of a message: which session, under which subscription; `ack` is empty in auto mode.
struct Receiver {
    SessionId session;
    QByteArray subscription;
    QByteArray ack;
    quint64 number = 0; // not 0: the worker tells when the connection took it
    QByteArray head = {}; // what messageHead() writes, made once for many messages; or empty
};

// The receiver's own bytes of a MESSAGE: its first line and `subscription` and `ack`. Empty when
// the version cannot say them.
QByteArray messageHead(const Receiver &receiver, stomp::Version version);

// Receivers of one worker. Copies share them, so that a message for a thousand subscribers costs
// its sender no more than one for two.
class Receivers {
public:
    Receivers(std::vector<Receiver> receivers)
        : m_receivers(std::make_shared<const std::vector<Receiver>>(std::move(receivers)))
    {
    }
    Receivers(std::initializer_list<Receiver> receivers)
        : Receivers(std::vector<Receiver>(receivers))
    {
    }

    // Whether it is the very same list.
    bool isSame(const Receivers &other) const { return m_receivers == other.m_receivers; }
    std::size_t size() const { return m_receivers->size(); }
    const Receiver &operator[](std::size_t index) const { return (*m_receivers)[index]; }
    const Receiver &front() const { return m_receivers->front(); }
    std::vector<Receiver>::const_iterator begin() const { return m_receivers->begin(); }
    std::vector<Receiver>::const_iterator end() const { return m_receivers->end(); }

private:
    std::shared_ptr<const std::vector<Receiver>> m_receivers;
};

} // namespace server

template<>
struct std::hash<server::SessionId> {
    std::size_t operator()(const server::SessionId &id) const noexcept
    {
        return std::hash<quint64>{}(id.serial * 0x9e3779b97f4a7c15ULL ^ id.worker);
    }
};
