#include "app/views/completionpopup.h"

#include "app/delegates/choicedelegate.h"
#include "app/views/theme.h"

#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

static QString iconOf(const Completion &completion)
{
    return completion.label.startsWith(u'@') ? QStringLiteral("user")
        : completion.label.startsWith(u'#')  ? QStringLiteral("hash")
                                             : QString();
}

CompletionPopup::CompletionPopup(const Theme *theme, QWidget *field)
    : QFrame(field->window())
    , m_theme(theme)
    , m_field(field)
    , m_list(new QListWidget(this))
    , m_delegate(new ChoiceDelegate(this))
{
    setProperty("role", QStringLiteral("popup"));
    setFocusPolicy(Qt::NoFocus);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(m_delegate);
    m_list->setAccessibleName(tr("Suggestions"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Space::Tiny, Space::Tiny, Space::Tiny, Space::Tiny);
    layout->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this,
        [this](QListWidgetItem *item) { choose(m_list->row(item)); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < count()) {
            const Completion &completion = m_completions[static_cast<std::size_t>(row)];
            Q_EMIT currentChanged(completion.label + u' ' + completion.detail);
        }
    });
    connect(theme, &Theme::changed, this, &CompletionPopup::applyTheme);
    applyTheme();
    hide();
}

void CompletionPopup::applyTheme()
{
    m_delegate->setAppearance(m_theme->appearance());
}

void CompletionPopup::offer(const std::vector<Completion> &completions, bool isChosen)
{
    m_completions = completions;
    m_list->clear();
    for (const Completion &completion : completions) {
        auto *item = new QListWidgetItem(completion.label, m_list);
        item->setData(ChoiceRole::Detail, completion.detail);
        item->setData(ChoiceRole::Emoji, completion.emoji);
        item->setData(ChoiceRole::Icon, iconOf(completion));
    }
    setVisible(!completions.empty());
    if (!completions.empty()) {
        place();
        m_list->setCurrentRow(isChosen ? 0 : -1);
    }
}

void CompletionPopup::place()
{
    if (parentWidget() != m_field->window()) { // the field has found its window since
        setParent(m_field->window());
        show();
    }
    const int width = std::min(360, m_field->width());
    const int height = count() * m_delegate->rowHeight() + 2 * Space::Tiny + 2;
    const QPoint corner = m_field->mapTo(window(), QPoint(0, 0));
    setGeometry(corner.x(), std::max(0, corner.y() - height - Space::Tiny), width, height);
    raise();
}

int CompletionPopup::current() const
{
    return m_list->currentRow();
}

bool CompletionPopup::handleKey(int key)
{
    if (isHidden()) {
        return false;
    }
    switch (key) {
    case Qt::Key_Up:
        m_list->setCurrentRow(current() <= 0 ? count() - 1 : current() - 1);
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow((current() + 1) % count());
        return true;
    case Qt::Key_Tab:
        choose(std::max(0, current()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current() < 0) {
            return false; // nothing was chosen: it sends
        }
        choose(current());
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

void CompletionPopup::choose(int row)
{
    if (row >= 0 && row < count()) {
        const Completion completion = m_completions[static_cast<std::size_t>(row)];
        hide();
        Q_EMIT chosen(completion);
    }
}

} // namespace app
