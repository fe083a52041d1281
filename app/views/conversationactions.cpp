#include "app/views/conversation.h"

#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/timelineview.h"

#include <QMessageBox>
#include <QPushButton>

// Conversation's part for what is done to messages: answers, edits, deletions, reactions.
namespace app {

// The text goes back into the composer, before what is there already.
void Conversation::editAgain(const QByteArray &key, const QString &text)
{
    if (!m_room) {
        return;
    }
    const TimelineItemPointer item = m_room->timeline().findKey(key);
    if (item && item->kind == TimelineItem::Kind::Message) { // of a change to it
        const QByteArray message = item->entry.id;
        m_room->discard(key);
        startEdit(message);
        m_page->composer()->setDraft(text);
        return;
    }
    const QString draft = m_page->composer()->takeDraft();
    m_page->composer()->setDraft(draft.isEmpty() ? text : text + u'\n' + draft);
    m_page->composer()->setFocus();
    m_room->discard(key);
}

void Conversation::connectMessageActions()
{
    const TimelineView *view = m_page->timeline();
    const Composer *composer = m_page->composer();
    connect(view, &TimelineView::replyRequested, this,
        [this](const QByteArray &message) { compose(message, {}); });
    connect(view, &TimelineView::changeRequested, this, &Conversation::startEdit);
    connect(view, &TimelineView::deleteRequested, this, &Conversation::askToDelete);
    connect(view, &TimelineView::reactionRequested, this,
        [this](const QByteArray &message, const QString &emoji) {
            if (m_room) {
                m_room->react(message, emoji);
            }
        });
    connect(view, &TimelineView::pinRequested, this, [this](const QByteArray &message, bool on) {
        if (m_room) {
            m_room->pin(message, on);
        }
    });
    connect(composer, &Composer::upPressed, this, [this] {
        const auto newest = m_room ? m_room->timeline().newestOwnMessage() : nullptr;
        if (newest) {
            startEdit(newest->entry.id);
        }
    });
    connect(composer, &Composer::contextDismissed, this, [this] {
        const bool wasEditing = !m_edited.isEmpty();
        compose({}, {});
        if (wasEditing && m_room) {
            m_page->composer()->setDraft(m_room->draft());
        }
    });
    connect(composer, &Composer::textChanged, this, [this] {
        if (m_room && m_edited.isEmpty()) {
            m_room->wrote(!m_page->composer()->text().isEmpty());
        }
    });
}

void Conversation::compose(const QByteArray &replyTo, const QByteArray &edited)
{
    m_replyTo = replyTo;
    m_edited = edited;
    const TimelineItemPointer item =
        m_room && !replyTo.isEmpty() ? m_room->timeline().findMessage(replyTo) : nullptr;
    if (item) {
        m_page->composer()->setContext(
            tr("Reply to %1: %2").arg(item->entry.author.name, item->text.section(u'\n', 0, 0)));
        m_page->composer()->setFocus();
    } else {
        m_page->composer()->setContext(
            edited.isEmpty() ? QString() : tr("Editing. Enter saves, Esc leaves it as it was."));
    }
}

// What was being written comes back when the editing is over.
void Conversation::startEdit(const QByteArray &message)
{
    const TimelineItemPointer item = m_room ? m_room->timeline().findMessage(message) : nullptr;
    if (!item || item->isDeleted) {
        return;
    }
    keepDraft();
    compose({}, message);
    m_page->composer()->setDraft(item->text);
    m_page->composer()->setFocus();
}

void Conversation::askToDelete(const QByteArray &message)
{
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Delete"),
        tr("Delete this message for everybody?"), QMessageBox::Cancel, m_page);
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *remove = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, room = m_room, message] {
        if (room) {
            room->remove(message);
        }
    });
    question->open();
}

} // namespace app
