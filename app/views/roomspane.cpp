#include "app/views/roomspane.h"

#include "app/delegates/roomdelegate.h"
#include "app/models/roles.h"
#include "app/views/elidedlabel.h"
#include "app/views/theme.h"

#include <QAbstractItemModel>
#include <QActionGroup>
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
    , m_server(new ElidedLabel(this))
    , m_detail(new ElidedLabel(this))
    , m_menuButton(new QToolButton(this))
    , m_newRoom(new QToolButton(this))
    , m_caption(new QLabel(tr("Rooms"), this))
    , m_empty(new QLabel(tr("No rooms yet. Make the first one with +."), this))
    , m_list(new QListView(this))
    , m_menu(new QMenu(this))
    , m_aside(new QPushButton(this))
    , m_delegate(new RoomDelegate(this))
{
    setObjectName(QStringLiteral("roomsPane"));
    setAttribute(Qt::WA_StyledBackground);
    m_list->setItemDelegate(m_delegate);
    m_list->setAccessibleName(tr("Rooms"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_empty->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, Space::Small);
    column->setSpacing(0);
    column->addWidget(makeTop());
    column->addWidget(makeCaption());
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
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint &point) {
        const QModelIndex index = m_list->indexAt(point);
        if (index.isValid()) {
            Q_EMIT roomMenuRequested(
                index.data(RoomRole::RoomId).toByteArray(), m_list->viewport()->mapToGlobal(point));
        }
    });
    connect(m_list, &QListView::clicked, this, &RoomsPane::activate);
    connect(m_list, &QListView::activated, this, &RoomsPane::activate);
    connect(theme, &Theme::changed, this, &RoomsPane::applyTheme);
    buildMenu();
    applyTheme();
    updateEmpty();
}

QWidget *RoomsPane::makeTop()
{
    auto *top = new QWidget(this);
    top->setFixedHeight(56);
    m_menuButton->setAccessibleName(tr("Menu"));
    m_menuButton->setToolTip(tr("Menu"));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setMenu(m_menu);
    m_menuButton->setIconSize(QSize(20, 20));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_server);
    words->addWidget(m_detail);
    words->addStretch(1);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(Space::Large + Space::Tiny, 0, Space::Medium, 0);
    row->addLayout(words, 1);
    row->addWidget(m_menuButton);
    return top;
}

QWidget *RoomsPane::makeCaption()
{
    auto *caption = new QWidget(this);
    m_newRoom->setAccessibleName(tr("New room"));
    m_newRoom->setToolTip(tr("New room"));
    m_newRoom->setIconSize(QSize(18, 18));
    m_caption->setProperty("role", QStringLiteral("muted"));
    auto *row = new QHBoxLayout(caption);
    row->setContentsMargins(Space::Large + Space::Tiny, Space::Small, Space::Medium, Space::Tiny);
    row->addWidget(m_caption, 1);
    row->addWidget(m_newRoom);
    connect(m_newRoom, &QToolButton::clicked, this, &RoomsPane::newRoomRequested);
    return caption;
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
    QMenu *looks = m_menu->addMenu(tr("Appearance"));
    auto *modes = new QActionGroup(this);
    const std::pair<Theme::Mode, QString> choices[] = {{Theme::Mode::System, tr("Like the system")},
        {Theme::Mode::Light, tr("Light")}, {Theme::Mode::Dark, tr("Dark")}};
    for (const auto &[mode, name] : choices) {
        QAction *action = looks->addAction(
            name, this, [this, mode = mode] { Q_EMIT themeModeChosen(Theme::modeName(mode)); });
        action->setCheckable(true);
        action->setChecked(m_theme->mode() == mode);
        modes->addAction(action);
    }
    m_menu->addSeparator();
    m_hostActions = {
        m_menu->addAction(tr("Back up all rooms…"), this, &RoomsPane::backupRequested),
        m_menu->addAction(tr("Restore from a backup…"), this, &RoomsPane::restoreRequested),
        m_menu->addSeparator(),
    };
    setHosting(false);
    m_menu->addAction(tr("Leave"), this, &RoomsPane::leaveRequested);
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
    m_delegate->setAppearance(m_theme->appearance());
    m_server->setFont(m_theme->fonts().title);
    m_server->setColor(m_theme->colors().text);
    m_detail->setFont(m_theme->fonts().caption);
    m_detail->setColor(m_theme->colors().textMuted);
    m_aside->setFont(m_theme->fonts().caption);
    m_caption->setFont(m_theme->fonts().captionStrong);
    m_menuButton->setIcon(m_theme->icon(QStringLiteral("ellipsis")));
    m_newRoom->setIcon(m_theme->icon(QStringLiteral("plus")));
    m_list->doItemsLayout();
}

void RoomsPane::setModel(QAbstractItemModel *model)
{
    m_list->setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &RoomsPane::updateEmpty);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &RoomsPane::updateEmpty);
    connect(model, &QAbstractItemModel::modelReset, this, &RoomsPane::updateEmpty);
    updateEmpty();
}

void RoomsPane::focusList(Qt::FocusReason reason)
{
    const QAbstractItemModel *model = m_list->model();
    if (model && !m_list->currentIndex().isValid()) {
        const QModelIndexList open =
            model->match(model->index(0, 0), RoomRole::IsOpen, true, 1, Qt::MatchExactly);
        m_list->setCurrentIndex(open.isEmpty() ? model->index(0, 0) : open.first());
    }
    m_list->setFocus(reason);
}

void RoomsPane::updateEmpty()
{
    m_empty->setVisible(!m_list->model() || m_list->model()->rowCount() == 0);
}

void RoomsPane::setServer(const QString &name, const QString &detail)
{
    m_server->setText(name);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
}

void RoomsPane::activate(const QModelIndex &index)
{
    Q_EMIT roomActivated(index.data(RoomRole::RoomId).toByteArray());
}

} // namespace app
