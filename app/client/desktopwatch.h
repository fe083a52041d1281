#pragma once

#include "app/client/resumetriggers.h"

#include <QObject>
#include <QTimer>
#include <QVariantMap>

namespace app {

// Hears from the desktop what a connection and other people should know of: sleep (logind), the
// network, clocks that jump, a locked or idle session. Each source may be missing. UI thread.
class DesktopWatch : public QObject {
    Q_OBJECT

public:
    explicit DesktopWatch(QObject *parent = nullptr);

Q_SIGNALS:
    // Connections made before may be dead: they are to be made anew.
    void resumed(app::ResumeTriggers::Reason reason);
    void lockedChanged(bool isLocked);
    void idleChanged(bool isIdle);

private Q_SLOTS:
    void onPrepareForSleep(bool isGoingToSleep);
    void onScreenSaverChanged(bool isActive);
    void onSessionChanged(const QString &interface, const QVariantMap &changed);

private:
    void listenToSystemBus();
    void listenToSessionBus();
    void listenToNetwork();
    void onTick();
    void tell(const std::optional<ResumeTriggers::Reason> &reason);

    ResumeTriggers m_triggers;
    QTimer m_timer;
    int m_ticks = 0;
};

} // namespace app
