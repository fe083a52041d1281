#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

#include <map>

namespace resilience {

// What somebody's client has told, over all its lives.
struct Told {
    struct Queued {
        QByteArray room;
        QString text; // "*": not a message, but what becomes of one
    };
    struct Count {
        int count = 0;
        qint64 at = 0; // steady clock, milliseconds
    };

    std::map<QByteArray, Queued> queued; // on its disk, by key
    std::map<QByteArray, qint64> sent; // number by key
    std::map<QByteArray, QString> failed; // reason by key
    std::map<QByteArray, Count> rows; // of the model, by room
    std::map<QByteArray, Count> unread;
    std::map<QByteArray, QJsonArray> dumps;
    std::map<QByteArray, int> dumpCounts;
    QStringList contradictions;
};

// A maru_robot with a profile of its own that outlives it.
class RobotProcess {
public:
    // `identity`: as that of whose profile is copied by becomeDeviceOf(); else empty.
    RobotProcess(QString name, QUrl url, QString identity = {});
    ~RobotProcess();

    // Before the first start: the same person, on another device.
    bool becomeDeviceOf(const RobotProcess &other);
    // From the next start.
    void setEnvironment(const QProcessEnvironment &environment)
    {
        m_process.setProcessEnvironment(environment);
    }
    bool start();
    void killAtOnce();
    void freeze();
    void thaw();
    void command(const QByteArray &line);

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    bool isOnline() const { return isRunning() && m_state == "online"; }
    // When the state it is in began, on the steady clock.
    qint64 stateSince() const { return m_stateSince; }
    int waitingCount() const { return m_waiting; }
    const QString &name() const { return m_name; }
    const Told &told() const { return m_told; }
    // Asks for a room as it is shown; the answer is not the one before.
    QJsonArray dump(const QByteArray &room, int patience);

private:
    void read();
    void hear(const QByteArray &line);
    void hearOwn(const QByteArray &word, const QByteArrayList &words, const QByteArray &rest);

    QTemporaryDir m_profile;
    QString m_name;
    QUrl m_url;
    QString m_identity;
    QProcess m_process;
    QByteArray m_state;
    qint64 m_stateSince = 0;
    int m_waiting = 0;
    Told m_told;
};

} // namespace resilience
