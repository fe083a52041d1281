#include "app/delegates/icons.h"
#include "app/views/mainwindow.h"
#include "app/views/theme.h"
#include "app/views/traynotifications.h"
#include "app/views/unreadbadge.h"

#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace app;

class UnreadBadgeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTitleCounts_data()
    {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<QString>("title");
        QTest::newRow("nothing") << qint64(0) << u"Maru"_s;
        QTest::newRow("one") << qint64(1) << u"(1) Maru"_s;
        QTest::newRow("many") << qint64(99) << u"(99) Maru"_s;
        QTest::newRow("too many") << qint64(100) << u"(99+) Maru"_s;
    }

    void theTitleCounts()
    {
        QFETCH(qint64, count);
        QFETCH(QString, title);
        QCOMPARE(UnreadBadge::title(count), title);
    }

    void theIconShowsItInEverySize()
    {
        const QIcon plain = applicationIcon();
        const QIcon badged = UnreadBadge::icon(plain, 3);
        for (const int size : {16, 32, 256}) {
            const QImage image = badged.pixmap(QSize(size, size), 1.0).toImage();
            QVERIFY(image != plain.pixmap(QSize(size, size), 1.0).toImage());
            const QColor corner = image.pixelColor(size - size / 4, size - size / 8);
            QVERIFY2(corner.red() > corner.blue(), qPrintable(corner.name()));
        }
        QVERIFY(UnreadBadge::icon(plain, 12).pixmap(64, 64).toImage()
            != UnreadBadge::icon(plain, 13).pixmap(64, 64).toImage());
    }

    void theWindowHasBothAndLosesBoth()
    {
        Theme theme;
        MainWindow window(&theme);
        const QImage before = window.windowIcon().pixmap(64, 64).toImage();
        QVERIFY(!before.isNull());
        window.setUnread(5);
        QCOMPARE(window.windowTitle(), u"(5) Maru"_s);
        QVERIFY(window.windowIcon().pixmap(64, 64).toImage() != before);
        window.showStartPage();
        QCOMPARE(window.windowTitle(), u"Maru"_s);
        QCOMPARE(window.windowIcon().pixmap(64, 64).toImage(), before);
    }

    void withoutATrayNothingIsShownThere()
    {
        QVERIFY(!QSystemTrayIcon::isSystemTrayAvailable()); // of the offscreen platform
        TrayNotifications tray(applicationIcon());
        QSignalSpy refused(&tray, &NotificationService::refused);
        tray.show("kitchen", {u"Ann"_s, u"hello"_s, false});
        QCOMPARE(refused.count(), 1);
        QVERIFY(!tray.findChild<QSystemTrayIcon *>());
    }
};

QTEST_MAIN(UnreadBadgeTest)
#include "tst_unreadbadge.moc"
