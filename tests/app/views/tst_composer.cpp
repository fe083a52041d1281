#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
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

class ComposerTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
    QLineEdit *m_other = nullptr;

    ComposerEdit *edit() { return m_composer->edit(); }
    QToolButton *sendButton() { return m_composer->findChild<QToolButton *>(); }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_composer = new Composer(m_theme.get());
        m_other = new QLineEdit;
        layout->addWidget(m_composer);
        layout->addWidget(m_other);
        m_window->resize(500, 400);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_composer->setFocus();
    }

    void cleanup() { m_window.reset(); }

    void enterSendsAndEmptiesTheField()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        QTest::keyClicks(edit(), QStringLiteral("hello"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.first().first().toString(), QStringLiteral("hello"));
        QCOMPARE(m_composer->text(), QString());
    }

    void shiftEnterBreaksTheLine()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        QTest::keyClicks(edit(), QStringLiteral("a"));
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(edit(), QStringLiteral("b"));
        QCOMPARE(sent.count(), 0);
        QTest::keyClick(edit(), Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(sent.first().first().toString(), QStringLiteral("a\nb"));
    }

    void blankTextIsNotSent()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        QTest::keyClicks(edit(), QStringLiteral("  "));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 0);
        QVERIFY(!sendButton()->isEnabled());
    }

    void enterWhileASyllableIsComposedSendsNothing()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        compose(edit(), QStringLiteral("ㅎ"));
        compose(edit(), QStringLiteral("하"));
        compose(edit(), QStringLiteral("한"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 0);
        QVERIFY(edit()->isComposing());
    }

    void enterAfterTheCommitSendsOnceWithTheLastSyllable()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        compose(edit(), QStringLiteral("한"));
        compose(edit(), QStringLiteral("그"), QStringLiteral("한"));
        compose(edit(), QStringLiteral("글"));
        compose(edit(), {}, QStringLiteral("글"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.first().first().toString(), QStringLiteral("한글"));
        QCOMPARE(m_composer->text(), QString());
    }

    void theSendButtonCommitsFirst()
    {
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        compose(edit(), QStringLiteral("그"), QStringLiteral("한"));
        compose(edit(), QStringLiteral("글"));
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(sent.first().first().toString(), QStringLiteral("한글"));
        QVERIFY(!edit()->isComposing());
    }

    void leavingTheFieldCommits()
    {
        compose(edit(), QStringLiteral("가"));
        m_other->setFocus();
        QVERIFY(!edit()->isComposing());
        QCOMPARE(m_composer->text(), QStringLiteral("가"));
    }

    void aDraftHasWhatWasComposed()
    {
        QTest::keyClicks(edit(), QStringLiteral("x"));
        compose(edit(), QStringLiteral("가"));
        QCOMPARE(m_composer->takeDraft(), QStringLiteral("x가"));
        QCOMPARE(m_composer->text(), QString());
        m_composer->setDraft(QStringLiteral("again"));
        QCOMPARE(m_composer->text(), QStringLiteral("again"));
        QVERIFY(edit()->textCursor().atEnd());
    }

    void keysPutMarksAroundWhatIsSelected_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, int key, Qt::KeyboardModifiers modifiers,
                             const char *text) {
            QTest::newRow(name) << key << modifiers << QString::fromUtf8(text);
        };
        row("bold", Qt::Key_B, Qt::ControlModifier, "**word**");
        row("italics", Qt::Key_I, Qt::ControlModifier, "*word*");
        row("code", Qt::Key_E, Qt::ControlModifier, "`word`");
        row("a link", Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier, "[word](https://)");
    }

    void keysPutMarksAroundWhatIsSelected()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QString, text);
        QTest::keyClicks(edit(), QStringLiteral("word"));
        edit()->selectAll();
        QTest::keyClick(edit(), static_cast<Qt::Key>(key), modifiers);
        QCOMPARE(m_composer->text(), text);
        edit()->undo();
        QCOMPARE(m_composer->text(), QStringLiteral("word"));
    }

    // Of the document nothing is changed while an input method composes.
    void keysOfTheComposerDoNothingWhileASyllableIsComposed()
    {
        QSignalSpy up(m_composer, &Composer::upPressed);
        QSignalSpy reply(m_composer, &Composer::replyToLastPressed);
        QSignalSpy sent(m_composer, &Composer::sentTextWanted);
        compose(edit(), QStringLiteral("한"));
        QTest::keyClick(edit(), Qt::Key_B, Qt::ControlModifier);
        QTest::keyClick(edit(), Qt::Key_Up);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(up.count() + reply.count() + sent.count(), 0);
        QCOMPARE(m_composer->text(), QString());
        QVERIFY(edit()->isComposing());
    }

    void upEditsShiftUpAnswersAndControlUpGoesThroughWhatWasSent()
    {
        QSignalSpy up(m_composer, &Composer::upPressed);
        QSignalSpy reply(m_composer, &Composer::replyToLastPressed);
        QSignalSpy sent(m_composer, &Composer::sentTextWanted);
        QTest::keyClick(edit(), Qt::Key_Up);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(edit(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(up.count(), 1);
        QCOMPARE(reply.count(), 1);
        QCOMPARE(sent.count(), 2);
        QCOMPARE(sent.at(0).first().toBool(), true);
        QCOMPARE(sent.at(1).first().toBool(), false);
        QTest::keyClicks(edit(), QStringLiteral("x")); // then the arrows are the text's
        QTest::keyClick(edit(), Qt::Key_Up);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(up.count() + reply.count(), 2);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(sent.count(), 3);
    }

    // First what is being answered or edited is left, and nothing else.
    void escapeLeavesTheAnswerAndOnlyThenGoesToTheWindow()
    {
        QSignalSpy dismissed(m_composer, &Composer::contextDismissed);
        const auto press = [this] {
            QKeyEvent key(QEvent::KeyPress, Qt::Key_Escape, {});
            QCoreApplication::sendEvent(edit(), &key);
            return key.isAccepted();
        };
        m_composer->setContext(QStringLiteral("Reply to Ann"));
        QVERIFY(press());
        QCOMPARE(dismissed.count(), 1);
        m_composer->setContext({});
        QVERIFY(!press());
        QCOMPARE(dismissed.count(), 1);
    }

    void controlShiftVPastesWithoutFormats()
    {
        auto *data = new QMimeData;
        data->setHtml(QStringLiteral("<b>bold</b>"));
        data->setText(QStringLiteral("bold"));
        QGuiApplication::clipboard()->setMimeData(data);
        QTest::keyClick(edit(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_composer->text(), QStringLiteral("bold"));
    }

    void tabLeavesTheField()
    {
        QTest::keyClick(edit(), Qt::Key_Tab);
        QVERIFY(!edit()->hasFocus());
        QCOMPARE(m_composer->text(), QString());
    }

    void growsToEightLinesAndNoMore()
    {
        const int one = edit()->height();
        edit()->setPlainText(QStringLiteral("a\nb\nc"));
        QTRY_VERIFY(edit()->height() >= one * 2);
        edit()->setPlainText(QStringLiteral("line\n").repeated(30));
        const int line = edit()->fontMetrics().lineSpacing();
        QTRY_VERIFY(edit()->height() >= 8 * line);
        QVERIFY(edit()->height() <= 9 * line);
        edit()->clear();
        QTRY_COMPARE(edit()->height(), one);
    }

    void theCounterAppearsNearTheLimit_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("counter");
        QTest::addColumn<bool>("canSend");
        QTest::newRow("far") << QStringLiteral("1234567") << QString() << true;
        QTest::newRow("80 %") << QStringLiteral("12345678") << QStringLiteral("2 left") << true;
        QTest::newRow("full") << QStringLiteral("1234567890") << QStringLiteral("0 left") << true;
        QTest::newRow("over") << QStringLiteral("123456789012") << QStringLiteral("2 too many")
                              << false;
        QTest::newRow("emoji are one each")
            << QStringLiteral("😀").repeated(9) << QStringLiteral("1 left") << true;
    }

    void theCounterAppearsNearTheLimit()
    {
        QFETCH(QString, text);
        QFETCH(QString, counter);
        QFETCH(bool, canSend);
        m_composer->setMaximumLength(10);
        m_composer->setDraft(text);
        const QLabel *label = m_composer->findChild<QLabel *>();
        QCOMPARE(label->isVisible() ? label->text() : QString(), counter);
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(sent.count() == 1, canSend);
    }

    void thePlaceholderTellsTheKeys()
    {
        m_composer->setRoomName(QStringLiteral("Kitchen"));
        QVERIFY(edit()->placeholderText().contains(QStringLiteral("Enter")));
        m_window->resize(900, 400);
        QTRY_VERIFY(edit()->placeholderText().contains(QStringLiteral("Kitchen")));
        QVERIFY(edit()->placeholderText().contains(QStringLiteral("Enter")));
        QCOMPARE(edit()->accessibleName(), QStringLiteral("Message"));
    }
};

QTEST_MAIN(ComposerTest)
#include "tst_composer.moc"
