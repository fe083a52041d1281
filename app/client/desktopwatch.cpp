#include "app/client/desktopwatch.h"

#include <QDBusConnection>
#include <QLoggingCategory>
#include <QNetworkInformation>
#include <QNetworkInterface>

#include <ctime>

namespace app {

namespace {

Q_LOGGING_CATEGORY(desktopLog, "maru.desktop")

constexpr int ticksBetweenAddresses = 2;

qint64 milliseconds(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

ResumeTriggers::Clocks clocks()
{
    return {milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_BOOTTIME)};
}

// Those that come and go by themselves while the network stays left out.
QStringList addresses()
{
    QStringList result;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal())
            result += address.toString();
    }
    result.sort();
    return result;
}

} // namespace

DesktopWatch::DesktopWatch(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(static_cast<int>(ResumeTriggers::tick));
    connect(&m_timer, &QTimer::timeout, this, &DesktopWatch::onTick);
    m_timer.start();
    onTick();
    listenToSystemBus();
    listenToSessionBus();
    listenToNetwork();
}

void DesktopWatch::listenToSystemBus()
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    const QString service = QStringLiteral("org.freedesktop.login1");
    bus.connect(service, QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"), this,
        SLOT(onPrepareForSleep(bool)));
    bus.connect(service, QStringLiteral("/org/freedesktop/login1/session/auto"),
        QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"),
        this, SLOT(onSessionChanged(QString, QVariantMap)));
}

void DesktopWatch::listenToSessionBus()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    for (const QString &name :
        {QStringLiteral("org.freedesktop.ScreenSaver"), QStringLiteral("org.gnome.ScreenSaver")}) {
        bus.connect(
            {}, {}, name, QStringLiteral("ActiveChanged"), this, SLOT(onScreenSaverChanged(bool)));
    }
}

void DesktopWatch::listenToNetwork()
{
    using Feature = QNetworkInformation::Feature;
    if (!QNetworkInformation::loadBackendByFeatures(Feature::Reachability))
        return; // the addresses of this machine still tell
    const auto tellReachability = [this](QNetworkInformation::Reachability reachability) {
        tell(m_triggers.reachabilityChanged(
            reachability != QNetworkInformation::Reachability::Disconnected, clocks()));
    };
    const QNetworkInformation *network = QNetworkInformation::instance();
    tellReachability(network->reachability());
    connect(network, &QNetworkInformation::reachabilityChanged, this, tellReachability);
}

void DesktopWatch::onTick()
{
    tell(m_triggers.ticked(clocks()));
    if (m_ticks++ % ticksBetweenAddresses == 0)
        tell(m_triggers.addressesChanged(addresses(), clocks()));
}

void DesktopWatch::onPrepareForSleep(bool isGoingToSleep)
{
    tell(m_triggers.sleepChanged(isGoingToSleep, clocks()));
}

void DesktopWatch::onScreenSaverChanged(bool isActive)
{
    Q_EMIT idleChanged(isActive);
}

void DesktopWatch::onSessionChanged(const QString &interface, const QVariantMap &changed)
{
    if (interface != QStringLiteral("org.freedesktop.login1.Session"))
        return;
    if (const auto locked = changed.constFind(QStringLiteral("LockedHint"));
        locked != changed.cend())
        Q_EMIT lockedChanged(locked->toBool());
    if (const auto idle = changed.constFind(QStringLiteral("IdleHint")); idle != changed.cend())
        Q_EMIT idleChanged(idle->toBool());
}

void DesktopWatch::tell(const std::optional<ResumeTriggers::Reason> &reason)
{
    if (!reason)
        return;
    qCInfo(desktopLog) << "connecting anew, because of" << static_cast<int>(*reason);
    Q_EMIT resumed(*reason);
}

} // namespace app
