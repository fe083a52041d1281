#pragma once

#include <QList>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

#include <chrono>
#include <optional>

namespace test {

// The real maru-server on a free port of loopback and, unless it keeps nothing, a data folder of
// its own. Started again it takes the same folder and the same port. Its waits are synchronous and
// bounded.
class ServerProcess {
public:
    struct Exit {
        int code = 0;
        std::chrono::milliseconds took{0};
    };

    explicit ServerProcess(QStringList arguments = {});
    // From the next start.
    void setEnvironment(const QProcessEnvironment &environment)
    {
        m_process.setProcessEnvironment(environment);
    }
    ~ServerProcess();

    // True when the server said `ready`; otherwise whyNot() tells.
    bool start();
    QString whyNot() const { return m_whyNot; }

    // Of its first listener, and of all.
    QUrl url() const { return m_urls.value(0); }
    QList<QUrl> urls() const { return m_urls; }
    quint16 port() const { return static_cast<quint16>(url().port()); }
    // Of its first listener for STOMP over TCP; 0 when it has none.
    quint16 tcpPort() const { return m_tcpPort; }
    QString dataDirectory() const { return m_directory.filePath(QStringLiteral("data")); }
    QByteArray log() const;
    qint64 processId() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    // SIGKILL: it gets no chance to finish anything.
    void killAtOnce();
    // SIGTERM, without waiting for the end.
    void askToStop();
    // Nothing when it did not end within 10 s or crashed.
    std::optional<Exit> waitForExit();

private:
    bool readListeningLines();

    QTemporaryDir m_directory;
    QStringList m_arguments;
    QProcess m_process;
    QList<QUrl> m_urls;
    quint16 m_firstPort = 0;
    quint16 m_tcpPort = 0;
    QString m_whyNot;
};

// Runs maru-server with these arguments until it ends by itself.
struct FinishedRun {
    bool ended = false; // within 10 s and without a crash
    int code = 0;
    QByteArray output;
    QByteArray errors;
};
FinishedRun runServer(const QStringList &arguments);

} // namespace test
