#include "tests/support/serverprocess.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>

namespace test {
namespace {

constexpr int patience = 10000; // milliseconds; sanitizers on a busy machine are slow

QString serverProgram()
{
    return QStringLiteral(MARU_PROGRAMS "/maru-server");
}

} // namespace

ServerProcess::ServerProcess(QStringList arguments)
    : m_arguments(std::move(arguments))
{
    m_process.setProgram(serverProgram());
    m_process.setStandardErrorFile(m_directory.filePath(QStringLiteral("log")), QIODevice::Append);
}

ServerProcess::~ServerProcess()
{
    killAtOnce();
}

bool ServerProcess::start()
{
    QStringList arguments{
        QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(m_firstPort)};
    if (!m_arguments.contains(QStringLiteral("--in-memory")))
        arguments << QStringLiteral("--data") << dataDirectory();
    m_urls.clear();
    m_tcpPort = 0;
    m_process.setArguments(arguments + m_arguments);
    m_process.start();
    if (!m_process.waitForStarted(patience)) {
        m_whyNot = m_process.errorString();
        return false;
    }
    return readListeningLines();
}

bool ServerProcess::readListeningLines()
{
    const QDeadlineTimer deadline(patience);
    while (!deadline.hasExpired()) {
        while (m_process.canReadLine()) {
            const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
            if (line.startsWith(QStringLiteral("listening ws")))
                m_urls << QUrl(line.section(u' ', 1));
            const bool isTcp = line.startsWith(QStringLiteral("listening tcp"))
                || line.startsWith(QStringLiteral("listening stomp"));
            if (isTcp && m_tcpPort == 0)
                m_tcpPort = static_cast<quint16>(QUrl(line.section(u' ', 1)).port());
            if (line == QStringLiteral("ready")) {
                m_firstPort = port();
                return !m_urls.isEmpty();
            }
        }
        if (!m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            break;
    }
    m_whyNot = QStringLiteral("maru-server was not ready: ") + QString::fromUtf8(log());
    return false;
}

QByteArray ServerProcess::log() const
{
    QFile file(m_directory.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ServerProcess::killAtOnce()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(patience);
}

void ServerProcess::askToStop()
{
    m_process.terminate();
}

std::optional<ServerProcess::Exit> ServerProcess::waitForExit()
{
    QElapsedTimer timer;
    timer.start();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(patience))
        return std::nullopt;
    if (m_process.exitStatus() != QProcess::NormalExit)
        return std::nullopt;
    return Exit{m_process.exitCode(), std::chrono::milliseconds(timer.elapsed())};
}

FinishedRun runServer(const QStringList &arguments)
{
    QProcess process;
    process.start(serverProgram(), arguments);
    FinishedRun run;
    run.ended = process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit;
    if (!run.ended) {
        process.kill();
        process.waitForFinished(patience);
    }
    run.code = process.exitCode();
    run.output = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    return run;
}

} // namespace test
