#pragma once

#include "app/client/notificationservice.h"

#include <QDBusConnection>
#include <QStringList>

#include <map>
#include <optional>

class QDBusPendingCallWatcher;

namespace app {

// The desktop's own notifications: org.freedesktop.Notifications over D-Bus. Nothing waits for the
// bus; what nobody there takes is refused. UI thread.
class DesktopNotifications : public NotificationService {
    Q_OBJECT

public:
    explicit DesktopNotifications(
        const QDBusConnection &bus = QDBusConnection::sessionBus(), QObject *parent = nullptr);

    void show(const QByteArray &key, const NotificationText &text) override;
    void withdraw(const QByteArray &key) override;

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);
    void onActivationToken(uint id, const QString &token);
    void onClosed(uint id, uint reason);

private:
    struct Shown {
        uint id = 0; // 0: not answered yet
        std::optional<NotificationText> next; // to be shown then
        bool isOnItsWay = false;
        bool isWithdrawn = false;
    };

    void askCapabilities();
    void notify(const QByteArray &key, const NotificationText &text);
    void onNotified(
        const QByteArray &key, const NotificationText &text, const QDBusPendingCallWatcher &call);
    void close(uint id);
    void refuse(const QByteArray &key, const NotificationText &text);
    std::optional<QByteArray> keyOf(uint id) const;

    QDBusConnection m_bus;
    std::map<QByteArray, Shown> m_shown;
    std::map<uint, QByteArray> m_tokens;
    std::optional<QStringList> m_capabilities;
    bool m_asksCapabilities = false;
};

} // namespace app
