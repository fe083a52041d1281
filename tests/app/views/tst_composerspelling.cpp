#include "app/client/settings.h"
#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/composerspelling.h"
#include "app/views/theme.h"
#include "tests/app/support/dictionaries.h"

#include <QContextMenuEvent>
#include <QInputMethodEvent>
#include <QLocale>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;

class ComposerSpellingTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dictionaries;
    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Composer> m_composer;
    ComposerSpelling *m_spelling = nullptr;

    ComposerEdit *edit() { return m_composer->edit(); }
    // The menu at the first word, opened by the keyboard; nullptr: it has no such action.
    QAction *action(const QString &text)
    {
        delete edit()->findChild<QMenu *>();
        edit()->moveCursor(QTextCursor::Start);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(1, 1), QPoint(1, 1));
        QCoreApplication::sendEvent(edit(), &event);
        const auto *menu = edit()->findChild<QMenu *>();
        for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
            if (action->text() == text) {
                return action;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        test::writeDictionary(
            m_dictionaries.path(), u"en_US"_s, {u"hello"_s, u"there"_s, u"friends"_s});
    }

    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_settings = std::make_unique<Settings>(m_profile->path());
        m_composer = std::make_unique<Composer>(m_theme.get());
        m_spelling =
            new ComposerSpelling(m_theme.get(), m_settings.get(), edit(), {m_dictionaries.path()});
        m_composer->resize(500, 100);
        m_composer->show();
        m_composer->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
        m_composer->setFocus();
    }

    void cleanup()
    {
        delete edit()->findChild<QMenu *>();
        m_composer->close(); // the focus goes before it does
        m_composer.reset();
    }

    void misspeltWordsAreUnderlinedButNotTheOneBeingWritten()
    {
        QTest::keyClicks(edit(), u"helo there frends"_s);
        QTRY_COMPARE(m_spelling->marked(), QStringList(u"helo"_s));
        QTest::keyClicks(edit(), u" "_s);
        QTRY_COMPARE(m_spelling->marked(), (QStringList{u"helo"_s, u"frends"_s}));
        QCOMPARE(m_composer->text(), u"helo there frends "_s);
        QVERIFY(edit()->document()->isUndoAvailable());
        m_composer->setDraft({});
        QTRY_VERIFY(m_spelling->marked().isEmpty());
    }

    void nothingIsLookedAtWhileASyllableIsComposed()
    {
        QTest::keyClicks(edit(), u"helo "_s);
        QInputMethodEvent composing(u"하"_s, {});
        QCoreApplication::sendEvent(edit(), &composing);
        QCoreApplication::processEvents();
        QVERIFY(m_spelling->marked().isEmpty());
        QInputMethodEvent done;
        done.setCommitString(u"하 "_s);
        QCoreApplication::sendEvent(edit(), &done);
        QTRY_COMPARE(m_spelling->marked(), QStringList(u"helo"_s));
    }

    void theMenuOffersOtherWords()
    {
        QTest::keyClicks(edit(), u"helo there "_s);
        QTRY_COMPARE(m_spelling->marked(), QStringList(u"helo"_s));
        QAction *hello = action(u"hello"_s);
        QVERIFY(hello);
        hello->trigger();
        QCOMPARE(m_composer->text(), u"hello there "_s);
        QTRY_VERIFY(m_spelling->marked().isEmpty());
        edit()->undo();
        QCOMPARE(m_composer->text(), u"helo there "_s);
    }

    void aWordThatIsRightStaysRight()
    {
        QTest::keyClicks(edit(), u"maru there "_s);
        QTRY_COMPARE(m_spelling->marked(), QStringList(u"maru"_s));
        QAction *accept = action(u"“maru” is right"_s);
        QVERIFY(accept);
        accept->trigger();
        QTRY_VERIFY(m_spelling->marked().isEmpty());
        QCOMPARE(Settings(m_profile->path()).acceptedWords(), QStringList(u"maru"_s));
    }

    void itCanBeSwitchedOff()
    {
        QTest::keyClicks(edit(), u"helo there "_s);
        QTRY_COMPARE(m_spelling->marked(), QStringList(u"helo"_s));
        QAction *check = action(u"Check the spelling"_s);
        QVERIFY(check && check->isChecked());
        check->trigger();
        QVERIFY(m_spelling->marked().isEmpty());
        QVERIFY(!m_settings->checksSpelling());
        QVERIFY(!action(u"hello"_s));
        QVERIFY(!action(u"Check the spelling"_s)->isChecked());
    }
};

QTEST_MAIN(ComposerSpellingTest)
#include "tst_composerspelling.moc"
