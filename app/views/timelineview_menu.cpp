// What can be done with a message of TimelineView: its menu, its buttons, its tool tip.
#include "app/delegates/messagewords.h"
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
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    const QPoint place =
        isByKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
    showMenu(place, index, isByKey ? QUrl() : hitAt(event->pos()).url);
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
    menu->addAction(tr("Reply"), this, [this, id] { Q_EMIT replyRequested(id); });
    QMenu *reactions = menu->addMenu(tr("React"));
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
    if (row.isOwn) {
        menu->addAction(m_theme->icon(QStringLiteral("pencil")), tr("Edit"), this,
            [this, id] { Q_EMIT changeRequested(id); });
    }
    if (m_isModerator) {
        menu->addAction(row.isPinned ? tr("Take down the pin") : tr("Pin"), this,
            [this, id, on = !row.isPinned] { Q_EMIT pinRequested(id, on); });
    }
    if (row.isOwn || m_isModerator) {
        menu->addAction(m_theme->icon(QStringLiteral("trash-2")), tr("Delete…"), this,
            [this, id] { Q_EMIT deleteRequested(id); });
    }
    menu->addSeparator();
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

// The whole reason where it is cut short, the whole date beside the time, where a link leads.
void TimelineView::showTip(const QHelpEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const MessageRow row = index.isValid() ? MessageRow::from(index) : MessageRow{};
    const MessageDelegate::Part part = hitAt(event->pos()).part;
    QString text;
    if (part == MessageDelegate::Part::Caption) {
        text = MessageWords::state(row);
    } else if (part == MessageDelegate::Part::Link) {
        text = hitAt(event->pos()).url.toDisplayString();
    } else if (part == MessageDelegate::Part::Code) {
        text = tr("Copy the code");
    } else if (part == MessageDelegate::Part::Nothing && index.isValid()
        && row.kind == TimelineRowKind::Message) {
        text = QLocale().toString(row.sentAt, QLocale::LongFormat);
    }
    QToolTip::showText(
        event->globalPos(), text, viewport(), index.isValid() ? visualRect(index) : QRect());
}

} // namespace app
