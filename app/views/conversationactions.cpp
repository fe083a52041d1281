#include "app/views/conversation.h"

#include "app/delegates/markdown.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/timelineview.h"
#include "app/views/versionsdialog.h"

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
        [this](const QByteArray &message) { answer(message); });
    connect(view, &TimelineView::changeRequested, this, &Conversation::startEdit);
    connect(view, &TimelineView::deleteRequested, this, &Conversation::askToDelete);
    connect(view, &TimelineView::originalRequested, this, &Conversation::goToOriginal);
    connect(view, &TimelineView::versionsRequested, this, &Conversation::showVersions);
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
    connect(composer, &Composer::replyToLastPressed, this, &Conversation::answerNewest);
    connect(composer, &Composer::sentTextWanted, this, &Conversation::showSentText);
    connect(composer, &Composer::contextDismissed, this, [this] {
        if (!m_edited.isEmpty()) {
            finishEdit();
        } else {
            answer({});
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
    QString context;
    if (!edited.isEmpty()) {
        context = tr("Editing. Enter saves, Esc leaves it as it was.");
    } else if (!replyTo.isEmpty()) {
        const TimelineItemPointer item = m_room ? m_room->timeline().findMessage(replyTo) : nullptr;
        context = item
            ? tr("Reply to %1: %2").arg(item->entry.author.name, firstLineOfMarkdown(item->text))
            : tr("Reply to an earlier message");
    }
    m_page->composer()->setContext(context);
}

// Each answer has a draft of its own, and so has what answers nothing (an empty id). What stands in
// the field goes along to where nothing waits, and waits itself otherwise.
void Conversation::answer(const QByteArray &message)
{
    if (!m_room) {
        return;
    }
    if (!m_edited.isEmpty()) {
        finishEdit();
    }
    if (message != m_replyTo) {
        const QString shown = m_page->composer()->takeDraft();
        const QString waiting = m_room->draft(message);
        m_room->setDraft(waiting.isEmpty() ? QString() : shown, m_replyTo);
        compose(message, {});
        m_page->composer()->setDraft(waiting.isEmpty() ? shown : waiting);
        keepDraft();
    }
    m_page->composer()->setFocus();
}

void Conversation::answerNewest()
{
    const TimelineItemPointer newest = m_room ? m_room->timeline().newestMessage() : nullptr;
    if (newest) {
        answer(newest->entry.id);
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
    compose(m_replyTo, message);
    m_page->composer()->setDraft(item->text);
    m_page->composer()->setFocus();
}

void Conversation::finishEdit()
{
    compose(m_replyTo, {});
    m_page->composer()->setDraft(m_room ? m_room->draft(m_replyTo) : QString());
}

// What was being written in the room: of its own, or else an answer.
void Conversation::showDraft()
{
    const Drafts &drafts = m_room->drafts();
    const bool hasOwn = drafts.empty() || drafts.count({}) > 0;
    compose(hasOwn ? QByteArray() : drafts.begin()->first, {});
    m_page->composer()->setDraft(m_room->draft(m_replyTo));
}

void Conversation::showSentText(bool isOlder)
{
    if (!m_room || !m_edited.isEmpty()) {
        return;
    }
    const QString shown = m_page->composer()->text();
    const QStringList texts = m_room->timeline().ownTexts();
    const auto text = isOlder ? m_sentTexts.older(shown, texts) : m_sentTexts.newer(shown, texts);
    if (text) {
        m_page->composer()->setDraft(*text);
    }
}

void Conversation::showVersions(const QByteArray &message)
{
    const MessageVersions known =
        m_room ? m_room->timeline().versionsOf(message) : MessageVersions{};
    if (!known.versions.empty()) {
        auto *dialog = new VersionsDialog(known, m_page);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
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
