#include "app/views/traynotifications.h"

#include <QSystemTrayIcon>

namespace app {

TrayNotifications::TrayNotifications(const QIcon &icon, QObject *parent)
    : NotificationService(parent)
    , m_picture(icon)
{
}

// A tray comes and goes with the desktop's bar.
void TrayNotifications::show(const QByteArray &key, const NotificationText &text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        Q_EMIT refused(key, text);
        return;
    }
    if (!m_icon) {
        m_icon = new QSystemTrayIcon(m_picture, this);
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &TrayNotifications::click);
        connect(m_icon, &QSystemTrayIcon::activated, this, &TrayNotifications::click);
    }
    m_key = key;
    m_icon->setToolTip(text.title);
    m_icon->show();
    m_icon->showMessage(text.title, text.body, m_picture);
}

void TrayNotifications::withdraw(const QByteArray &key)
{
    if (key == m_key) {
        hide();
    }
}

void TrayNotifications::click()
{
    const QByteArray key = m_key;
    hide();
    Q_EMIT activated(key, {});
}

void TrayNotifications::hide()
{
    if (m_icon) {
        m_icon->hide();
    }
    m_key.clear();
}

} // namespace app
