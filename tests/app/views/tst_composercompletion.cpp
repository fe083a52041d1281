#include "app/client/emojicatalogue.h"
#include "app/views/completionpopup.h"
#include "app/views/composer.h"
#include "app/views/composercompletion.h"
#include "app/views/composeredit.h"
#include "app/views/theme.h"

#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>

using namespace app;

static void compose(QWidget *edit, const QString &preedit, const QString &commit = {})
{
    QInputMethodEvent event(preedit, {});
    event.setCommitString(commit);
    QCoreApplication::sendEvent(edit, &event);
}

class ComposerCompletionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;

    ComposerEdit *edit() { return m_composer->edit(); }
    CompletionPopup *popup() { return m_composer->completion()->popup(); }
    void type(const char *text) { QTest::keyClicks(edit(), QString::fromUtf8(text)); }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_composer = new Composer(m_theme.get());
        layout->addStretch();
        layout->addWidget(m_composer);
        m_composer->completion()->setSources([] {
            return CompletionSources{
                {QStringLiteral("Ann Baker"), QStringLiteral("Anton"), QStringLiteral("민수")},
                {QStringLiteral("Kitchen")}, {}, nullptr};
        });
        m_window->resize(500, 500);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_composer->setFocus();
    }

    void cleanup() { m_window.reset(); }

    void namesAreOfferedWhileTheyAreTyped()
    {
        type("hi @");
        QVERIFY(popup()->isVisible());
        QCOMPARE(popup()->count(), 3);
        type("an");
        QCOMPARE(popup()->count(), 2);
        type(" ");
        QVERIFY(!popup()->isVisible());
    }

    void enterTakesWhatIsChosenAndSendsNothing()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        type("hi @an");
        QTest::keyClick(edit(), Qt::Key_Down);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_composer->text(), QStringLiteral("hi @Anton "));
        QCOMPARE(sent.count(), 0);
        QVERIFY(!popup()->isVisible());
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 1);
    }

    void tabTakesTheFirstAndElseLeavesTheField()
    {
        type("#kit");
        QTest::keyClick(edit(), Qt::Key_Tab);
        QCOMPARE(m_composer->text(), QStringLiteral("#Kitchen "));
        QVERIFY(edit()->hasFocus());
        QTest::keyClick(edit(), Qt::Key_Tab);
        QVERIFY(!edit()->hasFocus());
    }

    void escapeClosesTheSuggestionsOnly()
    {
        QSignalSpy dismissed(m_composer, &Composer::contextDismissed);
        m_composer->setContext(QStringLiteral("Reply"));
        type("@an");
        QTest::keyClick(edit(), Qt::Key_Escape);
        QVERIFY(!popup()->isVisible());
        QCOMPARE(dismissed.count(), 0);
        QCOMPARE(m_composer->text(), QStringLiteral("@an"));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
    }

    void upWrapsToTheLast()
    {
        type("@");
        QTest::keyClick(edit(), Qt::Key_Up);
        QCOMPARE(popup()->current(), 2);
        QTest::keyClick(edit(), Qt::Key_Down);
        QCOMPARE(popup()->current(), 0);
    }

    void emojiNamesAreReplaced()
    {
        type(":tad");
        QVERIFY(popup()->isVisible());
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_composer->text(), QStringLiteral("🎉"));
        type(" :heart:");
        QCOMPARE(m_composer->text(), QStringLiteral("🎉 ❤️"));
        type(" :nosuchname:");
        QCOMPARE(m_composer->text(), QStringLiteral("🎉 ❤️ :nosuchname:"));
    }

    void completingIsUndoneInOneStep()
    {
        type("@an");
        QTest::keyClick(edit(), Qt::Key_Tab);
        edit()->undo();
        QCOMPARE(m_composer->text(), QStringLiteral("@an"));
    }

    void nothingIsOfferedWhileASyllableIsComposed()
    {
        type("@");
        QVERIFY(popup()->isVisible());
        compose(edit(), QStringLiteral("미"));
        QVERIFY(!popup()->isVisible());
        compose(edit(), QStringLiteral("ㅅ"), QStringLiteral("민"));
        QVERIFY(!popup()->isVisible());
        QCOMPARE(m_composer->text(), QStringLiteral("@민"));
    }

    void enterBehindASyllableSendsOnceAndCompletesNothing()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        type("@");
        compose(edit(), QStringLiteral("민"));
        compose(edit(), {}, QStringLiteral("민"));
        QVERIFY(popup()->isVisible());
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.first().first().toString(), QStringLiteral("@민"));
        QVERIFY(!popup()->isVisible());
    }

    void tabBehindASyllableCompletes()
    {
        type("@");
        compose(edit(), QStringLiteral("민"));
        compose(edit(), {}, QStringLiteral("민"));
        QTest::keyClick(edit(), Qt::Key_Tab);
        QCOMPARE(m_composer->text(), QStringLiteral("@민수 "));
    }

    void textThatIsPutInOffersNothing()
    {
        type("x");
        QTest::keyClick(edit(), Qt::Key_Left);
        m_composer->setDraft(QStringLiteral("@an"));
        QVERIFY(!popup()->isVisible());
    }

    void theButtonAsksForAPicker()
    {
        QSignalSpy asked(m_composer, &Composer::emojiRequested);
        type("a");
        m_composer->insert(QStringLiteral("😀"));
        QCOMPARE(m_composer->text(), QStringLiteral("a😀"));
        for (QToolButton *button : m_composer->findChildren<QToolButton *>()) {
            if (button->accessibleName() == QLatin1String("Emoji"))
                button->click();
        }
        QCOMPARE(asked.count(), 1);
    }
};

QTEST_MAIN(ComposerCompletionTest)
#include "tst_composercompletion.moc"
