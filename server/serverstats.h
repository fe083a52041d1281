#pragma once

#include "server/net/netstatistics.h"

#include <QByteArray>

namespace server {

// What a server counted since its start. A value: copies are snapshots.
struct ServerStats {
    NetStatistics::Snapshot connections;
};

// One line for the log: only what is not zero.
QByteArray toBytes(const ServerStats &stats);

} // namespace server
