#include "app/client/hostservice.h"

#include "app/client/hostmessages.h"
#include "server/server.h"
#include "stomp/mailbox.h"

#include <QDir>
#include <QThread>

#include <functional>
#include <utility>

namespace app {

namespace {

HostTaskOutcome carryOut(const HostTask &task, const QString &folder)
{
    server::MaintenanceTask wanted = server::BackUpTask{task.file};
    if (task.kind == HostTask::Kind::Restore)
        wanted = server::RestoreTask{task.file};
    else if (task.kind == HostTask::Kind::Export)
        wanted = server::ExportTask{task.room, task.file,
            server::exportFormatOf(task.file).value_or(server::ExportFormat::Html)};
    const auto done = server::Server::maintain(wanted, folder);
    if (!done)
        return {task, false, 0, 0, {}, done.error().code, done.error().text};
    return {task, true, done->rooms, done->entries, done->movedTo, {}, {}};
}

// Backups and exports, one after the other, beside a server that runs. Lives on a thread of its
// own.
class HostTaskWorker : public QObject {
public:
    explicit HostTaskWorker(std::function<void(HostOutcome)> report)
        : m_report(std::move(report))
        , m_tasks([this] {
            QMetaObject::invokeMethod(
                this, [this] { takeTasks(); }, Qt::QueuedConnection);
        })
    {
    }

    void post(const HostTask &task, const QString &folder) { m_tasks.push({task, folder}); }

private:
    void takeTasks()
    {
        for (const auto &[task, folder] : m_tasks.take())
            m_report(TaskFinished{0, carryOut(task, folder)});
    }

    std::function<void(HostOutcome)> m_report;
    stomp::Mailbox<std::pair<HostTask, QString>> m_tasks;
};

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

    void carryOut(const RestoreHost &command)
    {
        m_server.reset();
        QDir().mkpath(command.options.directory);
        const HostTaskOutcome outcome =
            app::carryOut({HostTask::Kind::Restore, command.file, {}}, command.options.directory);
        m_report(TaskFinished{command.run, outcome});
        if (outcome.isDone || command.wasRunning)
            carryOut(StartHost{command.run, command.options});
        else
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
        , tasks(new HostTaskWorker(
              [this](HostOutcome outcome) { outcomes.push(std::move(outcome)); }))
    {
        begin(thread, worker, QStringLiteral("host"));
        begin(taskThread, tasks, QStringLiteral("host tasks"));
    }

    // The server stops with its worker.
    ~Private()
    {
        for (QThread *ending : {&taskThread, &thread}) {
            ending->quit();
            ending->wait();
        }
    }

    static void begin(QThread &thread, QObject *worker, const QString &name)
    {
        worker->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, worker, &QObject::deleteLater);
        thread.setObjectName(name);
        thread.start();
    }

    void takeOutcomes(HostService *service)
    {
        for (const HostOutcome &outcome : outcomes.take()) {
            if (const auto *task = std::get_if<TaskFinished>(&outcome)) {
                Q_EMIT service->finished(task->outcome);
                continue;
            }
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
    QThread taskThread;
    HostWorker *worker; // lives on the thread
    HostTaskWorker *tasks; // lives on the taskThread
};

HostService::HostService(const chat::AnnouncementPlace &announcements, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
    , m_beacon(announcements)
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
    m_beacon.stop();
    setState(State::Stopping);
    d->worker->post(StopHost{m_run});
}

void HostService::backUp(const QString &file)
{
    d->tasks->post({HostTask::Kind::BackUp, file, {}}, m_options.directory);
}

void HostService::exportRoom(const QByteArray &room, const QString &file)
{
    d->tasks->post({HostTask::Kind::Export, file, room}, m_options.directory);
}

void HostService::restore(const HostOptions &options, const QString &file)
{
    if (m_state == State::Starting || m_state == State::Stopping)
        return;
    const bool wasRunning = isRunning();
    m_beacon.stop();
    m_options = options;
    setState(State::Starting);
    d->worker->post(RestoreHost{++m_run, options, file, wasRunning});
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
    announce();
    Q_EMIT started();
}

void HostService::setAnnouncedName(const QString &name)
{
    m_options.announcedName = name;
    announce();
}

void HostService::announce()
{
    m_beacon.stop();
    if (!isRunning() || m_options.announcedName.isEmpty())
        return;
    chat::Announcement announcement;
    announcement.name = m_options.announcedName;
    announcement.port = static_cast<quint16>(m_port);
    announcement.people = 1;
    announcement.asksPasscode = !m_options.passcode.isEmpty();
    m_beacon.start(announcement, QHostAddress(QHostAddress::Any));
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
