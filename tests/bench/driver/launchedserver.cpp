#include "tests/bench/driver/launchedserver.h"

#include <QDeadlineTimer>

namespace bench {

using namespace Qt::StringLiterals;

LaunchedServer::LaunchedServer(const QString &program, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, arguments, QIODevice::ReadOnly);
    waitUntilReady();
}

LaunchedServer::~LaunchedServer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(10'000))
        m_process.kill();
    m_process.waitForFinished();
}

void LaunchedServer::waitUntilReady()
{
    const QDeadlineTimer deadline(30'000);
    QString url;
    while (!deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
        if (!m_process.canReadLine()) {
            m_process.waitForReadyRead(500);
            continue;
        }
        const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
        if (line.startsWith(u"listening "))
            url = line.mid(10);
        else if (line.startsWith(u"process "))
            m_pid = line.mid(8).toLongLong();
        else if (line == u"ready") {
            m_url = url;
            return;
        }
    }
}

} // namespace bench
