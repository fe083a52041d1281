// maru-server: the chat server without a window. Output, signals and exit status as `--help` and
// PROTOCOL.md say.

#include "server/commandline.h"
#include "server/logging.h"
#include "server/server.h"
#include "server/stopsignal.h"
#include "stomp/chat/beacon.h"

#include <QCoreApplication>
#include <QTimer>

#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int optionsWrong = 2;

void print(std::FILE *stream, const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stream);
    std::fflush(stream);
}

int complain(int exitCode, const QByteArray &text)
{
    print(stderr, "maru-server: " + server::escapedForLog(text) + '\n');
    return exitCode;
}

// Each connection is a descriptor, and the usual 1024 are few.
void raiseDescriptorLimit()
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

int maintain(const server::MaintenanceTask &task, const QString &dataDirectory)
{
    const auto done = server::carryOut(task, dataDirectory);
    if (!done)
        return complain(done.error().exitCode, done.error().text.toUtf8());
    if (!done->line.isEmpty())
        print(stdout, server::escapedForLog(done->line.toUtf8()) + '\n');
    return 0;
}

// The local network hears of the first WebSocket listener, and how many connections there are.
void announce(chat::Beacon &beacon, QTimer &timer, const server::Server &server,
    const server::ProgramOptions &options)
{
    if (options.announcedName.isEmpty() || options.server.listen.empty())
        return;
    chat::Announcement announcement;
    announcement.name = options.announcedName;
    announcement.path = options.server.worker.handshake.endpoint;
    announcement.port = server.ports().front();
    announcement.asksPasscode = !options.server.worker.session.protocol.passcode.isEmpty();
    announcement.isTls = !options.server.tls.certificates.isEmpty();
    beacon.start(announcement, options.server.listen.front().address);
    QObject::connect(&timer, &QTimer::timeout, &beacon, [&beacon, &server] {
        beacon.setPeople(static_cast<int>(server.stats().connections.open));
    });
    timer.start(chat::announcementInterval);
}

int run(const server::ProgramOptions &program)
{
    const server::ServerOptions &options = program.server;
    server::StopSignal stopSignal;
    QObject::connect(&stopSignal, &server::StopSignal::received, qApp, &QCoreApplication::quit);
    server::Server server(options);
    if (const auto started = server.start(); !started)
        return complain(started.error().exitCode, started.error().text.toUtf8());
    QByteArray lines;
    for (const QByteArray &url : server.urls())
        lines += "listening " + url + '\n';
    print(stdout, lines + "ready\n");
    chat::Beacon beacon;
    QTimer counting;
    announce(beacon, counting, server, program);
    const int result = QCoreApplication::exec();
    beacon.stop();
    if (!server.stop())
        std::_Exit(result); // a thread of storage still runs
    return result;
}

} // namespace

int main(int argc, char *argv[])
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is a failed write, as on a full disk
    QCoreApplication application(argc, argv);
    const auto line = server::parseCommandLine({argv + 1, argv + argc});
    if (!line)
        return complain(optionsWrong, line.error());
    if (line->answer) {
        print(stdout, *line->answer);
        return 0;
    }
    server::installLog(line->options.logLevel);
    if (line->task)
        return maintain(*line->task, line->options.server.dataDirectory);
    raiseDescriptorLimit();
    return run(line->options);
}
