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

void TimelineView::act(const QModelIndex &index, MessageAction action)
{
    const MessageRow row = index.isValid() ? MessageRow::from(index) : MessageRow{};
    if (row.state != MessageState::Failed) {
        return;
    }
    switch (action) {
    case MessageAction::TryAgain:
        Q_EMIT retryRequested(row.messageId);
        break;
    case MessageAction::Edit:
        Q_EMIT editRequested(row.messageId, row.text);
        break;
    case MessageAction::Discard:
        Q_EMIT discardRequested(row.messageId);
        break;
    }
}

// The whole reason where it is cut short, the whole date beside the time.
void TimelineView::showTip(const QHelpEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const MessageRow row = index.isValid() ? MessageRow::from(index) : MessageRow{};
    const MessageDelegate::Part part = hitAt(event->pos()).part;
    QString text;
    if (part == MessageDelegate::Part::Caption) {
        text = MessageWords::state(row);
    } else if (part == MessageDelegate::Part::Nothing && index.isValid()
        && row.kind == TimelineRowKind::Message) {
        text = QLocale().toString(row.sentAt, QLocale::LongFormat);
    }
    QToolTip::showText(
        event->globalPos(), text, viewport(), index.isValid() ? visualRect(index) : QRect());
}

} // namespace app
