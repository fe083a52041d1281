#pragma once

#include "server/broker/brokerstatistics.h"
#include "server/net/netstatistics.h"

#include <QByteArray>

namespace server {

// What a server counted. A value: copies are snapshots.
struct ServerStats {
    NetStatistics::Snapshot connections;
    BrokerStatistics broker; // of a server started again: since then
};

// One line for the log: only what is not zero.
QByteArray toBytes(const ServerStats &stats);

} // namespace server
