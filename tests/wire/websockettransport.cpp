#include "tests/wire/socket.h"
#include "tests/wire/transport.h"

namespace wire {
namespace {

enum Opcode {
    Continuation = 0,
    TextMessage = 1,
    BinaryMessage = 2,
    CloseFrame = 8,
    PingFrame = 9,
    PongFrame = 10
};

bool isUtf8(const QByteArray &bytes)
{
    return QByteArrayView(bytes).isValidUtf8();
}

// Everything a server may send is checked: unmasked, unfragmented, one STOMP frame or one line end
// per message (S-250), text only when it is UTF-8.
class WebSocketTransport : public Transport {
public:
    WebSocketTransport(quint16 port, HandshakeRequest request)
        : m_socket(port)
        , m_request(std::move(request))
    {
    }

    bool open() override;
    bool send(const QByteArray &piece, MessageKind kind) override;
    bool sendBelow(const QByteArray &bytes) override { return m_socket.write(bytes); }
    void close() override
    {
        m_socket.write(webSocketFrame(CloseFrame, true, QByteArray("\x03\xe8", 2)));
    }
    void reset() override { m_socket.reset(); }
    Arrival next(QDeadlineTimer deadline) override;

private:
    std::optional<Arrival> take();
    std::optional<Arrival> takeHttp();
    Arrival judge(int opcode, QByteArray payload);
    Arrival closed(const QByteArray &payload);

    Socket m_socket;
    HandshakeRequest m_request;
    QByteArray m_bytes;
    bool m_isUpgraded = false;
};

bool WebSocketTransport::open()
{
    return m_socket.write("GET " + m_request.target
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + m_request.headerLines + "\r\n");
}

bool WebSocketTransport::send(const QByteArray &piece, MessageKind kind)
{
    const bool isText =
        kind == MessageKind::Text || (kind == MessageKind::ByContent && isUtf8(piece));
    return m_socket.write(webSocketFrame(isText ? TextMessage : BinaryMessage, true, piece));
}

Arrival WebSocketTransport::next(QDeadlineTimer deadline)
{
    for (;;) {
        if (auto arrival = m_isUpgraded ? take() : takeHttp())
            return *std::move(arrival);
        switch (m_socket.read(m_bytes, deadline)) {
        case Socket::Reading::Bytes:
            break;
        case Socket::Reading::TimeUp:
            return Silence{};
        case Socket::Reading::Ended:
            return m_isUpgraded ? Closed{1006} : Closed{};
        case Socket::Reading::Broken:
            return Fault{"the connection was reset"};
        }
    }
}

std::optional<Arrival> WebSocketTransport::takeHttp()
{
    const qsizetype end = m_bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    HttpAnswer answer{m_bytes.first(end + 2)};
    m_isUpgraded = answer.text.startsWith("HTTP/1.1 101 ");
    if (m_isUpgraded)
        m_bytes.remove(0, end + 4);
    else
        m_bytes.clear();
    return answer;
}

std::optional<Arrival> WebSocketTransport::take()
{
    if (m_bytes.size() < 2)
        return std::nullopt;
    const int first = static_cast<unsigned char>(m_bytes.at(0));
    qsizetype length = static_cast<unsigned char>(m_bytes.at(1));
    if ((first & 0x80) == 0 || (first & 0x70) != 0 || length > 127)
        return Fault{"a fragment, a reserved bit or a mask from the server"};
    const qsizetype extra = length == 127 ? 8 : length == 126 ? 2 : 0;
    if (m_bytes.size() < 2 + extra)
        return std::nullopt;
    if (extra > 0)
        length = m_bytes.sliced(2, extra).toHex().toLongLong(nullptr, 16);
    if (m_bytes.size() < 2 + extra + length)
        return std::nullopt;
    QByteArray payload = m_bytes.sliced(2 + extra, length);
    m_bytes.remove(0, 2 + extra + length);
    return judge(first & 0x0f, std::move(payload));
}

Arrival WebSocketTransport::judge(int opcode, QByteArray payload)
{
    if (opcode == CloseFrame)
        return closed(payload);
    if (opcode == PingFrame)
        return Ping{payload};
    if (opcode == PongFrame)
        return Pong{payload};
    if (opcode != TextMessage && opcode != BinaryMessage)
        return Fault{"an opcode that nobody uses"};
    if (opcode == TextMessage && !isUtf8(payload))
        return Fault{"a text message that is not UTF-8"};
    if (payload == "\n")
        return HeartBeat{};
    auto taken = takeFrame(payload);
    if (auto *frame = std::get_if<RawFrame>(&taken); frame && payload.isEmpty()) {
        frame->wasBinary = opcode == BinaryMessage;
        return std::move(*frame);
    }
    return Fault{"a message that is not exactly one STOMP frame"};
}

// Answers a close by a close and waits for the end; reasons are short (S-255).
Arrival WebSocketTransport::closed(const QByteArray &payload)
{
    m_socket.write(
        webSocketFrame(CloseFrame, true, payload.first(std::min<qsizetype>(2, payload.size()))));
    QByteArray rest;
    const QDeadlineTimer deadline(10000);
    for (auto reading = Socket::Reading::Bytes; reading == Socket::Reading::Bytes;) {
        reading = m_socket.read(rest, deadline);
        if (reading == Socket::Reading::TimeUp)
            return Fault{"the server closed the WebSocket and left the connection open"};
    }
    if (!rest.isEmpty() || payload.size() > 125 || !isUtf8(payload.mid(2)))
        return Fault{"bytes behind a close, or a close reason that is none"};
    if (payload.size() < 2)
        return Closed{1005};
    return Closed{payload.first(2).toHex().toInt(nullptr, 16)};
}

} // namespace

QByteArray webSocketFrame(int opcode, bool isFinal, const QByteArray &payload)
{
    QByteArray frame(1, static_cast<char>((isFinal ? 0x80 : 0) | opcode));
    const qsizetype size = payload.size();
    if (size < 126)
        frame += static_cast<char>(0x80 | size);
    else if (size < 65536)
        frame += "\xfe" + QByteArray::fromHex(QByteArray::number(size, 16).rightJustified(4, '0'));
    else
        frame += "\xff" + QByteArray::fromHex(QByteArray::number(size, 16).rightJustified(16, '0'));
    const QByteArray mask("\x12\x34\x56\x78", 4);
    frame += mask;
    for (qsizetype index = 0; index < size; ++index)
        frame += static_cast<char>(payload.at(index) ^ mask.at(index % 4));
    return frame;
}

std::unique_ptr<Transport> makeWebSocketTransport(quint16 port, HandshakeRequest request)
{
    return std::make_unique<WebSocketTransport>(port, std::move(request));
}

} // namespace wire
