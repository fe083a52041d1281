#include "app/views/roomheader.h"

#include "app/delegates/appearance.h"
#include "app/views/elidedlabel.h"
#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

constexpr int narrow = 520;

static QToolButton *headerButton(const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

RoomHeader::RoomHeader(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_back(headerButton(tr("Back to the rooms"), this))
    , m_name(new ElidedLabel(this))
    , m_topic(new ElidedLabel(this))
    , m_search(headerButton(tr("Search (Ctrl+F)"), this))
    , m_invite(headerButton(tr("How others join"), this))
    , m_people(headerButton(tr("People in the room"), this))
    , m_menu(headerButton(tr("What can be done with the room"), this))
{
    setObjectName(QStringLiteral("roomHeader"));
    setAttribute(Qt::WA_StyledBackground);
    m_people->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_people->setCheckable(true);
    m_invite->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_invite->setText(tr("Invite"));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_name);
    words->addWidget(m_topic);
    words->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Space::Large, 0, Space::Medium, 0);
    row->setSpacing(Space::Small);
    row->addWidget(m_back);
    row->addLayout(words, 1);
    row->addWidget(m_invite);
    row->addWidget(m_search);
    row->addWidget(m_people);
    row->addWidget(m_menu);
    m_search->setCheckable(true);
    connect(m_search, &QToolButton::clicked, this, &RoomHeader::searchRequested);
    connect(m_menu, &QToolButton::clicked, this,
        [this] { Q_EMIT menuRequested(m_menu->mapToGlobal(QPoint(0, m_menu->height()))); });
    connect(m_back, &QToolButton::clicked, this, &RoomHeader::backRequested);
    connect(m_invite, &QToolButton::clicked, this, &RoomHeader::inviteRequested);
    connect(m_people, &QToolButton::clicked, this, &RoomHeader::membersToggled);
    connect(theme, &Theme::changed, this, &RoomHeader::applyTheme);
    m_invite->hide();
    m_back->hide();
    applyTheme();
}

// The room's name comes before the word on a button.
void RoomHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_invite->setToolButtonStyle(
        width() < narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void RoomHeader::applyTheme()
{
    const Appearance &appearance = m_theme->appearance();
    setFixedHeight(appearance.scaled(56));
    for (QToolButton *button : {m_back, m_search, m_menu}) {
        button->setIconSize(QSize(appearance.scaled(20), appearance.scaled(20)));
    }
    for (QToolButton *button : {m_invite, m_people}) {
        button->setIconSize(Theme::leadingIconSize(appearance.scaled(20)));
    }
    m_name->setFont(m_theme->fonts().title);
    m_topic->setFont(m_theme->fonts().caption);
    m_topic->setColor(m_theme->colors().textMuted);
    m_name->setColor(m_theme->colors().text);
    m_search->setIcon(m_theme->icon(QStringLiteral("search")));
    m_menu->setIcon(m_theme->icon(QStringLiteral("ellipsis")));
    m_back->setIcon(m_theme->icon(QStringLiteral("arrow-left")));
    m_invite->setIcon(m_theme->leadingIcon(QStringLiteral("share-2"), m_theme->colors().text));
    m_people->setIcon(m_theme->leadingIcon(QStringLiteral("users"), m_theme->colors().text));
}

void RoomHeader::setRoom(const QString &name, const QString &topic)
{
    m_name->setText(name);
    m_topic->setText(topic);
    m_topic->setVisible(!topic.isEmpty());
}

void RoomHeader::setPeople(int count)
{
    m_people->setText(QLocale().toString(count));
    m_people->setAccessibleName(tr("%n person(s) in the room", nullptr, count));
}

void RoomHeader::setHosting(bool isHosting)
{
    m_invite->setVisible(isHosting);
}

void RoomHeader::setBackVisible(bool isVisible)
{
    m_back->setVisible(isVisible);
}

void RoomHeader::setMembersShown(bool areShown)
{
    m_people->setChecked(areShown);
}

void RoomHeader::setSearchShown(bool isShown)
{
    m_search->setChecked(isShown);
}

void RoomHeader::setMenuEnabled(bool isEnabled)
{
    m_menu->setEnabled(isEnabled);
}

} // namespace app
