#pragma once

#include "stomp/clientprotocol.h"
#include "stomp/encoder.h"
#include "tests/stomp/wire.h"

#include <vector>

// Talking to a ClientProtocol in tests, with a clock turned by hand.
namespace test {

using std::chrono::milliseconds;

inline stomp::TimePoint at(int ms)
{
    return stomp::TimePoint(milliseconds(ms));
}

inline stomp::ConnectOptions plainOptions()
{
    stomp::ConnectOptions options;
    options.url = QUrl(QStringLiteral("ws://example.org:7666/ws-connect"));
    options.heartBeat = {};
    options.errorsDestination.clear();
    options.connectTimeout = milliseconds(15000);
    options.receiptTimeout = milliseconds(5000);
    options.disconnectTimeout = milliseconds(2000);
    return options;
}

inline stomp::ConnectOptions withErrors()
{
    stomp::ConnectOptions options = plainOptions();
    options.errorsDestination = "/user/queue/errors";
    return options;
}

template<typename Action>
std::vector<Action> only(const stomp::ClientActions &actions)
{
    std::vector<Action> found;
    for (const stomp::ClientAction &action : actions) {
        if (const auto *match = std::get_if<Action>(&action))
            found.push_back(*match);
    }
    return found;
}

// The bytes that go out, in one.
inline QByteArray sent(const stomp::ClientActions &actions)
{
    QByteArray bytes;
    for (const stomp::SendBytes &send : only<stomp::SendBytes>(actions))
        bytes += send.bytes;
    return bytes;
}

// A protocol behind CONNECTED, ready to send.
inline stomp::ClientProtocol openProtocol(const stomp::ConnectOptions &options,
    const QByteArray &connected = wire("CONNECTED\nversion:1.2\n\n^@"))
{
    stomp::ClientProtocol protocol(options);
    protocol.open(at(0));
    protocol.transportOpened(at(0));
    protocol.bytesReceived(connected, at(0));
    protocol.beginSending(at(0));
    return protocol;
}

inline stomp::ClientAction closing(stomp::ErrorCode code, const QByteArray &text)
{
    return stomp::CloseTransport{stomp::CloseTransport::How::AtOnce, stomp::Error{code, text}};
}

} // namespace test
