#pragma once

#include "stomp/client.h"
#include "tests/stomp/memorytransport.h"
#include "tests/stomp/wire.h"

#include <QSignalSpy>
#include <QTest>

// A Client on an in-memory network, whose other end is the test.
namespace test {

using std::chrono::milliseconds;

inline stomp::ReconnectPolicy policyOf(milliseconds delay)
{
    stomp::ReconnectPolicy::Options options;
    options.first = delay;
    options.longest = delay;
    options.jitter = 0;
    return stomp::ReconnectPolicy(options, [] { return 0.5; });
}

class ClientFixture {
public:
    // Long enough that no test sees the next try by itself.
    explicit ClientFixture(milliseconds delay = std::chrono::hours(1))
        : client(std::make_unique<stomp::Client>(
            [this] { return network.makeTransport(); }, policyOf(delay)))
    {
        options.url = QUrl(QStringLiteral("ws://example.org/ws-connect"));
        options.heartBeat = {};
        options.connectTimeout = std::chrono::hours(1);
        options.receiptTimeout = std::chrono::hours(1);
        options.disconnectTimeout = std::chrono::hours(1);
    }

    MemoryTransport *server() const { return network.last(); }

    void acceptConnection(const stomp::Headers &headers = {{"version", "1.2"}})
    {
        server()->accept();
        server()->answer({stomp::Command::Connected, headers, {}});
    }

    void connectClient()
    {
        client->activate(options);
        acceptConnection();
    }

    // The receipt of the last frame that asked for one.
    void confirmLast(const stomp::Headers &headers = {})
    {
        stomp::Frame receipt{stomp::Command::Receipt, {}, {}};
        receipt.headers.append("receipt-id", server()->frames().back().header("receipt"));
        for (const auto &[name, value] : headers)
            receipt.headers.append(name, value);
        server()->answer(receipt);
    }

    void deliver(const QByteArray &subscription, const QByteArray &body)
    {
        server()->answer({stomp::Command::Message, {{"subscription", subscription}}, body});
    }

    void refuseLast(const QByteArray &body)
    {
        server()->answer({stomp::Command::Message,
            {{"subscription", "errors"}, {"destination", "/user/queue/errors"},
                {"receipt-id", server()->frames().back().header("receipt")}},
            body});
    }

    MemoryNetwork network;
    stomp::ConnectOptions options;
    std::unique_ptr<stomp::Client> client;
};

// The destinations of the SUBSCRIBE frames, in order.
inline QList<QByteArray> subscribed(const MemoryTransport *transport)
{
    QList<QByteArray> destinations;
    for (const stomp::Frame &frame : transport->framesOf(stomp::Command::Subscribe))
        destinations.append(frame.header("destination"));
    return destinations;
}

} // namespace test
