#include "app/views/emojichoice.h"

#include "app/client/settings.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/emojipicker.h"
#include "app/views/timelineview.h"

namespace app {

EmojiChoice::EmojiChoice(const Theme *theme, Settings *settings, ChatPage *page)
    : QObject(page)
    , m_settings(settings)
    , m_page(page)
    , m_picker(new EmojiPicker(theme, page))
{
    connect(page->composer(), &Composer::emojiRequested, this,
        [this](const QPoint &point) { openFor({}, point); });
    connect(page->timeline(), &TimelineView::reactionWanted, this, &EmojiChoice::openFor);
    connect(m_picker, &EmojiPicker::picked, this, &EmojiChoice::take);
    connect(m_picker, &EmojiPicker::closed, this, [this] {
        if (m_message.isEmpty()) {
            m_page->composer()->setFocus();
        } else {
            m_page->timeline()->setFocus();
        }
    });
}

void EmojiChoice::openFor(const QByteArray &message, const QPoint &globalPoint)
{
    m_message = message;
    m_picker->openAt(globalPoint, m_settings->recentEmojis());
}

void EmojiChoice::take(const QString &emoji)
{
    m_settings->rememberEmoji(emoji);
    if (m_message.isEmpty()) {
        m_page->composer()->insert(emoji);
    } else {
        m_page->timeline()->react(m_message, emoji);
    }
}

} // namespace app
