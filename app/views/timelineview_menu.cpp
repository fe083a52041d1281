// What can be done with a message of TimelineView: its menu, its buttons, its tool tip.
#include "app/delegates/messagewords.h"
#include "app/views/hoveractions.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QToolTip>

#include <array>

namespace app {

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = indexAt(event->pos());
    if (isByKey) {
        showMenuOfCurrent();
    } else {
        showMenu(event->globalPos(), index, hitAt(event->pos()).url);
    }
}

// What the bar over the message under the pointer offers.
void TimelineView::connectActions()
{
    const auto hovered = [this] { return m_hovered.data(TimelineRole::MessageId).toByteArray(); };
    connect(m_actions, &HoverActions::replyClicked, this,
        [this, hovered] { Q_EMIT replyRequested(hovered()); });
    connect(m_actions, &HoverActions::editClicked, this,
        [this, hovered] { Q_EMIT changeRequested(hovered()); });
    connect(m_actions, &HoverActions::reactClicked, this,
        [this, hovered](const QPoint &point) { Q_EMIT reactionWanted(hovered(), point); });
    connect(m_actions, &HoverActions::moreClicked, this,
        [this](const QPoint &point) { showMenu(point, m_hovered, {}); });
}

void TimelineView::showMenu(
    const QPoint &globalPosition, const QModelIndex &index, const QUrl &link)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index.isValid()) {
        setCurrentIndex(index);
    }
    addActions(menu, index);
    QAction *copyText = menu->addAction(
        m_theme->icon(QStringLiteral("copy")), tr("Copy"), this, [this] { copy(); });
    copyText->setShortcut(QKeySequence::Copy);
    copyText->setEnabled(
        !m_selection.isEmpty() || !index.data(TimelineRole::Text).toString().isEmpty());
    if (const QString code = codeOf(index.data(TimelineRole::Text).toString()); !code.isEmpty()) {
        menu->addAction(m_theme->icon(QStringLiteral("copy")), tr("Copy the code"), this,
            [this, code] { copyCode(code); });
    }
    if (!link.isEmpty()) {
        menu->addAction(m_theme->icon(QStringLiteral("link")), tr("Copy the address of the link"),
            this,
            [link] { QApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded)); });
    }
    menu->popup(globalPosition);
}

void TimelineView::addActions(QMenu *menu, const QModelIndex &index)
{
    const bool hasFailed = index.isValid() && MessageRow::from(index).state == MessageState::Failed;
    if (!hasFailed) {
        if (index.isValid()) {
            addMessageActions(menu, MessageRow::from(index));
        }
        return;
    }
    const std::array icons{
        QStringLiteral("rotate-cw"), QStringLiteral("pencil"), QStringLiteral("trash-2")};
    for (const MessageAction action : messageActions) {
        menu->addAction(m_theme->icon(icons[static_cast<std::size_t>(action)]),
            MessageWords::action(action), this,
            [this, row = QPersistentModelIndex(index), action] { act(row, action); });
    }
    menu->addSeparator();
}

void TimelineView::addMessageActions(QMenu *menu, const MessageRow &row)
{
    if (row.kind != TimelineRowKind::Message || row.seq == 0 || row.isDeleted) {
        return;
    }
    const QByteArray id = row.messageId;
    menu->addAction(m_theme->icon(QStringLiteral("reply")), tr("Reply"), this,
            [this, id] { Q_EMIT replyRequested(id); })
        ->setShortcut(Qt::Key_R);
    addReactions(menu, id);
    if (row.isReply) {
        menu->addAction(
            tr("Show what this answers"), this, [this, id] { Q_EMIT originalRequested(id); });
    }
    if (row.isEdited) {
        menu->addAction(m_theme->icon(QStringLiteral("history")), tr("What it said before…"), this,
            [this, id] { Q_EMIT versionsRequested(id); });
    }
    if (row.isOwn) {
        menu->addAction(m_theme->icon(QStringLiteral("pencil")), tr("Edit"), this,
                [this, id] { Q_EMIT changeRequested(id); })
            ->setShortcut(Qt::Key_E);
    }
    if (m_isModerator) {
        menu->addAction(row.isPinned ? tr("Take down the pin") : tr("Pin"), this,
            [this, id, on = !row.isPinned] { Q_EMIT pinRequested(id, on); });
    }
    if (row.isOwn || m_isModerator) {
        menu->addAction(m_theme->icon(QStringLiteral("trash-2")), tr("Delete…"), this,
                [this, id] { Q_EMIT deleteRequested(id); })
            ->setShortcut(Qt::Key_Delete);
    }
    menu->addSeparator();
}

void TimelineView::addReactions(QMenu *menu, const QByteArray &id)
{
    QMenu *reactions = menu->addMenu(m_theme->icon(QStringLiteral("smile")), tr("React"));
    for (const QString &emoji : {QStringLiteral("👍"), QStringLiteral("❤️"), QStringLiteral("😂"),
             QStringLiteral("🎉"), QStringLiteral("😮"), QStringLiteral("😢")}) {
        reactions->addAction(
            emoji, this, [this, id, emoji] { Q_EMIT reactionRequested(id, emoji); });
    }
    reactions->addAction(
        m_theme->icon(QStringLiteral("smile")), tr("Another emoji…"), this, [this, id] {
            const QRect row = visualRect(currentIndex());
            Q_EMIT reactionWanted(id, viewport()->mapToGlobal(row.center()));
        });
}

void TimelineView::act(const QModelIndex &index, MessageAction action)
{
    const MessageRow row = index.isValid() ? MessageRow::from(index) : MessageRow{};
    if (row.state != MessageState::Failed) {
        return;
    }
    switch (action) {
    case MessageAction::TryAgain:
        Q_EMIT retryRequested(row.pendingKey);
        break;
    case MessageAction::Edit:
        Q_EMIT editRequested(row.pendingKey, row.text);
        break;
    case MessageAction::Discard:
        Q_EMIT discardRequested(row.pendingKey);
        break;
    }
}

// Where the pointer is, it is told that it was done.
void TimelineView::copyCode(const QString &code)
{
    QApplication::clipboard()->setText(code);
    QToolTip::showText(QCursor::pos(), tr("Copied"), viewport());
}

// The whole reason where it is cut short, the whole date beside the time, what a click would do.
QString TimelineView::tipFor(const MessageDelegate::Hit &hit, const MessageRow &row) const
{
    using Part = MessageDelegate::Part;
    switch (hit.part) {
    case Part::Caption:
        return MessageWords::state(row);
    case Part::Link:
        return hit.url.toDisplayString();
    case Part::Code:
        return tr("Copy the code");
    case Part::Quote:
        return tr("Show what this answers (Enter)");
    case Part::Edited:
        return tr("What it said before");
    case Part::Close:
        return tr("Put the line away (Esc)");
    case Part::Day:
        return tr("Go to another day");
    case Part::Nothing:
        return row.kind == TimelineRowKind::Message && row.sentAt.isValid()
            ? QLocale().toString(row.sentAt, QLocale::LongFormat)
            : QString();
    case Part::Text:
    case Part::Action:
    case Part::Hole:
        break;
    }
    return {};
}

void TimelineView::showTip(const QHelpEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const QString text =
        index.isValid() ? tipFor(hitAt(event->pos()), MessageRow::from(index)) : QString();
    QToolTip::showText(
        event->globalPos(), text, viewport(), index.isValid() ? visualRect(index) : QRect());
}

} // namespace app
