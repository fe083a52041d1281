#include "app/client/desktopcolors.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <utility>

namespace app {

namespace {

const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portalInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearanceGroup = QStringLiteral("org.freedesktop.appearance");
const QString colorSchemeKey = QStringLiteral("color-scheme");
const QString contrastKey = QStringLiteral("contrast");

// The portal wraps what it answers more than once.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

DesktopColors::DesktopColors(QObject *parent)
    : DesktopColors(QDBusConnection::sessionBus(), parent)
{
}

DesktopColors::DesktopColors(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
{
    if (!bus.isConnected())
        return;
    QDBusConnection(bus).connect(portalService, portalPath, portalInterface,
        QStringLiteral("SettingChanged"), this,
        SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    ask(bus, colorSchemeKey);
    ask(bus, contrastKey);
}

void DesktopColors::ask(const QDBusConnection &bus, const QString &key)
{
    QDBusMessage question = QDBusMessage::createMethodCall(
        portalService, portalPath, portalInterface, QStringLiteral("Read"));
    question.setArguments({appearanceGroup, key});
    question.setAutoStartService(false);
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, key, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid())
            take(key, unwrapped(QVariant::fromValue(reply.value())));
        answer->deleteLater();
    });
}

void DesktopColors::onSettingChanged(
    const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup)
        take(key, unwrapped(value.variant()));
}

void DesktopColors::take(const QString &key, const QVariant &value)
{
    ColorScheme scheme = m_scheme;
    const uint number = value.toUInt();
    if (key == colorSchemeKey)
        scheme.isDark = number == 1 || number == 2 ? std::optional(number == 1) : std::nullopt;
    else if (key == contrastKey)
        scheme.wantsContrast = number == 1;
    if (scheme != std::exchange(m_scheme, scheme))
        Q_EMIT changed(m_scheme);
}

} // namespace app
