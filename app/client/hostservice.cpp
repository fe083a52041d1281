#include "app/client/hostservice.h"

#include "server/server.h"
#include "stomp/mailbox.h"

#include <QDir>
#include <QThread>

#include <utility>
#include <variant>

namespace app {

namespace {

constexpr int usualPort = 7666;
constexpr int usualPorts = 10; // from the usual one on

// The wished one, the usual ones, any that is free.
std::vector<int> portsToTry(int wished)
{
    if (wished == 0)
        return {0};
    std::vector<int> ports{wished};
    for (int port = usualPort; port < usualPort + usualPorts; ++port) {
        if (port != wished)
            ports.push_back(port);
    }
    ports.push_back(0);
    return ports;
}

// Each carries the number of its run, so that the end of one is not taken for the end of the next.
struct StartHost {
    int run = 0;
    HostOptions options;
};
struct StopHost {
    int run = 0;
};
using HostCommand = std::variant<StartHost, StopHost>;

struct HostStarted {
    int run = 0;
    int port = 0;
    QByteArray token;
};
struct HostStopped {
    int run = 0;
};
struct HostFailed {
    int run = 0;
    int exitCode = 0;
    QString text;
};
using HostOutcome = std::variant<HostStarted, HostStopped, HostFailed>;

server::ServerOptions serverOptions(const HostOptions &options, int port)
{
    server::ServerOptions result;
    result.listen = {server::ListenAddress{}};
    result.listen.front().port = static_cast<quint16>(port);
    result.dataDirectory = options.directory;
    result.worker.session.protocol.passcode = options.passcode.toUtf8();
    return result;
}

} // namespace

// Starts and stops the server, on a thread of its own, because both may take a while.
class HostWorker : public QObject {
    Q_OBJECT

public:
    explicit HostWorker(std::function<void(HostOutcome)> report)
        : m_report(std::move(report))
        , m_commands(
              [this] { QMetaObject::invokeMethod(this, "takeCommands", Qt::QueuedConnection); })
    {
    }

    void post(HostCommand command) { m_commands.push(std::move(command)); }

private Q_SLOTS:
    void takeCommands()
    {
        for (const HostCommand &command : m_commands.take())
            std::visit([this](const auto &content) { carryOut(content); }, command);
    }

private:
    void carryOut(const StartHost &command)
    {
        QDir().mkpath(command.options.directory);
        server::StartError error;
        for (const int port : portsToTry(command.options.port)) {
            m_server = std::make_unique<server::Server>(serverOptions(command.options, port));
            const auto started = m_server->start();
            if (started) {
                m_report(
                    HostStarted{command.run, m_server->ports().front(), m_server->hostToken()});
                return;
            }
            error = started.error();
            if (error.exitCode != server::StartError::addressUnusable)
                break;
        }
        m_server.reset();
        m_report(HostFailed{command.run, error.exitCode, error.text});
    }

    void carryOut(const StopHost &command)
    {
        m_server.reset();
        m_report(HostStopped{command.run});
    }

    std::function<void(HostOutcome)> m_report;
    stomp::Mailbox<HostCommand> m_commands;
    std::unique_ptr<server::Server> m_server;
};

class HostService::Private {
public:
    explicit Private(HostService *service)
        : outcomes(
            [service] { QMetaObject::invokeMethod(service, "takeOutcomes", Qt::QueuedConnection); })
        , worker(new HostWorker([this](HostOutcome outcome) { outcomes.push(std::move(outcome)); }))
    {
        worker->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, worker, &QObject::deleteLater);
        thread.setObjectName(QStringLiteral("host"));
        thread.start();
    }

    // The server stops with its worker.
    ~Private()
    {
        thread.quit();
        thread.wait();
    }

    void takeOutcomes(HostService *service)
    {
        for (const HostOutcome &outcome : outcomes.take()) {
            const int run = std::visit([](const auto &content) { return content.run; }, outcome);
            if (run != service->m_run)
                continue;
            if (const auto *started = std::get_if<HostStarted>(&outcome))
                service->onStarted(started->port, started->token);
            else if (const auto *failed = std::get_if<HostFailed>(&outcome))
                service->onFailed(failed->exitCode, failed->text);
            else
                service->onStopped();
        }
    }

    stomp::Mailbox<HostOutcome> outcomes;
    QThread thread;
    HostWorker *worker; // lives on the thread
};

HostService::HostService(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

HostService::~HostService() = default;

void HostService::takeOutcomes()
{
    d->takeOutcomes(this);
}

void HostService::start(const HostOptions &options)
{
    if (m_state == State::Starting || m_state == State::Running)
        return;
    m_options = options;
    setState(State::Starting);
    d->worker->post(StartHost{++m_run, options});
}

void HostService::stop()
{
    if (m_state != State::Starting && m_state != State::Running)
        return;
    setState(State::Stopping);
    d->worker->post(StopHost{m_run});
}

bool HostService::isElsewhere() const
{
    return isRunning() && m_options.port != 0 && m_port != m_options.port;
}

std::vector<HostAddress> HostService::addresses() const
{
    return rankAddresses(interfaceAddresses(), m_port);
}

JoinOptions HostService::joinOptions(const QString &name) const
{
    JoinOptions options;
    options.url.setScheme(QStringLiteral("ws"));
    options.url.setHost(QStringLiteral("127.0.0.1"));
    options.url.setPort(m_port);
    options.url.setPath(QStringLiteral("/ws-connect"));
    options.name = name;
    options.passcode = m_options.passcode;
    options.hostToken = m_hostToken;
    options.identity = ownServerIdentity();
    return options;
}

QString HostService::ownServerIdentity()
{
    return QStringLiteral("own");
}

void HostService::onStarted(int port, const QByteArray &token)
{
    if (m_state != State::Starting) // stop() was called meanwhile
        return;
    m_port = port;
    m_hostToken = token;
    setState(State::Running);
    Q_EMIT started();
}

void HostService::onFailed(int exitCode, const QString &text)
{
    if (m_state != State::Starting)
        return;
    setState(State::Stopped);
    const bool isData = exitCode == server::StartError::dataUnusable;
    Q_EMIT failed(isData
            ? tr("The folder of the rooms cannot be used. Is another Maru running? (%1)").arg(text)
            : tr("The server could not be started: %1").arg(text));
}

void HostService::onStopped()
{
    m_port = 0;
    m_hostToken.clear();
    setState(State::Stopped);
    Q_EMIT stopped();
}

void HostService::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace app

#include "hostservice.moc"
