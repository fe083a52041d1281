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
    // One of its SENDs was refused as it came: nothing of the others can be done (S-189, S-195).
    void spoil(const QByteArray &id);
    bool isOpen(const QByteArray &id) const { return m_open.contains(id); }

    struct Held {
        std::vector<stomp::Frame> frames; // in the order they came
        bool isSpoiled = false;
    };
    // The id may be used again then.
    stomp::Result<Held> take(const QByteArray &id);

private:
    struct Transaction {
        Held held;
        qsizetype bytes = 0;
    };

    std::map<QByteArray, Transaction> m_open;
    qsizetype m_bytes = 0;
};

} // namespace server
