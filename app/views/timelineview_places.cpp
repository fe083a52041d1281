// Where TimelineView goes: to the end, to a place that was looked for, and back.
#include "app/views/theme.h"
#include "app/views/timelineview.h"

#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

namespace app {

constexpr int markLasts = 2500; // milliseconds
constexpr std::size_t longestTrail = 20;

void TimelineView::scrollToEnd()
{
    m_found = QModelIndex();
    m_trail.clear();
    m_sticksToEnd = true;
    layOut();
}

void TimelineView::showFromRow(int row)
{
    showPlace({rowIndex(row), -Space::Small});
}

void TimelineView::showPlace(const Place &place)
{
    m_sticksToEnd = false;
    m_anchor = place;
    layOut();
}

void TimelineView::showFound(int row)
{
    leaveTrail();
    m_found = rowIndex(row);
    m_markTimer.start(markLasts, this);
    setCurrentIndex(m_found);
    showPlace({m_found, -viewport()->height() / 3});
    setFocus(Qt::TabFocusReason);
    m_showsCurrent = true;
    tellFocus(row);
}

void TimelineView::leaveTrail()
{
    if (m_heights.count() == 0) {
        return;
    }
    if (m_trail.size() == longestTrail) {
        m_trail.erase(m_trail.begin());
    }
    m_trail.push_back({m_anchor, currentIndex(), m_sticksToEnd});
}

// The row with the keys is that from which one went away.
void TimelineView::goBack()
{
    if (m_trail.empty()) {
        return;
    }
    const Step step = m_trail.back();
    m_trail.pop_back();
    m_found = QModelIndex();
    if (step.current.isValid()) {
        setCurrentIndex(step.current);
        tellFocus(step.current.row());
    }
    if (step.wasAtEnd || !step.place.row.isValid()) {
        scrollToEnd();
    } else {
        showPlace(step.place);
    }
    setFocus(Qt::OtherFocusReason);
}

void TimelineView::setUnread(int count, int mentions)
{
    m_unread = count;
    m_unreadMentions = mentions;
    updatePill();
}

// What is new and how much of it names oneself, with the way to the end; and the way back beside.
void TimelineView::updatePill()
{
    const int below = verticalScrollBar()->maximum() - verticalScrollBar()->value();
    const QString news = m_unread > 99 ? tr("99+ new") : tr("%n new", nullptr, m_unread);
    const QString words = m_unreadMentions > 0
        ? tr("%1 · @%2", "what is new, how often one is named").arg(news).arg(m_unreadMentions)
        : news;
    m_pill->setText(m_unread > 0 ? words : tr("To the newest"));
    const QString spoken = m_unread > 0 ? tr("%n new message(s) below, go there", nullptr, m_unread)
                                        : tr("Go to the newest message");
    m_pill->setAccessibleName(m_unreadMentions > 0
            ? tr("%1; %n of them name(s) you", nullptr, m_unreadMentions).arg(spoken)
            : spoken);
    m_pill->setVisible(!m_sticksToEnd && (m_unread > 0 || below > viewport()->height()));
    m_back->setVisible(canGoBack());
    int width = -Space::Small;
    for (QPushButton *button : {m_back, m_pill}) {
        button->adjustSize();
        width += button->isHidden() ? 0 : button->width() + Space::Small;
    }
    int left = std::max(0, (viewport()->width() - width) / 2);
    for (QPushButton *button : {m_back, m_pill}) {
        button->move(left, viewport()->height() - button->height() - Space::Medium);
        left += button->isHidden() ? 0 : button->width() + Space::Small;
    }
}

} // namespace app
