#include "app/views/roomspane.h"

#include "app/delegates/roomdelegate.h"
#include "app/models/roles.h"
#include "app/views/elidedlabel.h"
#include "app/views/searchedit.h"

#include <QAbstractItemModel>
#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

RoomsPane::RoomsPane(Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_top(new QWidget(this))
    , m_server(new ElidedLabel(this))
    , m_detail(new ElidedLabel(this))
    , m_menuButton(new QToolButton(this))
    , m_newRoom(new QToolButton(this))
    , m_filter(new SearchEdit(this))
    , m_empty(new QLabel(this))
    , m_list(new QListView(this))
    , m_menu(new QMenu(this))
    , m_aside(new QPushButton(this))
    , m_delegate(new RoomDelegate(this))
{
    setObjectName(QStringLiteral("roomsPane"));
    setAttribute(Qt::WA_StyledBackground);
    buildList();
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_empty->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, Space::Small);
    column->setSpacing(0);
    column->addWidget(makeTop());
    column->addLayout(makeFilterRow());
    auto *emptyRow = new QHBoxLayout; // margins of its own: the style sheet takes the label's away
    emptyRow->setContentsMargins(Space::Large + Space::Tiny, Space::Tiny, Space::Large, 0);
    emptyRow->addWidget(m_empty);
    column->addLayout(emptyRow);
    column->addWidget(m_list, 1);
    auto *asideRow = new QHBoxLayout;
    asideRow->setContentsMargins(Space::Small, Space::Tiny, Space::Small, 0);
    m_aside->setProperty("role", QStringLiteral("quiet"));
    asideRow->addWidget(m_aside);
    column->addLayout(asideRow);
    connect(m_aside, &QPushButton::clicked, this, &RoomsPane::asideRequested);
    setAsideCount(0);
    connect(theme, &Theme::changed, this, &RoomsPane::applyTheme);
    buildMenu();
    applyTheme();
    updateEmpty();
}

void RoomsPane::buildList()
{
    m_list->setItemDelegate(m_delegate);
    m_list->setModel(&m_sections);
    m_list->setAccessibleName(tr("Rooms"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint &point) {
        const QByteArray room = m_list->indexAt(point).data(RoomRole::RoomId).toByteArray();
        if (!room.isEmpty()) {
            Q_EMIT roomMenuRequested(room, m_list->viewport()->mapToGlobal(point));
        }
    });
    connect(m_list, &QListView::clicked, this, &RoomsPane::activate);
    connect(m_list, &QListView::activated, this, &RoomsPane::activate);
    connect(&m_sections, &QAbstractItemModel::rowsInserted, this, &RoomsPane::updateEmpty);
    connect(&m_sections, &QAbstractItemModel::rowsRemoved, this, &RoomsPane::updateEmpty);
    connect(&m_sections, &QAbstractItemModel::modelReset, this, &RoomsPane::updateEmpty);
}

// Nothing moves under the pointer or the keys.
bool RoomsPane::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPointer = event->type() == QEvent::Enter || event->type() == QEvent::Leave;
    const bool isFocus = event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut;
    if ((watched == m_list->viewport() && isPointer) || (watched == m_list && isFocus)) {
        m_isPointedAt = isPointer ? event->type() == QEvent::Enter : m_isPointedAt;
        const bool hasKeys = isFocus ? event->type() == QEvent::FocusIn : m_list->hasFocus();
        m_sections.setHeld(m_isPointedAt || hasKeys);
    }
    return QWidget::eventFilter(watched, event);
}

QWidget *RoomsPane::makeTop()
{
    m_menuButton->setAccessibleName(tr("Menu"));
    m_menuButton->setToolTip(tr("Menu"));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setMenu(m_menu);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_server);
    words->addWidget(m_detail);
    words->addStretch(1);
    auto *row = new QHBoxLayout(m_top);
    row->setContentsMargins(Space::Large + Space::Tiny, 0, Space::Medium, 0);
    row->addLayout(words, 1);
    row->addWidget(m_menuButton);
    return m_top;
}

QLayout *RoomsPane::makeFilterRow()
{
    m_newRoom->setAccessibleName(tr("New room"));
    m_newRoom->setToolTip(tr("New room"));
    m_filter->setPlaceholderText(tr("Find a room"));
    m_filter->setAccessibleName(tr("Find a room"));
    m_filter->setClearButtonEnabled(true);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(Space::Medium, 0, Space::Medium, Space::Small);
    row->setSpacing(Space::Tiny);
    row->addWidget(m_filter, 1);
    row->addWidget(m_newRoom);
    connect(m_newRoom, &QToolButton::clicked, this, &RoomsPane::newRoomRequested);
    connect(m_filter, &SearchEdit::typedChanged, this, [this](const QString &typed) {
        m_sections.setFilter(typed);
        updateEmpty();
    });
    connect(m_filter, &SearchEdit::chosen, this, &RoomsPane::activateBest);
    connect(m_filter, &SearchEdit::moveRequested, this, &RoomsPane::moveFromFilter);
    connect(m_filter, &SearchEdit::cancelled, this, [this] {
        if (m_filter->hasFocus()) { // Esc; what was typed stays when the keys go elsewhere
            leaveFilter();
        }
    });
    return row;
}

