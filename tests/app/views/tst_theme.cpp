#include "app/delegates/avatar.h"
#include "app/views/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace app;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data()
    {
        QTest::addColumn<Colors>("colors");
        QTest::newRow("light") << Theme::lightColors();
        QTest::newRow("dark") << Theme::darkColors();
    }

    void textIsReadable()
    {
        QFETCH(Colors, colors);
        for (const QColor &ground : {colors.window, colors.base, colors.raised, colors.hover}) {
            QVERIFY(contrast(colors.text, ground) >= 7);
            QVERIFY(contrast(colors.textMuted, ground) >= 4.5);
            QVERIFY(contrast(colors.accent, ground) >= 4.5);
        }
        QVERIFY(contrast(colors.textMuted, colors.active) >= 4.2);
        QVERIFY(contrast(colors.text, colors.selection) >= 4.5);
        QVERIFY(contrast(colors.onAccent, colors.accent) >= 4.5);
        QVERIFY(contrast(colors.danger, colors.base) >= 4.5);
        QVERIFY(contrast(colors.warning, colors.warningSoft) >= 4.5);
    }

    void everyColourOfTheStyleSheetIsKnown()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Dark);
        QVERIFY(theme.appearance().isDark);
        QVERIFY(qApp->styleSheet().contains(Theme::darkColors().accent.name()));
        QVERIFY(!qApp->styleSheet().contains(u'@'));
    }

    void modesHaveNames()
    {
        for (const Theme::Mode mode :
            {Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark}) {
            QCOMPARE(Theme::modeFromName(Theme::modeName(mode)), mode);
        }
        QCOMPARE(Theme::modeFromName(QStringLiteral("purple")), Theme::Mode::System);
    }

    void theSystemsChangeIsFollowedWhileItRuns()
    {
        Theme theme(Theme::Mode::System);
        QSignalSpy changed(&theme, &Theme::changed);
        QApplication::setPalette(QPalette(QColor(40, 40, 40))); // as a platform does
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(theme.appearance().isDark);
        QApplication::setPalette(QPalette(QColor(240, 240, 240)));
        QTRY_COMPARE(changed.count(), 2);
        QVERIFY(!theme.appearance().isDark);
        theme.setMode(Theme::Mode::Dark);
        QApplication::setPalette(QPalette(QColor(240, 240, 240)));
        QTRY_COMPARE(changed.count(), 4);
        QVERIFY(theme.appearance().isDark); // chosen, whatever the system has
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
