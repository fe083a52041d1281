#include "app/views/settingsdialog.h"

#include "app/delegates/appearance.h"
#include "app/views/searchedit.h"
#include "app/views/settingrow.h"
#include "app/views/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <set>

namespace app {

static constexpr int narrowBelow = 560; // no list of categories beside the page
static constexpr int refreshInterval = 1000; // milliseconds

SettingsDialog::SettingsDialog(
    const std::vector<Setting> &settings, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_search(new SearchEdit(this))
    , m_navigation(nullptr)
    , m_categories(new QButtonGroup(this))
    , m_scroll(new QScrollArea(this))
    , m_title(new QLabel(tr("Settings"), this))
    , m_nothing(new QLabel(tr("No setting is called so."), this))
{
    setWindowTitle(tr("Settings"));
    setMinimumSize(360, 320);
    const QSize room = parent ? parent->size() - QSize(32, 32) : QSize(720, 560);
    resize(QSize(720, 560).boundedTo(room).expandedTo(minimumSize()));
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_nothing->setProperty("role", QStringLiteral("muted"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setWidget(makePage(settings));
    m_scroll->widget()->setAutoFillBackground(false);
    m_navigation = makeNavigation();
    auto *top = new QHBoxLayout;
    top->setContentsMargins(Space::Huge, Space::Large + Space::Tiny, Space::Huge, Space::Medium);
    top->setSpacing(Space::Large);
    top->addWidget(m_title);
    top->addWidget(m_search, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    middle->addWidget(m_scroll, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addLayout(middle, 1);
    m_refreshing.setInterval(refreshInterval);
    connect(&m_refreshing, &QTimer::timeout, this, &SettingsDialog::refresh);
    connect(m_search, &SearchEdit::typedChanged, this, &SettingsDialog::arrange);
    connect(theme, &Theme::changed, this, &SettingsDialog::applyTheme);
    applyTheme();
    showCategory(m_rows.empty() ? m_category : m_rows.front()->setting().category);
    m_search->setFocus();
}

QString SettingsDialog::categoryName(SettingCategory category)
{
    switch (category) {
    case SettingCategory::General:
        return tr("General");
    case SettingCategory::Appearance:
        return tr("Appearance");
    case SettingCategory::Notifications:
        return tr("Notifications");
    case SettingCategory::Messages:
        return tr("Messages");
    case SettingCategory::Advanced:
        break;
    }
    return tr("Advanced");
}

QWidget *SettingsDialog::makePage(const std::vector<Setting> &settings)
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(Space::Huge, 0, Space::Huge, Space::Large);
    column->setSpacing(0);
    column->addWidget(m_nothing);
    std::vector<Setting> ordered = settings;
    std::stable_sort(ordered.begin(), ordered.end(),
        [](const Setting &left, const Setting &right) { return left.category < right.category; });
    for (const Setting &setting : ordered) {
        if (!m_headings.count(setting.category)) {
            auto *heading = new QLabel(categoryName(setting.category), page);
            heading->setContentsMargins(0, Space::Small, 0, Space::Tiny);
            m_headings[setting.category] = heading;
            column->addWidget(heading);
        }
        auto *row = new SettingRow(setting, m_theme, page);
        connect(row, &SettingRow::changed, this, &SettingsDialog::refresh);
        column->addWidget(row);
        m_rows.push_back(row);
    }
    column->addStretch(1);
    return page;
}

QWidget *SettingsDialog::makeNavigation()
{
    auto *navigation = new QWidget(this);
    auto *column = new QVBoxLayout(navigation);
    column->setContentsMargins(Space::Large, 0, 0, Space::Large);
    column->setSpacing(Space::Tiny);
    for (const auto &[category, heading] : m_headings) {
        auto *button = new QPushButton(heading->text(), navigation);
        button->setProperty("role", QStringLiteral("tab"));
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setMinimumWidth(140);
        m_categories->addButton(button, static_cast<int>(category));
        column->addWidget(button);
    }
    column->addStretch(1);
    connect(m_categories, &QButtonGroup::idClicked, this, [this](int id) {
        m_search->clear();
        showCategory(static_cast<SettingCategory>(id));
    });
    return navigation;
}

void SettingsDialog::showCategory(SettingCategory category)
{
    m_category = category;
    if (QAbstractButton *button = m_categories->button(static_cast<int>(category))) {
        button->setChecked(true);
    }
    arrange();
    m_scroll->verticalScrollBar()->setValue(0);
}

// What was typed is looked for everywhere.
void SettingsDialog::arrange()
{
    const QString typed = m_search->typed().trimmed();
    const bool isNarrow = width() < narrowBelow;
    std::set<SettingCategory> used;
    for (SettingRow *row : m_rows) {
        const bool isShown = typed.isEmpty() ? isNarrow || row->setting().category == m_category
                                             : row->matches(typed);
        row->setVisible(isShown);
        if (isShown) {
            used.insert(row->setting().category);
        }
    }
    for (const auto &[category, heading] : m_headings) {
        heading->setVisible(used.count(category) > 0 && (isNarrow || !typed.isEmpty()));
    }
    m_nothing->setVisible(used.empty());
    m_navigation->setVisible(!isNarrow);
}

std::vector<SettingRow *> SettingsDialog::shownRows() const
{
    std::vector<SettingRow *> shown;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(shown),
        [](const SettingRow *row) { return !row->isHidden(); });
    return shown;
}

void SettingsDialog::refresh()
{
    for (SettingRow *row : m_rows) {
        row->refresh();
    }
}

void SettingsDialog::applyTheme()
{
    m_title->setFont(m_theme->fonts().title);
    for (const auto &[category, heading] : m_headings) {
        heading->setFont(m_theme->fonts().title);
    }
    refresh();
}

// The style sheet's polishing takes fonts away that were set before.
void SettingsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    applyTheme();
    m_refreshing.start();
}

void SettingsDialog::hideEvent(QHideEvent *event)
{
    m_refreshing.stop();
    QDialog::hideEvent(event);
}

void SettingsDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (m_navigation) {
        arrange();
    }
}

} // namespace app
