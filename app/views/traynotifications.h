#pragma once

#include "app/client/notificationservice.h"

#include <QByteArray>
#include <QIcon>

class QSystemTrayIcon;

namespace app {

// Notifications where the desktop has no service for them: words at an icon in its tray, which is
// there only while there is something to say. Without a tray nothing is shown.
class TrayNotifications : public NotificationService {
    Q_OBJECT

public:
    explicit TrayNotifications(const QIcon &icon, QObject *parent = nullptr);

    void show(const QByteArray &key, const NotificationText &text) override;
    void withdraw(const QByteArray &key) override;
    void hide();

private:
    void click();

    QIcon m_picture;
    QSystemTrayIcon *m_icon = nullptr;
    QByteArray m_key; // of what it says
};

} // namespace app
