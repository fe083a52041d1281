#include "app/views/quickswitcher.h"

#include "app/client/namematch.h"
#include "app/delegates/choicedelegate.h"
#include "app/models/roles.h"
#include "app/views/searchedit.h"
#include "app/views/theme.h"

#include <QAbstractItemModel>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace app {

static constexpr int maximumRows = 8;
static constexpr int roomRole = Qt::UserRole + 50;

namespace {

// Best first: how well it fits, then what has mentions, then what is unread.
std::vector<QModelIndex> matching(
    const QAbstractItemModel *model, const QString &typed, int nameRole, bool areRooms)
{
    using Value = std::pair<int, int>;
    std::vector<std::pair<Value, QModelIndex>> found;
    for (int row = 0; model && row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        const int fits = nameMatch(typed, index.data(nameRole).toString());
        const int waiting = !areRooms                    ? 0
            : index.data(RoomRole::Mentions).toInt() > 0 ? 2
            : index.data(RoomRole::Unread).toInt() > 0   ? 1
                                                         : 0;
        if (fits > 0) {
            found.push_back({{-fits, -waiting}, index});
        }
    }
    std::stable_sort(found.begin(), found.end(),
        [](const auto &one, const auto &other) { return one.first < other.first; });
    std::vector<QModelIndex> indexes;
    for (const auto &[value, index] : found) {
        indexes.push_back(index);
    }
    return indexes;
}

} // namespace

QuickSwitcher::QuickSwitcher(const Theme *theme, QWidget *window)
    : QFrame(window)
    , m_theme(theme)
    , m_search(new SearchEdit(this))
    , m_list(new QListWidget(this))
    , m_nothing(new QLabel(tr("No room and nobody has this name."), this))
    , m_delegate(new ChoiceDelegate(this))
{
    setProperty("role", QStringLiteral("popup"));
    m_search->setPlaceholderText(tr("Go to a room, or name a person"));
    m_search->setAccessibleName(tr("Go to a room, or name a person"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(m_delegate);
    m_list->setAccessibleName(tr("Rooms and people"));
    m_nothing->setProperty("role", QStringLiteral("muted"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMinimumHeight(40);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Space::Small, Space::Small, Space::Small, Space::Small);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    connect(m_search, &SearchEdit::typedChanged, this, &QuickSwitcher::show);
    connect(m_search, &SearchEdit::moveRequested, this, &QuickSwitcher::move);
    connect(m_search, &SearchEdit::chosen, this, [this] { choose(m_list->currentRow()); });
    connect(m_search, &SearchEdit::cancelled, this, &QuickSwitcher::finish);
    connect(m_list, &QListWidget::itemClicked, this,
        [this](QListWidgetItem *item) { choose(m_list->row(item)); });
    connect(theme, &Theme::changed, this, &QuickSwitcher::applyTheme);
    applyTheme();
    hide();
}

void QuickSwitcher::applyTheme()
{
    m_delegate->setAppearance(m_theme->appearance());
}

void QuickSwitcher::setModels(QAbstractItemModel *rooms, QAbstractItemModel *people)
{
    m_rooms = rooms;
    m_people = people;
}

void QuickSwitcher::open()
{
    m_search->clear();
    show({});
    setVisible(true);
    raise();
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void QuickSwitcher::addRoom(const QModelIndex &room)
{
    const int unread = room.data(RoomRole::Unread).toInt();
    const int mentions = room.data(RoomRole::Mentions).toInt();
    auto *item = new QListWidgetItem(room.data(RoomRole::Name).toString(), m_list);
    item->setData(ChoiceRole::Icon, QStringLiteral("hash"));
    item->setData(ChoiceRole::Detail,
        mentions > 0     ? tr("%n mention(s)", nullptr, mentions)
            : unread > 0 ? tr("%n unread", nullptr, unread)
                         : QString());
    item->setData(roomRole, room.data(RoomRole::RoomId));
}

void QuickSwitcher::addPerson(const QModelIndex &person)
{
    auto *item = new QListWidgetItem(person.data(MemberRole::Name).toString(), m_list);
    item->setData(ChoiceRole::Person, person.data(MemberRole::Person));
    item->setData(ChoiceRole::Detail, tr("Mention"));
}

// Rooms before people, but what fits well before what fits somehow only within each.
void QuickSwitcher::show(const QString &typed)
{
    m_list->clear();
    for (const QModelIndex &room : matching(m_rooms, typed, RoomRole::Name, true)) {
        addRoom(room);
    }
    for (const QModelIndex &person : matching(m_people, typed, MemberRole::Name, false)) {
        if (!person.data(MemberRole::IsSelf).toBool()) {
            addPerson(person);
        }
    }
    m_list->setVisible(m_list->count() > 0);
    m_nothing->setVisible(m_list->count() == 0);
    m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
    place();
}

void QuickSwitcher::place()
{
    const QWidget *window = parentWidget();
    const int rows = std::clamp(m_list->count(), 1, maximumRows);
    m_list->setFixedHeight(
        std::min(rows * m_delegate->rowHeight() + 2, std::max(64, window->height() - 120)));
    const int width = std::min(480, window->width() - 2 * Space::Large);
    setFixedWidth(width);
    adjustSize();
    QFrame::move((window->width() - width) / 2, std::min(72, window->height() / 8));
}

void QuickSwitcher::move(int key)
{
    const int count = m_list->count();
    if (count == 0) {
        return;
    }
    const int row = m_list->currentRow();
    switch (key) {
    case Qt::Key_Up:
        m_list->setCurrentRow((row + count - 1) % count);
        break;
    case Qt::Key_Down:
        m_list->setCurrentRow((row + 1) % count);
        break;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(std::max(0, row - maximumRows));
        break;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(std::min(count - 1, row + maximumRows));
        break;
    default:
        return;
    }
    m_search->setAccessibleDescription(m_list->currentItem()->text());
}

void QuickSwitcher::choose(int row)
{
    const QListWidgetItem *item = m_list->item(row);
    if (!item) {
        return;
    }
    const QByteArray room = item->data(roomRole).toByteArray();
    const QString name = item->text();
    finish();
    if (room.isEmpty()) {
        Q_EMIT personChosen(name);
    } else {
        Q_EMIT roomChosen(room);
    }
}

void QuickSwitcher::finish()
{
    if (!isHidden()) {
        hide();
        Q_EMIT closed();
    }
}

} // namespace app
