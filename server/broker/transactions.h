#pragma once

#include "server/broker/brokeroptions.h"
#include "stomp/error.h"
#include "stomp/frame.h"

#include <QByteArray>

#include <map>
#include <vector>

namespace server {

// The open transactions of one session: frames held until COMMIT. They end with the session
// (S-192).
class Transactions {
public:
    // S-184, S-080
    stomp::Result<void> begin(const QByteArray &id, const BrokerOptions &options);
    stomp::Result<void> add(const QByteArray &id, stomp::Frame frame, const BrokerOptions &options);
    // The frames in the order they came; the id may be used again then.
    stomp::Result<std::vector<stomp::Frame>> take(const QByteArray &id);

private:
    struct Transaction {
        std::vector<stomp::Frame> frames;
        qsizetype bytes = 0;
    };

    std::map<QByteArray, Transaction> m_open;
    qsizetype m_bytes = 0;
};

} // namespace server
