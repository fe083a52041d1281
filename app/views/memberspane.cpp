#include "app/views/memberspane.h"

#include "app/delegates/memberdelegate.h"
#include "app/models/roles.h"
#include "app/views/theme.h"

#include <QAbstractItemModel>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

MembersPane::MembersPane(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_top(new QWidget(this))
    , m_back(new QToolButton(this))
    , m_caption(new QLabel(this))
    , m_list(new QListView(this))
    , m_delegate(new MemberDelegate(this))
{
    setObjectName(QStringLiteral("membersPane"));
    setAttribute(Qt::WA_StyledBackground);
    m_back->setAccessibleName(tr("Back to the conversation"));
    m_back->setToolTip(tr("Back to the conversation"));
    m_back->hide();
    m_list->setItemDelegate(m_delegate);
    m_list->setAccessibleName(tr("People in the room"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint &point) {
        const QModelIndex index = m_list->indexAt(point);
        if (index.isValid() && !index.data(MemberRole::IsSelf).toBool()) {
            Q_EMIT memberMenuRequested(index.data(MemberRole::Person).toByteArray(),
                index.data(MemberRole::Name).toString(), m_list->viewport()->mapToGlobal(point));
        }
    });
    auto *row = new QHBoxLayout(m_top);
    row->setContentsMargins(Space::Large, 0, Space::Medium, 0);
    row->addWidget(m_back);
    row->addWidget(m_caption, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, Space::Small);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_list, 1);
    connect(m_back, &QToolButton::clicked, this, &MembersPane::backRequested);
    connect(theme, &Theme::changed, this, &MembersPane::applyTheme);
    applyTheme();
    refresh();
}

void MembersPane::applyTheme()
{
    const Appearance &appearance = m_theme->appearance();
    m_delegate->setAppearance(appearance);
    m_top->setFixedHeight(appearance.scaled(56));
    m_back->setIconSize(QSize(appearance.scaled(20), appearance.scaled(20)));
    m_caption->setFont(m_theme->fonts().captionStrong);
    m_caption->setProperty("role", QStringLiteral("muted"));
    m_back->setIcon(m_theme->icon(QStringLiteral("arrow-left")));
    m_list->doItemsLayout();
}

void MembersPane::setModel(QAbstractItemModel *model)
{
    m_list->setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &MembersPane::refresh);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &MembersPane::refresh);
    connect(model, &QAbstractItemModel::modelReset, this, &MembersPane::refresh);
    refresh();
}

int MembersPane::count() const
{
    return m_list->model() ? m_list->model()->rowCount() : 0;
}

void MembersPane::setBackVisible(bool isVisible)
{
    m_back->setVisible(isVisible);
}

void MembersPane::refresh()
{
    m_caption->setText(tr("People · %1").arg(QLocale().toString(count())));
    Q_EMIT countChanged(count());
}

} // namespace app
