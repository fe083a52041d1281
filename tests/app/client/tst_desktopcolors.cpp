#include "app/client/desktopcolors.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using app::ColorScheme;
using app::DesktopColors;

// Stands where the desktop's portal answers.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;
    uint contrast = 0;

    void change(const QString &group, const QString &key, uint value)
    {
        scheme = group == u"org.freedesktop.appearance" ? value : scheme;
        Q_EMIT SettingChanged(group, key, QDBusVariant(value));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &key)
    {
        const uint value = key == u"contrast" ? contrast : scheme;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value))); // wrapped twice
    }
};

class TestDesktopColors : public QObject {
    Q_OBJECT

    QProcess m_daemon;
    QString m_address;
    std::unique_ptr<FakePortal> m_portal;

    static QString appearance() { return u"org.freedesktop.appearance"_s; }
    QDBusConnection bus() const { return QDBusConnection::connectToBus(m_address, u"asking"_s); }

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon.start(u"dbus-daemon"_s,
            {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address=1"_s});
        QVERIFY(m_daemon.waitForStarted());
        QVERIFY(m_daemon.waitForReadyRead());
        m_address = QString::fromLatin1(m_daemon.readLine().trimmed());
    }

    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"asking"_s);
        QDBusConnection::disconnectFromBus(u"portal"_s);
        m_daemon.terminate();
        QVERIFY(m_daemon.waitForFinished());
    }

    void init()
    {
        m_portal = std::make_unique<FakePortal>();
        QDBusConnection portal = QDBusConnection::connectToBus(m_address, u"portal"_s);
        QVERIFY(portal.registerObject(u"/org/freedesktop/portal/desktop"_s, m_portal.get(),
            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(portal.registerService(u"org.freedesktop.portal.Desktop"_s));
    }

    void cleanup()
    {
        QDBusConnection portal(u"portal"_s);
        portal.unregisterObject(u"/org/freedesktop/portal/desktop"_s);
        portal.unregisterService(u"org.freedesktop.portal.Desktop"_s);
    }

    void itIsAskedAtTheStart()
    {
        m_portal->scheme = 1;
        m_portal->contrast = 1;
        DesktopColors colors(bus());
        QTRY_COMPARE(colors.scheme(), (ColorScheme{true, true}));
    }

    void aChangeIsHeardAtOnce()
    {
        DesktopColors colors(bus());
        QSignalSpy changed(&colors, &DesktopColors::changed);
        m_portal->change(u"org.gnome.desktop"_s, u"color-scheme"_s, 1); // of another group
        m_portal->change(appearance(), u"color-scheme"_s, 1);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(colors.scheme(), (ColorScheme{true, false}));
        m_portal->change(appearance(), u"color-scheme"_s, 2);
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(colors.scheme().isDark, std::optional(false));
        m_portal->change(appearance(), u"color-scheme"_s, 0); // it does not mind
        QTRY_COMPARE(changed.count(), 3);
        QCOMPARE(colors.scheme(), ColorScheme{});
    }

    void withoutAPortalNothingIsSaid()
    {
        QDBusConnection(u"portal"_s).unregisterService(u"org.freedesktop.portal.Desktop"_s);
        DesktopColors colors(bus());
        DesktopColors alone(QDBusConnection(u"no bus"_s));
        QSignalSpy changed(&colors, &DesktopColors::changed);
        QDBusConnection(u"portal"_s).registerService(u"org.freedesktop.portal.Desktop"_s);
        m_portal->change(appearance(), u"color-scheme"_s, 1); // it has come since
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(alone.scheme(), ColorScheme{});
    }
};

QTEST_GUILESS_MAIN(TestDesktopColors)
#include "tst_desktopcolors.moc"
