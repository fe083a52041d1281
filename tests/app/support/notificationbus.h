#pragma once

#include <QByteArray>
#include <QDBusConnection>
#include <QObject>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <utility>
#include <vector>

namespace app::test {

// A message bus of one's own, for as long as it lives.
class PrivateBus {
public:
    PrivateBus()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                QStringLiteral("--print-address=1")});
        if (m_daemon.waitForStarted() && m_daemon.waitForReadyRead())
            m_address = QString::fromLatin1(m_daemon.readLine().trimmed());
    }
    ~PrivateBus()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }
    const QString &address() const { return m_address; } // empty: it does not run

private:
    QProcess m_daemon;
    QString m_address;
};

// Stands where the desktop shows notifications, and keeps what it is told.
class FakeDesktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        uint id = 0;
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
    };

    FakeDesktop(const QString &address, QStringList capabilities)
        : m_capabilities(std::move(capabilities))
        , m_bus(QDBusConnection::connectToBus(address, QStringLiteral("fake desktop")))
    {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        m_bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    ~FakeDesktop() override
    {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        QDBusConnection::disconnectFromBus(QStringLiteral("fake desktop"));
    }

    std::vector<Shown> shown;
    std::vector<uint> closed;

    void click(uint id, const QString &token)
    {
        Q_EMIT ActivationToken(id, token);
        Q_EMIT ActionInvoked(id, QStringLiteral("default"));
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void ActivationToken(uint id, const QString &token);
    void NotificationClosed(uint id, uint reason);

public Q_SLOTS:
    QStringList GetCapabilities() { return m_capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &title,
        const QString &body, const QStringList &actions, const QVariantMap &, int)
    {
        const uint id = replaces != 0 ? replaces : ++m_lastId;
        shown.push_back({id, replaces, title, body, actions});
        return id;
    }
    void CloseNotification(uint id)
    {
        closed.push_back(id);
        Q_EMIT NotificationClosed(id, 3);
    }

private:
    QStringList m_capabilities;
    QDBusConnection m_bus;
    uint m_lastId = 0;
};

} // namespace app::test
