#include "server/serverstats.h"

namespace server {

QByteArray toBytes(const ServerStats &stats)
{
    const NetStatistics::Snapshot &net = stats.connections;
    QByteArray line = "connections open=" + QByteArray::number(net.open)
        + " accepted=" + QByteArray::number(net.accepted);
    for (int i = 0; i < closeReasonCount; ++i) {
        if (const quint64 count = net.closed.at(std::size_t(i)); count > 0)
            line += ' ' + toBytes(static_cast<CloseReason>(i)) + '=' + QByteArray::number(count);
    }
    for (const auto &[status, count] : net.refusedByStatus)
        line += " http-" + QByteArray::number(status) + '=' + QByteArray::number(count);
    return line;
}

} // namespace server
