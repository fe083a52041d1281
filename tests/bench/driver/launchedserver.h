#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace bench {

// A server that runs as a process of its own while this lives, and says `listening URL` and
// `ready` on its standard output; and `process NUMBER` where that is not what was started.
class LaunchedServer {
public:
    LaunchedServer(const QString &program, const QStringList &arguments);
    ~LaunchedServer();
    LaunchedServer(const LaunchedServer &) = delete;
    LaunchedServer &operator=(const LaunchedServer &) = delete;

    bool isReady() const { return !m_url.isEmpty(); }
    const QString &url() const { return m_url; }
    qint64 pid() const { return m_pid != 0 ? m_pid : m_process.processId(); }

private:
    void waitUntilReady();

    QProcess m_process;
    QString m_url;
    qint64 m_pid = 0;
};

} // namespace bench
