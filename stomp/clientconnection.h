#pragma once

#include "stomp/client.h"
#include "stomp/clientprotocol.h"

#include <chrono>
#include <memory>

// What the source files of Client share.
namespace stomp {

// One connection of a Client, from its opening to its end.
struct Client::Connection {
    quint64 serial;
    ClientProtocol protocol;
    std::unique_ptr<Transport> transport;
    std::optional<CertificateTrouble> trouble = std::nullopt;
};

inline TimePoint now()
{
    return std::chrono::steady_clock::now();
}

// Throws a transport away whose signals concern the receiver no more; often called from inside a
// signal of the transport itself.
void retire(std::unique_ptr<Transport> transport, const QObject *receiver);

} // namespace stomp
