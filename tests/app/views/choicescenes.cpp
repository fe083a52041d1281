#include "tests/app/views/choicescenes.h"

#include "app/views/chatpage.h"
#include "app/views/choices.h"
#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/emojipicker.h"
#include "app/views/mainwindow.h"
#include "app/views/memberspane.h"
#include "app/views/quickswitcher.h"
#include "app/views/roomspane.h"
#include "app/views/searchedit.h"
#include "app/views/timelineview.h"
#include "tests/app/support/fakemodels.h"

#include <QKeyEvent>

namespace app::test {

void takeMarkdown(Photographer &photographer, Theme &theme, const Look &look)
{
    FakeTimeline timeline;
    FakeList rooms;
    FakeList members;
    fillRooms(rooms, look.isKorean);
    fillMembers(members, look.isKorean);
    MainWindow window(&theme);
    window.resize(look.size);
    ChatPage *page = window.chatPage();
    page->roomsPane()->setModel(&rooms);
    page->membersPane()->setModel(&members);
    page->timeline()->setModel(&timeline);
    page->timeline()->setNames({{QStringLiteral("Ann Baker"), QStringLiteral("김안나")},
        look.isKorean ? QStringLiteral("박민수") : QStringLiteral("Minsu")});
    timeline.insert(0, markdownConversation(look.isKorean));
    window.showChat();
    page->showConversation();
    photographer.take(window, look.name(QStringLiteral("markdown")));
    page->timeline()->showFromRow(0);
    page->timeline()->selectEverything();
    photographer.take(window, look.name(QStringLiteral("markdownselected")));
}

void takeChoices(Photographer &photographer, Theme &theme, const Look &look)
{
    FakeTimeline timeline;
    FakeList rooms;
    FakeList members;
    fillRooms(rooms, look.isKorean);
    fillMembers(members, look.isKorean);
    MainWindow window(&theme);
    window.resize(look.size);
    ChatPage *page = window.chatPage();
    page->roomsPane()->setModel(&rooms);
    page->membersPane()->setModel(&members);
    page->timeline()->setModel(&timeline);
    timeline.insert(0, conversation(look.isKorean));
    const Choices choices(page, &rooms, &members);
    EmojiPicker picker(&theme, page);
    window.showChat();
    page->showConversation();
    window.show();
    window.activateWindow();
    QCoreApplication::processEvents();
    ComposerEdit *edit = page->composer()->edit();
    edit->setFocus();
    const auto type = [edit](const QString &text) {
        edit->clear();
        for (const QChar letter : text) {
            QKeyEvent key(QEvent::KeyPress, 0, Qt::NoModifier, letter);
            QCoreApplication::sendEvent(edit, &key);
        }
    };
    type(QStringLiteral("@"));
    photographer.take(window, look.name(QStringLiteral("suggestions")));
    type(look.isKorean ? QStringLiteral(":웃") : QStringLiteral("yes :sm"));
    photographer.take(window, look.name(QStringLiteral("suggestedemojis")));
    edit->clear();
    picker.openAt(page->mapToGlobal(QPoint(page->width() - 260, page->height() - 60)),
        {QStringLiteral("👍"), QStringLiteral("🎉"), QStringLiteral("😂")});
    photographer.take(window, look.name(QStringLiteral("emojipicker")));
    picker.search()->setText(look.isKorean ? QStringLiteral("하트") : QStringLiteral("cat"));
    photographer.take(window, look.name(QStringLiteral("emojisearch")));
    picker.hide();
    page->switcher()->open();
    photographer.take(window, look.name(QStringLiteral("switcher")));
    page->switcher()->search()->setText(QStringLiteral("zz"));
    photographer.take(window, look.name(QStringLiteral("switchernothing")));
}

} // namespace app::test
