#include "app/views/emojipicker.h"

#include "app/delegates/emojidelegate.h"
#include "app/models/emojimodel.h"
#include "app/views/searchedit.h"
#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

static constexpr int columns = 9;
static constexpr QSize paneSize(
    columns *EmojiDelegate::cell + 2 * Space::Small + 16, 8 * EmojiDelegate::cell + 40);

EmojiPicker::EmojiPicker(const Theme *theme, QWidget *window)
    : QFrame(window)
    , m_theme(theme)
    , m_model(new EmojiModel(this))
    , m_delegate(new EmojiDelegate(this))
    , m_search(new SearchEdit(this))
    , m_grid(new QListView(this))
    , m_name(new QLabel(this))
{
    setProperty("role", QStringLiteral("popup"));
    m_search->setPlaceholderText(tr("Search emojis"));
    m_search->setAccessibleName(tr("Search emojis"));
    m_grid->setAccessibleName(tr("Emojis"));
    m_grid->setFocusPolicy(Qt::NoFocus);
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setMovement(QListView::Static);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setGridSize({EmojiDelegate::cell, EmojiDelegate::cell});
    m_grid->setUniformItemSizes(true);
    m_grid->setMouseTracking(true);
    m_grid->setSelectionRectVisible(false);
    m_grid->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_grid->setItemDelegate(m_delegate);
    m_grid->setModel(m_model);
    m_model->setFilter([this](const QString &emoji) { return m_delegate->isOneSign(emoji); });
    m_name->setProperty("role", QStringLiteral("muted"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Space::Small, Space::Small, Space::Small, Space::Tiny);
    layout->setSpacing(Space::Tiny);
    layout->addWidget(m_search);
    layout->addLayout(makeGroups());
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_name);
    connect(m_search, &SearchEdit::typedChanged, this, &EmojiPicker::show);
    connect(m_search, &SearchEdit::moveRequested, this, &EmojiPicker::move);
    connect(m_search, &SearchEdit::chosen, this, [this] { pick(m_grid->currentIndex()); });
    connect(m_search, &SearchEdit::cancelled, this, &EmojiPicker::finish);
    connect(m_grid, &QListView::clicked, this, &EmojiPicker::pick);
    connect(theme, &Theme::changed, this, &EmojiPicker::applyTheme);
    applyTheme();
    hide();
}

// A button for each group of Unicode that has emojis to send, and for those used lately.
QHBoxLayout *EmojiPicker::makeGroups()
{
    struct Group {
        int number;
        QString emoji;
        QString name;
    };
    const Group groups[] = {{-1, QStringLiteral("🕘"), tr("Used lately")},
        {0, QStringLiteral("😀"), tr("Faces and feelings")}, {1, QStringLiteral("👋"), tr("People")},
        {3, QStringLiteral("🐻"), tr("Nature")}, {4, QStringLiteral("🍎"), tr("Food and drink")},
        {5, QStringLiteral("🚗"), tr("Travel")}, {6, QStringLiteral("⚽"), tr("Activities")},
        {7, QStringLiteral("💡"), tr("Things")}, {8, QStringLiteral("🔣"), tr("Signs")},
        {9, QStringLiteral("🏁"), tr("Flags")}};
    auto *layout = new QHBoxLayout;
    layout->setSpacing(0);
    for (const Group &group : groups) {
        auto *button = new QToolButton(this);
        button->setText(group.emoji);
        button->setToolTip(group.name);
        button->setAccessibleName(group.name);
        button->setFocusPolicy(Qt::NoFocus);
        connect(button, &QToolButton::clicked, this, [this, number = group.number] {
            m_search->clear();
            const QModelIndex first = m_model->index(number < 0 ? 0 : m_model->rowOfGroup(number));
            m_grid->scrollTo(first, QAbstractItemView::PositionAtTop);
            m_grid->setCurrentIndex(first);
            nameCurrent();
        });
        layout->addWidget(button, 1);
    }
    return layout;
}

void EmojiPicker::applyTheme()
{
    m_delegate->setAppearance(m_theme->appearance());
    m_name->setFont(m_theme->fonts().caption);
}

void EmojiPicker::openAt(const QPoint &globalPoint, const QStringList &recent)
{
    m_recent = recent;
    m_search->clear();
    show({});
    const QWidget *window = parentWidget();
    const QSize size = paneSize.boundedTo(window->size() - QSize(16, 16));
    const QPoint wanted = window->mapFromGlobal(globalPoint) - QPoint(size.width(), size.height());
    const int left = std::clamp(wanted.x(), 8, std::max(8, window->width() - size.width() - 8));
    const int top = std::clamp(wanted.y(), 8, std::max(8, window->height() - size.height() - 8));
    setGeometry(QRect(QPoint(left, top), size));
    setVisible(true);
    raise();
    m_search->setFocus(Qt::OtherFocusReason);
}

void EmojiPicker::show(const QString &typed)
{
    m_model->show(m_recent, typed);
    m_grid->setCurrentIndex(m_model->index(0));
    m_grid->scrollToTop();
    nameCurrent();
}

void EmojiPicker::nameCurrent()
{
    const QModelIndex current = m_grid->currentIndex();
    if (!current.isValid()) {
        m_name->setText(tr("No emoji has this name."));
        return;
    }
    const Emoji &emoji = m_model->at(current.row());
    m_name->setText(QStringLiteral("%1  :%2:").arg(emoji.name(), emoji.shortNames.value(0)));
    m_search->setAccessibleDescription(emoji.name());
}

void EmojiPicker::move(int key)
{
    const int perRow = std::max(1, m_grid->viewport()->width() / EmojiDelegate::cell);
    const int perPage = perRow * std::max(1, m_grid->viewport()->height() / EmojiDelegate::cell);
    const int step = key == Qt::Key_Left ? -1
        : key == Qt::Key_Right           ? 1
        : key == Qt::Key_Up              ? -perRow
        : key == Qt::Key_Down            ? perRow
        : key == Qt::Key_PageUp          ? -perPage
                                         : perPage;
    const int row =
        std::clamp(m_grid->currentIndex().row() + step, 0, std::max(0, m_model->rowCount() - 1));
    m_grid->setCurrentIndex(m_model->index(row));
    m_grid->scrollTo(m_grid->currentIndex());
    nameCurrent();
}

void EmojiPicker::pick(const QModelIndex &index)
{
    if (index.isValid()) {
        const QString emoji = m_model->at(index.row()).text;
        finish();
        Q_EMIT picked(emoji);
    }
}

void EmojiPicker::finish()
{
    if (!isHidden()) {
        hide();
        Q_EMIT closed();
    }
}

} // namespace app
