#include "app/views/searchedit.h"
#include "app/views/settingrow.h"
#include "app/views/settingsdialog.h"
#include "app/views/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;

using Category = SettingCategory;

class SettingsDialogTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SettingsDialog> m_dialog;
    bool m_isOn = false;
    QString m_size = u"small"_s;
    QString m_name = u"Ann"_s;
    int m_runs = 0;

    std::vector<Setting> settings()
    {
        return {
            {Category::Advanced, u"Folder"_s, {}, u"path"_s,
                SettingAction{u"Open"_s, [this] { ++m_runs; }}},
            {Category::General, u"Your name"_s, u"As others see it."_s, u"nickname"_s,
                SettingText{
                    64, [this] { return m_name; }, [this](const QString &name) { m_name = name; }}},
            {Category::General, u"알림 소리"_s, {}, {},
                SettingToggle{[this] { return m_isOn; }, [this](bool isOn) { m_isOn = isOn; }}},
            {Category::Appearance, u"Size"_s, {}, {},
                SettingChoice{{{u"small"_s, u"Tiny letters"_s}, {u"large"_s, u"Huge letters"_s}},
                    [this] { return m_size; }, [this](const QString &size) { m_size = size; }}},
            {Category::Advanced, u"How often"_s, {}, {},
                SettingFact{[this] { return QString::number(m_runs); }}},
        };
    }

    QStringList shown()
    {
        QStringList titles;
        for (const SettingRow *row : m_dialog->shownRows()) {
            titles += row->setting().title;
        }
        return titles;
    }

    template<typename Widget>
    Widget *find(const QString &name)
    {
        for (Widget *widget : m_dialog->findChildren<Widget *>()) {
            if (widget->accessibleName() == name || widget->property("text").toString() == name) {
                return widget;
            }
        }
        return nullptr;
    }

    void type(const QString &text)
    {
        auto *search = m_dialog->findChild<SearchEdit *>();
        search->setText(text);
    }

private Q_SLOTS:
    void init()
    {
        m_isOn = false;
        m_size = u"small"_s;
        m_name = u"Ann"_s;
        m_runs = 0;
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_dialog = std::make_unique<SettingsDialog>(settings(), m_theme.get());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void cleanup() { m_dialog.reset(); }

    void aCategoryIsShownAtATime()
    {
        QCOMPARE(shown(), (QStringList{u"Your name"_s, u"알림 소리"_s}));
        find<QPushButton>(u"Advanced"_s)->click();
        QCOMPARE(shown(), (QStringList{u"Folder"_s, u"How often"_s}));
        QVERIFY(!find<QPushButton>(u"Messages"_s)); // nothing is in it
    }

    void whatIsTypedIsLookedForEverywhere_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("title") << u"size"_s << QStringList{u"Size"_s};
        QTest::newRow("detail") << u"others see"_s << QStringList{u"Your name"_s};
        QTest::newRow("key word") << u"NICK"_s << QStringList{u"Your name"_s};
        QTest::newRow("a choice") << u"huge"_s << QStringList{u"Size"_s};
        QTest::newRow("words in any order") << u"see name"_s << QStringList{u"Your name"_s};
        QTest::newRow("initial consonants") << u"ㅇㄹ"_s << QStringList{u"알림 소리"_s};
        QTest::newRow("several") << u"o"_s
                                 << QStringList{u"Your name"_s, u"Folder"_s, u"How often"_s};
        QTest::newRow("nothing") << u"xyz"_s << QStringList();
    }

    void whatIsTypedIsLookedForEverywhere()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, found);
        type(typed);
        QCOMPARE(shown(), found);
        QCOMPARE(find<QLabel>(u"No setting is called so."_s)->isVisible(), found.isEmpty());
        type({});
        QCOMPARE(shown(), (QStringList{u"Your name"_s, u"알림 소리"_s}));
    }

    void whatIsChangedTakesEffectAtOnce()
    {
        find<QCheckBox>(u"알림 소리"_s)->click();
        QVERIFY(m_isOn);
        auto *name = find<QLineEdit>(u"Your name"_s);
        QCOMPARE(name->text(), u"Ann"_s);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, u"Ben"_s);
        QCOMPARE(m_name, u"Ben"_s);
        name->selectAll();
        QTest::keyClick(name, Qt::Key_Delete);
        QCOMPARE(m_name, u"Ben"_s); // nobody is without a name
        m_dialog->showCategory(Category::Appearance);
        QVERIFY(find<QPushButton>(u"Size: Tiny letters"_s)->isChecked());
        find<QPushButton>(u"Size: Huge letters"_s)->click();
        QCOMPARE(m_size, u"large"_s);
        m_dialog->showCategory(Category::Advanced);
        find<QPushButton>(u"Open"_s)->click();
        QCOMPARE(m_runs, 1);
        QVERIFY(find<QLabel>(u"1"_s)); // the fact follows
    }

    void whatIsChangedElsewhereIsSeen()
    {
        m_dialog->showCategory(Category::Appearance);
        m_size = u"large"_s;
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(u"Size: Huge letters"_s)->isChecked(), 10'000);
    }

    void aNarrowWindowShowsAllBelowEachOther()
    {
        m_dialog->resize(400, 500);
        QCOMPARE(shown().size(), 5);
        QVERIFY(!find<QPushButton>(u"Advanced"_s)->isVisible());
        type(u"size"_s);
        QCOMPARE(shown(), QStringList{u"Size"_s});
    }

    void everyControlIsReachedByTab()
    {
        m_dialog->resize(400, 500);
        const QWidget *start = m_dialog->focusWidget();
        QVERIFY(start);
        QStringList reached;
        do {
            QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
            reached += m_dialog->focusWidget()->accessibleName()
                + m_dialog->focusWidget()->property("text").toString();
        } while (m_dialog->focusWidget() != start && reached.size() < 50);
        QVERIFY(reached.size() < 50);
        const QString all = reached.join(u'\n');
        for (const QString &name : {u"Your name"_s, u"알림 소리"_s, u"Size"_s, u"Open"_s}) {
            QVERIFY2(all.contains(name), qPrintable(name));
        }
    }
};

QTEST_MAIN(SettingsDialogTest)
#include "tst_settingsdialog.moc"
