#include "app/views/timelineview.h"

#include "app/views/hoveractions.h"
#include "app/views/theme.h"
#include "app/views/timelineaccessible.h"

#include <QFontMetrics>
#include <QLabel>
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace app {

TimelineView::TimelineView(const Theme *theme, QWidget *parent)
    : QAbstractItemView(parent)
    , m_theme(theme)
    , m_delegate(new MessageDelegate(this))
    , m_actions(new HoverActions(theme, viewport()))
    , m_pill(new QPushButton(this))
    , m_back(new QPushButton(tr("Back to where I was"), this))
    , m_loading(new QLabel(tr("Loading earlier messages…"), this))
{
    installAccessibility();
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus); // the wheel does not take the keys from the composer
    setAutoScroll(false);
    setItemDelegate(m_delegate);
    m_delegate->setSelection(&m_selection);
    m_pill->setProperty("role", QStringLiteral("pill"));
    m_pill->setCursor(Qt::PointingHandCursor);
    m_pill->setLayoutDirection(Qt::RightToLeft); // the arrow behind the words
    m_pill->hide();
    m_back->setProperty("role", QStringLiteral("return"));
    m_back->setCursor(Qt::PointingHandCursor);
    m_back->setToolTip(tr("Back (Alt+Left)"));
    m_back->hide();
    m_loading->setProperty("role", QStringLiteral("chip"));
    m_loading->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_loading->hide();
    connect(m_pill, &QPushButton::clicked, this, &TimelineView::scrollToEnd);
    connect(m_back, &QPushButton::clicked, this, &TimelineView::goBack);
    connectActions();
    connect(theme, &Theme::changed, this, &TimelineView::applyTheme);
    applyTheme();
}

void TimelineView::applyTheme()
{
    m_delegate->setAppearance(m_theme->appearance());
    m_loading->setFont(m_theme->fonts().captionStrong);
    m_pill->setFont(m_theme->fonts().captionStrong);
    m_pill->setIcon(m_theme->icon(QStringLiteral("arrow-down"), m_theme->colors().onAccent));
    m_back->setFont(m_theme->fonts().captionStrong);
    m_back->setIcon(m_theme->icon(QStringLiteral("reply")));
    m_heights.forgetAll();
    layOut();
}

void TimelineView::setNames(const KnownNames &names)
{
    m_delegate->setNames(names);
    viewport()->update();
}

void TimelineView::setModel(QAbstractItemModel *model)
{
    if (QAbstractItemView::model()) {
        QAbstractItemView::model()->disconnect(this);
    }
    QAbstractItemView::setModel(model);
    if (model) {
        connect(model, &QAbstractItemModel::rowsRemoved, this, &TimelineView::rowsRemoved);
    }
}

void TimelineView::setPlaceholderText(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void TimelineView::setLoading(bool isLoading)
{
    m_loading->setVisible(isLoading);
    placeLoading();
}

QModelIndex TimelineView::rowIndex(int row) const
{
    return model() ? model()->index(row, 0) : QModelIndex();
}

void TimelineView::reset()
{
    QAbstractItemView::reset();
    m_selection.clear();
    m_anchor = {};
    m_trail.clear();
    m_found = QModelIndex();
    stopHovering();
    m_sticksToEnd = true;
    m_shownUpTo = -1;
    m_heights.reset(model() ? model()->rowCount() : 0);
    layOut();
}

// Behind the last row, or in front of what waits to be sent.
bool TimelineView::isAtBottomEdge(int row) const
{
    if (row + 1 == model()->rowCount()) {
        return true;
    }
    const MessageRow below = MessageRow::from(rowIndex(row + 1));
    return below.kind == TimelineRowKind::Message && below.seq == 0;
}

void TimelineView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    m_heights.insert(first, last - first + 1);
    int incoming = 0;
    for (int row = first; row <= last && isAtBottomEdge(last); ++row) {
        const MessageRow inserted = MessageRow::from(rowIndex(row));
        const bool isWritten = inserted.isOwn && inserted.seq == 0;
        m_sticksToEnd = m_sticksToEnd || isWritten;
        incoming += inserted.kind == TimelineRowKind::Message && !inserted.isOwn ? 1 : 0;
    }
    QAbstractItemView::rowsInserted(parent, first, last);
    layOut();
    if (incoming > 0) {
        Q_EMIT messageArrived(rowIndex(last));
    }
}

void TimelineView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    const int anchored = m_anchor.row.row();
    if (anchored >= first && anchored <= last) {
        const int survivor = last + 1 < m_heights.count() ? last + 1 : first - 1;
        m_anchor.offset += m_heights.top(anchored) - m_heights.top(std::max(survivor, 0));
        m_anchor.row = rowIndex(survivor);
    }
    m_heights.remove(first, last - first + 1);
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
}

void TimelineView::rowsRemoved()
{
    layOut();
}

void TimelineView::dataChanged(
    const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    for (int row = topLeft.row(); row <= bottomRight.row() && row < m_heights.count(); ++row) {
        m_heights.forget(row);
    }
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    layOut();
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme->colors().base);
    if (m_heights.count() == 0) {
        painter.setFont(m_theme->fonts().body);
        painter.setPen(m_theme->colors().textMuted);
        painter.drawText(viewport()->rect().adjusted(32, 32, -32, -32),
            Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
        return;
    }
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QStyle::State state = option.state & ~(QStyle::State_HasFocus | QStyle::State_MouseOver);
    const int last = m_heights.rowAt(event->rect().bottom() + verticalOffset());
    for (int row = m_heights.rowAt(event->rect().top() + verticalOffset()); row <= last; ++row) {
        const QModelIndex index = rowIndex(row);
        option.rect = visualRect(index);
        option.state = state;
        option.state.setFlag(
            QStyle::State_HasFocus, m_showsCurrent && hasFocus() && index == currentIndex());
        option.state.setFlag(QStyle::State_MouseOver, m_hovered == index && !m_isDragging);
        option.state.setFlag(QStyle::State_Selected, m_found == index);
        m_delegate->paint(&painter, option, index);
    }
}

} // namespace app
