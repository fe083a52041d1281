#include "app/views/shortcuts.h"

#include <QHash>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace app;

// The table of keys itself.
class ShortcutsTest : public QObject {
    Q_OBJECT

    static QList<QKeySequence> keysOf(Shortcut shortcut)
    {
        QList<QKeySequence> keys;
        for (const ShortcutKeys &row : ShortcutKeys::table()) {
            if (row.shortcut == shortcut) {
                keys += row.keys;
            }
        }
        return keys;
    }

private Q_SLOTS:
    void noKeyDoesTwoThings()
    {
        QSet<QKeySequence> seen;
        for (const ShortcutKeys &row : ShortcutKeys::table()) {
            for (const QKeySequence &key : row.keys) {
                QVERIFY2(!key.isEmpty(), qPrintable(ShortcutWords::of(row.shortcut)));
                QVERIFY2(!seen.contains(key), qPrintable(key.toString()));
                seen.insert(key);
            }
        }
    }

    void everyKeySaysWhatItDoes()
    {
        QSet<QString> words;
        for (const ShortcutKeys &row : ShortcutKeys::table()) {
            const QString text = ShortcutWords::of(row.shortcut);
            QVERIFY(!text.isEmpty());
            QVERIFY2(!words.contains(text), qPrintable(text));
            words.insert(text);
        }
    }

    void theyAreWhatPeopleExpect_data()
    {
        QTest::addColumn<Shortcut>("shortcut");
        QTest::addColumn<QStringList>("keys");
        const auto row = [](Shortcut shortcut, const QStringList &keys) {
            QTest::newRow(qPrintable(ShortcutWords::of(shortcut))) << shortcut << keys;
        };
        row(Shortcut::SwitchRoom, {u"Ctrl+K"_s});
        row(Shortcut::PreviousRoom, {u"Alt+Up"_s, u"Ctrl+PgUp"_s});
        row(Shortcut::NextRoom, {u"Alt+Down"_s, u"Ctrl+PgDown"_s});
        row(Shortcut::PreviousUnread, {u"Alt+Shift+Up"_s});
        row(Shortcut::NextUnread, {u"Alt+Shift+Down"_s});
        row(Shortcut::NumberedRoom,
            {u"Alt+1"_s, u"Alt+2"_s, u"Alt+3"_s, u"Alt+4"_s, u"Alt+5"_s, u"Alt+6"_s, u"Alt+7"_s,
                u"Alt+8"_s, u"Alt+9"_s});
        row(Shortcut::Back, {u"Alt+Left"_s});
        row(Shortcut::Forward, {u"Alt+Right"_s});
        row(Shortcut::MarkAllRead, {u"Shift+Esc"_s});
        row(Shortcut::Search, {u"Ctrl+F"_s});
        row(Shortcut::SearchEverywhere, {u"Ctrl+Shift+F"_s});
        row(Shortcut::Members, {u"Ctrl+."_s});
        row(Shortcut::NextRegion, {u"F6"_s});
        row(Shortcut::PreviousRegion, {u"Shift+F6"_s});
        row(Shortcut::ZoomIn, {u"Ctrl++"_s, u"Ctrl+="_s});
        row(Shortcut::ZoomOut, {u"Ctrl+-"_s});
        row(Shortcut::ZoomReset, {u"Ctrl+0"_s});
        row(Shortcut::Help, {u"Ctrl+/"_s, u"F1"_s});
    }

    void theyAreWhatPeopleExpect()
    {
        QFETCH(Shortcut, shortcut);
        QFETCH(QStringList, keys);
        QStringList found;
        for (const QKeySequence &key : keysOf(shortcut)) {
            found += key.toString(QKeySequence::PortableText);
        }
        QCOMPARE(found, keys);
    }
};

QTEST_MAIN(ShortcutsTest)
#include "tst_shortcuts.moc"
