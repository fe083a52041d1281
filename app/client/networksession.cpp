#include "app/client/networksession.h"

#include "app/client/serverconnection.h"

#include <QThread>

#include <utility>
#include <variant>

namespace app {

NetworkSession::NetworkSession(stomp::Client::TransportFactory transports, Report report)
    : m_transports(std::move(transports))
    , m_report(std::move(report))
    , m_commands([this] { QMetaObject::invokeMethod(this, "takeCommands", Qt::QueuedConnection); })
{
}

NetworkSession::~NetworkSession() = default;

void NetworkSession::takeCommands()
{
    const std::vector<NetworkCommand> commands = m_commands.take();
    for (const NetworkCommand &command : commands)
        std::visit([this](const auto &content) { carryOut(content); }, command);
}

void NetworkSession::carryOut(const ConnectCommand &command)
{
    carryOut(DisconnectCommand());
    m_connection = new ServerConnection(
        m_transports,
        [this, join = command.join](NetworkEventContent content) {
            m_report({join, std::move(content)});
        },
        this);
    m_connection->handle(command);
}

void NetworkSession::carryOut(const DisconnectCommand &)
{
    ServerConnection *connection = std::exchange(m_connection, nullptr);
    if (!connection)
        return;
    ++m_leaving;
    connect(connection, &ServerConnection::left, this, [this, connection] {
        connection->deleteLater();
        --m_leaving;
        endThreadWhenAllLeft();
    });
    connection->leave();
}

void NetworkSession::carryOut(const StopCommand &)
{
    m_isStopping = true;
    carryOut(DisconnectCommand());
    endThreadWhenAllLeft();
}

template<typename Command>
void NetworkSession::carryOut(const Command &command)
{
    if (m_connection)
        m_connection->handle(command);
}

void NetworkSession::endThreadWhenAllLeft()
{
    if (m_isStopping && m_leaving == 0)
        thread()->quit();
}

} // namespace app
