#include "app/client/settings.h"
#include "app/delegates/emojidelegate.h"
#include "app/models/emojimodel.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/emojichoice.h"
#include "app/views/emojipicker.h"
#include "app/views/searchedit.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "tests/app/support/fakemodels.h"

#include <QAbstractItemModelTester>
#include <QInputMethodEvent>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace app;
using namespace app::test;

class EmojiPickerTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ChatPage> m_page;
    EmojiPicker *m_picker = nullptr;

    SearchEdit *search() { return m_picker->search(); }
    QString current() { return m_picker->grid()->currentIndex().data().toString(); }
    void openForComposer()
    {
        Q_EMIT m_page->composer()->emojiRequested(m_page->mapToGlobal(QPoint(700, 500)));
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(Theme::Mode::Light);
        m_settings = std::make_unique<Settings>(
            m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())));
        m_page = std::make_unique<ChatPage>(m_theme.get());
        m_picker = (new EmojiChoice(m_theme.get(), m_settings.get(), m_page.get()))->picker();
        m_page->resize(1000, 600);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void cleanup() { m_page.reset(); }

    void whatIsTypedNarrowsAndEnterPicks()
    {
        openForComposer();
        QVERIFY(m_picker->isVisible());
        QVERIFY(search()->hasFocus());
        QTest::keyClicks(search(), QStringLiteral("tada"));
        QCOMPARE(current(), QStringLiteral("🎉"));
        QTest::keyClick(search(), Qt::Key_Return);
        QVERIFY(!m_picker->isVisible());
        QCOMPARE(m_page->composer()->text(), QStringLiteral("🎉"));
    }

    void koreanFindsWhileItIsComposed()
    {
        openForComposer();
        QInputMethodEvent event(QStringLiteral("하트"), {});
        QCoreApplication::sendEvent(search(), &event);
        QVERIFY(m_picker->grid()->model()->rowCount() > 5);
        QVERIFY(m_picker->grid()->model()->rowCount() < 200);
        QTest::keyClick(search(), Qt::Key_Return); // the input method's own
        QVERIFY(m_picker->isVisible());
    }

    void arrowsGoThroughTheGrid()
    {
        openForComposer();
        const QString first = current();
        QTest::keyClick(search(), Qt::Key_Right);
        const QString second = current();
        QVERIFY(second != first);
        QTest::keyClick(search(), Qt::Key_Down);
        QVERIFY(current() != second);
        QTest::keyClick(search(), Qt::Key_Up);
        QTest::keyClick(search(), Qt::Key_Left);
        QCOMPARE(current(), first);
        QTest::keyClick(search(), Qt::Key_Left);
        QCOMPARE(current(), first);
    }

    void escapePicksNothing()
    {
        openForComposer();
        QTest::keyClick(search(), Qt::Key_Escape);
        QVERIFY(!m_picker->isVisible());
        QCOMPARE(m_page->composer()->text(), QString());
    }

    void whatWasUsedLatelyComesFirst()
    {
        m_settings->rememberEmoji(QStringLiteral("🎉"));
        m_settings->rememberEmoji(QStringLiteral("🐻"));
        openForComposer();
        QCOMPARE(current(), QStringLiteral("🐻"));
        QTest::keyClick(search(), Qt::Key_Right);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(
            m_settings->recentEmojis(), QStringList({QStringLiteral("🎉"), QStringLiteral("🐻")}));
    }

    void reactionsArePickedToo()
    {
        QSignalSpy reacted(m_page->timeline(), &TimelineView::reactionRequested);
        Q_EMIT m_page->timeline()->reactionWanted("m7", m_page->mapToGlobal(QPoint(100, 100)));
        QTest::keyClicks(search(), QStringLiteral("tada"));
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(reacted.count(), 1);
        QCOMPARE(reacted.first().at(0).toByteArray(), QByteArray("m7"));
        QCOMPARE(reacted.first().at(1).toString(), QStringLiteral("🎉"));
        QCOMPARE(m_page->composer()->text(), QString());
    }

    void paneStaysInsideASmallWindow()
    {
        m_page->resize(480, 420);
        openForComposer();
        QVERIFY(m_page->rect().contains(m_picker->geometry()));
    }

    void groupsBeginWhereTheirButtonsLead()
    {
        EmojiModel model;
        QAbstractItemModelTester tester(&model);
        model.show({QStringLiteral("🏁")}, {});
        QCOMPARE(model.at(0).text, QStringLiteral("🏁"));
        for (const int group : {0, 1, 3, 4, 5, 6, 7, 8, 9}) {
            const int row = model.rowOfGroup(group);
            QVERIFY(row > 0);
            QCOMPARE(model.at(row).group, group);
        }
        model.show({QStringLiteral("🏁")}, QStringLiteral("bear"));
        QCOMPARE(model.at(0).text, QStringLiteral("🐻"));
    }

    // What the fonts here do not join would be cut off in its cell.
    void everyEmojiOfThePickerFitsItsCell()
    {
        openForComposer();
        const QAbstractItemModel *model = m_picker->grid()->model();
        const auto *delegate = static_cast<EmojiDelegate *>(m_picker->grid()->itemDelegate());
        int wide = 0;
        for (const Emoji &emoji : EmojiCatalogue::standard().emojis()) {
            wide += delegate->isOneSign(emoji.text) ? 0 : 1;
        }
        QCOMPARE(
            model->rowCount(), static_cast<int>(EmojiCatalogue::standard().emojis().size()) - wide);
        for (int row = 0; row < model->rowCount(); ++row) {
            QVERIFY(delegate->isOneSign(model->index(row, 0).data().toString()));
        }
        QVERIFY(!delegate->isOneSign(QStringLiteral("😀😀")));
    }

    void atMostTwentyFourAreRemembered()
    {
        for (const Emoji &emoji : EmojiCatalogue::standard().find({}, 40))
            m_settings->rememberEmoji(emoji.text);
        QCOMPARE(m_settings->recentEmojis().size(), 24);
    }
};

QTEST_MAIN(EmojiPickerTest)
#include "tst_emojipicker.moc"
