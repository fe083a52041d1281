#pragma once

#include "app/client/networkmessages.h"
#include "stomp/client.h"
#include "stomp/mailbox.h"

#include <QObject>

#include <functional>
#include <vector>

namespace app {

class ServerConnection;

// The client's network thread: takes commands from its mailbox, hands them to the connection of the
// server that was joined last, and sees that those left end in order. Lives on that thread; post()
// may be called on any.
class NetworkSession : public QObject {
    Q_OBJECT

public:
    using Report = std::function<void(NetworkEvent)>; // called on the network thread

    NetworkSession(stomp::Client::TransportFactory transports, Report report);
    ~NetworkSession() override;

    void post(NetworkCommand command) { m_commands.push(std::move(command)); }

private Q_SLOTS:
    void takeCommands();

private:
    void carryOut(const ConnectCommand &command);
    void carryOut(const DisconnectCommand &command);
    void carryOut(const StopCommand &command);
    template<typename Command>
    void carryOut(const Command &command);
    void endThreadWhenAllLeft();

    stomp::Client::TransportFactory m_transports;
    Report m_report;
    ServerConnection *m_connection = nullptr;
    int m_leaving = 0; // connections that are still disconnecting
    bool m_isStopping = false;
    stomp::Mailbox<NetworkCommand> m_commands;
};

} // namespace app
