#include "app/client/desktopnotifications.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

#include <utility>

namespace app {

namespace {

constexpr int answerTime = 5000; // milliseconds
constexpr qsizetype longestTitle = 80; // characters
constexpr qsizetype longestBody = 300;

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

QString shortened(const QString &text, qsizetype longest)
{
    return text.size() > longest ? text.left(longest - 1) + u'…' : text;
}

QVariantMap hintsOf(const NotificationText &text)
{
    constexpr uchar normal = 1;
    return {{QStringLiteral("desktop-entry"), QStringLiteral("org.maru.Chat")},
        {QStringLiteral("category"), QStringLiteral("im.received")},
        {QStringLiteral("urgency"), QVariant::fromValue(normal)},
        {QStringLiteral("x-maru-mention"), text.isUrgent}};
}

} // namespace

DesktopNotifications::DesktopNotifications(const QDBusConnection &bus, QObject *parent)
    : NotificationService(parent)
    , m_bus(bus)
{
    if (!m_bus.isConnected())
        return;
    m_bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
        SLOT(onActionInvoked(uint, QString)));
    m_bus.connect(service, path, service, QStringLiteral("ActivationToken"), this,
        SLOT(onActivationToken(uint, QString)));
    m_bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
        SLOT(onClosed(uint, uint)));
}

void DesktopNotifications::show(const QByteArray &key, const NotificationText &text)
{
    if (!m_bus.isConnected()) {
        refuse(key, text);
        return;
    }
    Shown &shown = m_shown[key];
    shown.isWithdrawn = false;
    if (shown.isOnItsWay || !m_capabilities) {
        shown.next = text;
        askCapabilities();
        return;
    }
    notify(key, text);
}

// What markup means, and whether a click is told, differs from desktop to desktop.
void DesktopNotifications::askCapabilities()
{
    if (m_capabilities || std::exchange(m_asksCapabilities, true))
        return;
    auto *asked = new QDBusPendingCallWatcher(
        m_bus.asyncCall(call(QStringLiteral("GetCapabilities")), answerTime), this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
        asked->deleteLater();
        m_asksCapabilities = false;
        const QDBusPendingReply<QStringList> reply = *asked;
        if (!reply.isError())
            m_capabilities = reply.value();
        for (auto &[key, shown] : std::map(m_shown)) {
            if (!shown.next)
                continue;
            m_shown.erase(key);
            reply.isError() ? refuse(key, *shown.next) : notify(key, *shown.next);
        }
    });
}

void DesktopNotifications::notify(const QByteArray &key, const NotificationText &text)
{
    Shown &shown = m_shown[key];
    shown.isOnItsWay = true;
    shown.next.reset();
    QString body = shortened(text.body, longestBody);
    if (m_capabilities->contains(QStringLiteral("body-markup")))
        body = body.toHtmlEscaped();
    QStringList actions;
    if (m_capabilities->contains(QStringLiteral("actions")))
        actions = {QStringLiteral("default"), QString()};
    QDBusMessage message = call(QStringLiteral("Notify"));
    message << QStringLiteral("Maru") << shown.id << QStringLiteral("org.maru.Chat")
            << shortened(text.title, longestTitle) << body << actions << hintsOf(text) << -1;
    auto *sent = new QDBusPendingCallWatcher(m_bus.asyncCall(message, answerTime), this);
    connect(sent, &QDBusPendingCallWatcher::finished, this, [this, sent, key, text] {
        sent->deleteLater();
        onNotified(key, text, *sent);
    });
}

void DesktopNotifications::onNotified(
    const QByteArray &key, const NotificationText &text, const QDBusPendingCallWatcher &call)
{
    const QDBusPendingReply<uint> reply = call;
    const auto known = m_shown.find(key);
    if (known == m_shown.end())
        return;
    Shown &shown = known->second;
    shown.isOnItsWay = false;
    if (reply.isError()) {
        const bool isWanted = !shown.isWithdrawn;
        const NotificationText newest = shown.next.value_or(text);
        m_shown.erase(known);
        m_capabilities.reset(); // another one may come
        if (isWanted)
            refuse(key, newest);
        return;
    }
    shown.id = reply.value();
    if (shown.isWithdrawn) {
        close(shown.id);
        m_shown.erase(known);
    } else if (shown.next) {
        notify(key, NotificationText(*shown.next));
    }
}

void DesktopNotifications::refuse(const QByteArray &key, const NotificationText &text)
{
    Q_EMIT refused(key, text);
}

void DesktopNotifications::withdraw(const QByteArray &key)
{
    const auto known = m_shown.find(key);
    if (known == m_shown.end())
        return;
    Shown &shown = known->second;
    shown.next.reset();
    if (shown.isOnItsWay) {
        shown.isWithdrawn = true;
        return;
    }
    if (shown.id != 0)
        close(shown.id);
    m_shown.erase(known);
}

void DesktopNotifications::close(uint id)
{
    m_bus.asyncCall(call(QStringLiteral("CloseNotification")) << id, answerTime);
}

std::optional<QByteArray> DesktopNotifications::keyOf(uint id) const
{
    for (const auto &[key, shown] : m_shown) {
        if (shown.id == id)
            return key;
    }
    return std::nullopt;
}

void DesktopNotifications::onActivationToken(uint id, const QString &token)
{
    if (keyOf(id))
        m_tokens[id] = token.toUtf8();
}

void DesktopNotifications::onActionInvoked(uint id, const QString &action)
{
    const auto key = keyOf(id);
    if (!key || action != QStringLiteral("default"))
        return;
    const QByteArray token = m_tokens[id];
    m_tokens.erase(id);
    Q_EMIT activated(*key, token);
}

void DesktopNotifications::onClosed(uint id, uint)
{
    m_tokens.erase(id);
    if (const auto key = keyOf(id); key && !m_shown[*key].isOnItsWay)
        m_shown.erase(*key);
}

} // namespace app
