#include "app/delegates/avatar.h"
#include "app/views/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <algorithm>

using namespace app;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data()
    {
        QTest::addColumn<Colors>("colors");
        QTest::newRow("light") << Theme::lightColors();
        QTest::newRow("dark") << Theme::darkColors();
        QTest::newRow("high contrast, light") << Theme::highContrastColors(false);
        QTest::newRow("high contrast, dark") << Theme::highContrastColors(true);
    }

    // WCAG 2.1, 1.4.3: every pair of a colour of text and what it is painted on.
    void textIsReadable()
    {
        QFETCH(Colors, colors);
        const Colors &c = colors;
        const auto isReadable = [](const QColor &text, const QList<QColor> &grounds) {
            return std::all_of(grounds.begin(), grounds.end(),
                [&text](const QColor &ground) { return contrast(text, ground) >= 4.5; });
        };
        const QList<QColor> grounds{c.window, c.base, c.raised, c.hover, c.active, c.accentSoft};
        QVERIFY(isReadable(c.text, grounds + QList{c.selection, c.dangerSoft, c.warningSoft}));
        QVERIFY(isReadable(c.textMuted, grounds));
        QVERIFY(isReadable(c.accent, grounds));
        QVERIFY(isReadable(c.onAccent, {c.accent, c.accentHover}));
        QVERIFY(isReadable(c.danger, {c.window, c.base, c.raised, c.dangerSoft}));
        QVERIFY(isReadable(c.warning, {c.window, c.base, c.warningSoft}));
        QVERIFY(isReadable(c.window, {c.textMuted})); // badges
        QVERIFY(isReadable(c.base, {c.text})); // tool tips
        for (const QColor &ground : {c.window, c.base, c.raised, c.hover}) {
            QVERIFY(contrast(c.text, ground) >= 7);
        }
    }

    // 1.4.6 for all of it, and lines that are seen (1.4.11).
    void highContrastIsHigh_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void highContrastIsHigh()
    {
        QFETCH(bool, isDark);
        const Colors c = Theme::highContrastColors(isDark);
        for (const QColor &text : {c.text, c.textMuted, c.accent}) {
            for (const QColor &ground : {c.window, c.base, c.raised, c.hover, c.active}) {
                QVERIFY(contrast(text, ground) >= 7);
            }
        }
        QVERIFY(contrast(c.text, c.selection) >= 7);
        QVERIFY(contrast(c.onAccent, c.accent) >= 7);
        QVERIFY(contrast(c.danger, c.dangerSoft) >= 7);
        for (const QColor &ground : {c.window, c.base, c.raised}) {
            QVERIFY(contrast(c.line, ground) >= 3);
            QVERIFY(contrast(c.lineStrong, ground) >= 7);
        }
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
        for (const Theme::Mode mode : {Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark,
                 Theme::Mode::HighContrast}) {
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

    void whatTheDesktopSaysOutranksItsPalette()
    {
        Theme theme(Theme::Mode::System);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setScheme({true, false});
        QCOMPARE(theme.colors(), Theme::darkColors());
        theme.setScheme({false, false});
        QCOMPARE(theme.colors(), Theme::lightColors());
        theme.setScheme({true, true});
        QCOMPARE(theme.colors(), Theme::highContrastColors(true));
        QCOMPARE(changed.count(), 3);
        theme.setScheme({true, true});
        QCOMPARE(changed.count(), 3);
        theme.setMode(Theme::Mode::Light);
        QCOMPARE(theme.colors(), Theme::lightColors());
        theme.setMode(Theme::Mode::HighContrast);
        QCOMPARE(theme.colors(), Theme::highContrastColors(true));
    }

    void zoomIsLive()
    {
        Theme theme(Theme::Mode::Light);
        const qreal usual = theme.fonts().body.pointSizeF();
        QWidget window;
        window.show();
        theme.setLooks({Theme::Mode::Light, 150, false});
        QCOMPARE(theme.fonts().body.pointSizeF(), usual * 1.5);
        QCOMPARE(window.font().pointSizeF(), usual * 1.5);
        QCOMPARE(theme.appearance().scaled(20), 30);
        theme.setLooks({Theme::Mode::Light, 5000, true});
        QCOMPARE(theme.looks().zoom, 250);
        QVERIFY(theme.appearance().isDense);
        theme.setLooks({Theme::Mode::Light});
        QCOMPARE(window.font().pointSizeF(), usual);
    }

    void zoomGoesByStepsToItsEnds()
    {
        QCOMPARE(Theme::zoomStep(100, 1), 110);
        QCOMPARE(Theme::zoomStep(100, -1), 90);
        QCOMPARE(Theme::zoomStep(105, 1), 110);
        QCOMPARE(Theme::zoomStep(105, -1), 100);
        QCOMPARE(Theme::zoomStep(250, 1), 250);
        QCOMPARE(Theme::zoomStep(75, -1), 75);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