void RoomsPane::buildMenu()
{
    m_menu->addAction(tr("New room…"), this, &RoomsPane::newRoomRequested);
    m_menu->addAction(tr("Search everywhere…") + QStringLiteral("\tCtrl+Shift+F"), this,
        &RoomsPane::searchRequested);
    m_menu->addAction(tr("Rooms left and archived…"), this, &RoomsPane::asideRequested);
    m_menu->addSeparator();
    QAction *away = m_menu->addAction(tr("Away"));
    away->setCheckable(true);
    connect(away, &QAction::toggled, this, &RoomsPane::awayChosen);
    addLooks(m_menu->addMenu(tr("Appearance")));
    m_menu->addSeparator();
    m_hostActions = {
        m_menu->addAction(tr("Back up all rooms…"), this, &RoomsPane::backupRequested),
        m_menu->addAction(tr("Restore from a backup…"), this, &RoomsPane::restoreRequested),
        m_menu->addSeparator(),
    };
    setHosting(false);
    m_menu->addAction(tr("Leave"), this, &RoomsPane::leaveRequested);
}

void RoomsPane::addLooks(QMenu *menu)
{
    auto *modes = new QActionGroup(this);
    const std::pair<Theme::Mode, QString> choices[] = {{Theme::Mode::System, tr("Like the system")},
        {Theme::Mode::Light, tr("Light")}, {Theme::Mode::Dark, tr("Dark")},
        {Theme::Mode::HighContrast, tr("High contrast")}};
    for (const auto &[mode, name] : choices) {
        QAction *action = menu->addAction(
            name, this, [this, mode = mode] { Q_EMIT themeModeChosen(Theme::modeName(mode)); });
        action->setCheckable(true);
        modes->addAction(action);
        m_modeActions.push_back({mode, action});
    }
    menu->addSeparator();
    m_dense = menu->addAction(tr("Narrow rows"));
    m_dense->setCheckable(true);
    connect(m_dense, &QAction::triggered, this, &RoomsPane::densityChosen);
    menu->addSeparator();
    menu->addAction(
        tr("Larger") + QStringLiteral("\tCtrl++"), this, [this] { Q_EMIT zoomChosen(1); });
    menu->addAction(
        tr("Smaller") + QStringLiteral("\tCtrl+-"), this, [this] { Q_EMIT zoomChosen(-1); });
    menu->addAction(
        tr("Usual size") + QStringLiteral("\tCtrl+0"), this, [this] { Q_EMIT zoomChosen(0); });
}

// The same may have been chosen elsewhere.
void RoomsPane::checkLooks()
{
    for (const auto &[mode, action] : m_modeActions) {
        action->setChecked(m_theme->mode() == mode);
    }
    m_dense->setChecked(m_theme->looks().isDense);
}

void RoomsPane::setHosting(bool isHosting)
{
    for (QAction *action : m_hostActions) {
        action->setVisible(isHosting);
    }
}

void RoomsPane::setAsideCount(int count)
{
    m_aside->setText(tr("%n left or archived…", nullptr, count));
    m_aside->setVisible(count > 0);
}

void RoomsPane::applyTheme()
{
    const Appearance &appearance = m_theme->appearance();
    m_delegate->setAppearance(appearance);
    m_top->setFixedHeight(appearance.scaled(56));
    m_menuButton->setIconSize(QSize(appearance.scaled(20), appearance.scaled(20)));
    m_newRoom->setIconSize(QSize(appearance.scaled(18), appearance.scaled(18)));
    checkLooks();
    m_server->setFont(m_theme->fonts().title);
    m_server->setColor(m_theme->colors().text);
    m_detail->setFont(m_theme->fonts().caption);
    m_detail->setColor(m_theme->colors().textMuted);
    m_aside->setFont(m_theme->fonts().caption);
    m_menuButton->setIcon(m_theme->icon(QStringLiteral("ellipsis")));
    m_newRoom->setIcon(m_theme->icon(QStringLiteral("plus")));
    m_list->doItemsLayout();
}

void RoomsPane::setModel(QAbstractItemModel *model)
{
    m_sections.setRooms(model);
}

void RoomsPane::focusList(Qt::FocusReason reason)
{
    if (!m_list->currentIndex().isValid()) {
        const QModelIndexList open =
            m_sections.match(m_sections.index(0), RoomRole::IsOpen, true, 1, Qt::MatchExactly);
        m_list->setCurrentIndex(
            open.isEmpty() ? m_sections.index(m_sections.firstRoom()) : open.first());
    }
    m_list->setFocus(reason);
}

void RoomsPane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RoomsPane::leaveFilter()
{
    const bool wasFiltering = !m_filter->text().isEmpty();
    m_filter->clear();
    if (!wasFiltering) {
        Q_EMIT filterLeft();
    }
}

// Down goes on into the rooms that were found.
void RoomsPane::moveFromFilter(int key)
{
    if (key == Qt::Key_Down && m_sections.firstRoom() >= 0) {
        m_list->setCurrentIndex(m_sections.index(m_sections.firstRoom()));
        m_list->setFocus(Qt::TabFocusReason);
    }
}

void RoomsPane::activateBest()
{
    if (m_sections.firstRoom() >= 0) {
        activate(m_sections.index(m_sections.firstRoom()));
    }
}

void RoomsPane::updateEmpty()
{
    m_empty->setText(m_sections.filter().isEmpty()
            ? tr("No rooms yet. Make the first one with +.")
            : tr("No room of this name. + makes a new one."));
    m_empty->setVisible(m_sections.roomCount() == 0);
}

void RoomsPane::setServer(const QString &name, const QString &detail)
{
    m_server->setText(name);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
}

// What was looked for is found.
void RoomsPane::activate(const QModelIndex &index)
{
    const QByteArray room = index.data(RoomRole::RoomId).toByteArray();
    if (!room.isEmpty()) {
        m_filter->clear();
        Q_EMIT roomActivated(room);
    }
}

} // namespace app
