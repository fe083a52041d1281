#pragma once

#include <QObject>
#include <QString>

#include <optional>

class QDBusConnection;
class QDBusVariant;
class QVariant;

namespace app {

// What the desktop wants programs to look like.
struct ColorScheme {
    std::optional<bool> isDark; // nothing: it does not say
    bool wantsContrast = false;

    friend bool operator==(const ColorScheme &, const ColorScheme &) = default;
};

// Asks the desktop portal for it, and hears when it changes; where there is none, nothing comes.
// UI thread.
class DesktopColors : public QObject {
    Q_OBJECT

public:
    explicit DesktopColors(QObject *parent = nullptr); // on the bus of the session
    explicit DesktopColors(const QDBusConnection &bus, QObject *parent = nullptr);

    const ColorScheme &scheme() const { return m_scheme; }

Q_SIGNALS:
    void changed(const app::ColorScheme &scheme);

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QDBusConnection &bus, const QString &key);
    void take(const QString &key, const QVariant &value);

    ColorScheme m_scheme;
};

} // namespace app
