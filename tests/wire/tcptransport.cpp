#include "tests/wire/socket.h"
#include "tests/wire/transport.h"

namespace wire {
namespace {

class TcpTransport : public Transport {
public:
    explicit TcpTransport(quint16 port)
        : m_socket(port)
    {
    }

    bool open() override { return m_socket.isOpen(); }
    bool send(const QByteArray &piece, MessageKind) override { return m_socket.write(piece); }
    bool sendBelow(const QByteArray &bytes) override { return m_socket.write(bytes); }
    void close() override { m_socket.endWriting(); }
    void reset() override { m_socket.reset(); }
    Arrival next(QDeadlineTimer deadline) override;

private:
    std::optional<Arrival> take();

    Socket m_socket;
    QByteArray m_bytes;
    bool m_isBehindFrame = false;
};

// A line end right behind a frame belongs to it (S-034); any other is a heart-beat.
std::optional<Arrival> TcpTransport::take()
{
    if (m_bytes.isEmpty())
        return std::nullopt;
    if (m_bytes.front() == '\n') {
        m_bytes.remove(0, 1);
        if (std::exchange(m_isBehindFrame, false))
            return take();
        return HeartBeat{};
    }
    auto taken = takeFrame(m_bytes);
    if (auto *frame = std::get_if<RawFrame>(&taken)) {
        m_isBehindFrame = true;
        return std::move(*frame);
    }
    if (auto *fault = std::get_if<Fault>(&taken))
        return std::move(*fault);
    return std::nullopt;
}

Arrival TcpTransport::next(QDeadlineTimer deadline)
{
    for (;;) {
        if (auto arrival = take())
            return *std::move(arrival);
        switch (m_socket.read(m_bytes, deadline)) {
        case Socket::Reading::Bytes:
            break;
        case Socket::Reading::TimeUp:
            return Silence{};
        case Socket::Reading::Ended:
            return m_bytes.isEmpty() ? Arrival(Closed{}) : Fault{"the end came inside a frame"};
        case Socket::Reading::Broken:
            return Fault{"the connection was reset"};
        }
    }
}

} // namespace

std::unique_ptr<Transport> makeTcpTransport(quint16 port)
{
    return std::make_unique<TcpTransport>(port);
}

} // namespace wire
