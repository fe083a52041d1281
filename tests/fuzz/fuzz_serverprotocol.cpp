// A whole session of the server's core: bytes and time in, a broker that answers everything.
#include "server/net/serverprotocol.h"
#include "tests/fuzz/pieces.h"

using namespace std::chrono_literals;
using server::ServerProtocol;
using server::SessionActions;

namespace {

server::SessionOptions makeOptions()
{
    server::SessionOptions options;
    options.limits = {
        .command = 32, .headerCount = 10, .headerLine = 256, .headers = 1024, .body = 2048};
    options.idLength = 32;
    return options;
}

class Peer {
public:
    explicit Peer(const server::SessionOptions &options)
        : m_protocol({{0, 1}, "session", "127.0.0.1", true}, options, m_now)
    {
    }

    void receive(QByteArrayView bytes) { carryOut(m_protocol.receive(bytes, m_now)); }
    // The session is woken when it wants to be, until so much time has gone by.
    void pass(std::chrono::milliseconds time)
    {
        const auto end = m_now + time;
        for (auto next = m_protocol.nextWake(); next && *next <= end;
             next = m_protocol.nextWake()) {
            m_now = std::max(m_now, *next);
            carryOut(m_protocol.wake(m_now, false));
            const auto again = m_protocol.nextWake();
            fuzz::require(!again || *again > m_now, "a session that was woken sleeps again");
        }
        m_now = end;
    }
    // What the bytes alone decide: frames passed inward and frames of the session's own. Receipts
    // race with an ERROR, as they do between threads.
    const QByteArray &decided() const { return m_decided; }

private:
    void carryOut(const SessionActions &actions)
    {
        for (const server::SessionAction &action : actions) {
            fuzz::require(!m_isClosed, "nothing is asked behind the close");
            std::visit([this](const auto &asked) { carryOut(asked); }, action);
        }
    }
    void carryOut(const server::SendBytes &sent)
    {
        fuzz::require(!m_hadError, "nothing is sent behind an ERROR");
        m_hadError = sent.bytes.startsWith("ERROR\n");
        if (!sent.bytes.startsWith("RECEIPT\n"))
            m_decided += sent.bytes;
    }
    void carryOut(const server::PassInward &passed)
    {
        if (std::holds_alternative<server::SessionOpened>(passed.value))
            return carryOut(m_protocol.accept({{0, 1}, {{"name", "Ann"}}}, m_now));
        const auto *inward = std::get_if<server::SessionFrame>(&passed.value);
        if (!inward)
            return;
        m_decided += stomp::toBytes(inward->frame.command) + inward->frame.body;
        for (const auto &[name, value] : inward->frame.headers)
            m_decided += name + value;
        const QByteArray receipt = inward->frame.header("receipt");
        if (!receipt.isEmpty()) {
            carryOut(m_protocol.send(
                {{0, 1}, {stomp::Command::Receipt, {{"receipt-id", receipt}}, {}}}, m_now));
        }
        if (inward->frame.command == stomp::Command::Disconnect)
            carryOut(m_protocol.close({{0, 1}, server::CloseReason::Disconnected, {}}, m_now));
    }
    void carryOut(server::SetReading) { }
    void carryOut(server::SendPing) { m_protocol.receivePong(m_now); }
    void carryOut(const server::CloseConnection &) { m_isClosed = true; }

    server::TimePoint m_now{1h};
    ServerProtocol m_protocol;
    QByteArray m_decided;
    bool m_hadError = false;
    bool m_isClosed = false;
};

QByteArray play(const std::vector<QByteArrayView> &pieces, const server::SessionOptions &options,
    std::chrono::milliseconds pause)
{
    Peer peer(options);
    for (const QByteArrayView piece : pieces) {
        peer.receive(piece);
        if (pause > 0ms)
            peer.pass(pause);
    }
    if (pause > 0ms)
        peer.pass(1min);
    return peer.decided();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const server::SessionOptions options = makeOptions();
    const fuzz::Input input = fuzz::readInput(data, size);
    const QByteArray whole = play(fuzz::cut({0, input.bytes}), options, 0ms);
    fuzz::require(play(fuzz::cut(input), options, 0ms) == whole, "the same however cut");
    play(fuzz::cut(input), options, std::chrono::milliseconds(1 + input.plan * 50));
    return 0;
}
