#pragma once

#include "app/client/hostaddress.h"
#include "app/client/hosttask.h"
#include "app/client/networkmessages.h"
#include "stomp/chat/beacon.h"

#include <QObject>

#include <memory>
#include <vector>

namespace app {

struct HostOptions {
    QString directory; // where the rooms are kept
    QString passcode; // empty: none
    int port = 7666; // wished; 0: any
    QString announcedName{}; // what the local network is told; empty: nothing
};

// Runs a server inside this program. UI thread; the server has threads of its own.
class HostService : public QObject {
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Stopping };

    explicit HostService(
        const chat::AnnouncementPlace &announcements = {}, QObject *parent = nullptr);
    ~HostService() override; // stops in order

    // Also while the last run is still stopping: it starts when that has ended.
    void start(const HostOptions &options);
    void stop();
    // finished() follows. A backup and an export do not hold up the server, nor does stop() end
    // them.
    void backUp(const QString &file);
    void exportRoom(const QByteArray &room, const QString &file); // .html, .json or .txt
    // Puts the rooms of a backup in the place of those in the folder and starts with them; what the
    // folder had is kept under another name. A server that runs is stopped for it and started
    // again, with its own rooms when the backup is not good.
    void restore(const HostOptions &options, const QString &file);

    // Who lists the servers of the network sees so many people there.
    void setPeople(int people) { m_beacon.setPeople(people); }
    // Also while it runs.
    void setAnnouncedName(const QString &name);

    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running; }
    int port() const { return m_port; }
    // The wished port is another program's, so that addresses given out before do not work.
    bool isElsewhere() const;
    const HostOptions &options() const { return m_options; }
    // The addresses of this machine as they are now, ranked.
    std::vector<HostAddress> addresses() const;
    // How the hosting person joins: over loopback, with the token that makes one the host.
    JoinOptions joinOptions(const QString &name) const;
    // What the secret and markers of one's own server are kept under, whatever port it has.
    static QString ownServerIdentity();

Q_SIGNALS:
    void stateChanged(app::HostService::State state);
    void started();
    void stopped();
    void failed(const QString &text); // translated; Stopped again
    void finished(const app::HostTaskOutcome &outcome);

private Q_SLOTS:
    void takeOutcomes();

private:
    class Private;
    void setState(State state);
    void onStarted(int port, const QByteArray &token);
    void onFailed(int exitCode, const QString &text);
    void onStopped();
    void announce();

    std::unique_ptr<Private> d;
    HostOptions m_options;
    State m_state = State::Stopped;
    int m_port = 0;
    int m_run = 0; // counts the calls of start()
    QByteArray m_hostToken;
    chat::Beacon m_beacon;
};

} // namespace app
