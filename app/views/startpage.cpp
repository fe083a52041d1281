#include "app/views/startpage.h"

#include "app/client/serveraddress.h"
#include "app/delegates/appearance.h"
#include "app/delegates/icons.h"
#include "app/views/theme.h"

#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace app {

static QLabel *roleLabel(const QString &role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setProperty("role", role);
    label->setWordWrap(true);
    return label;
}

static QLabel *troubleLabel(QWidget *parent)
{
    QLabel *label = roleLabel(QStringLiteral("trouble"), parent);
    label->hide();
    return label;
}

static void showText(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

StartPage::StartPage(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
    , m_mark(new QLabel(this))
    , m_title(new QLabel(QStringLiteral("Maru"), this))
    , m_tagline(roleLabel(QStringLiteral("muted"), this))
    , m_name(new QLineEdit(this))
    , m_hostPasscode(new QLineEdit(this))
    , m_address(new QLineEdit(this))
    , m_joinPasscode(new QLineEdit(this))
    , m_host(new QPushButton(tr("Host a room"), this))
    , m_restore(new QPushButton(tr("Host from a backup…"), this))
    , m_join(new QPushButton(tr("Join"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_hostTrouble(troubleLabel(this))
    , m_joinTrouble(troubleLabel(this))
    , m_busy(roleLabel(QStringLiteral("muted"), this))
    , m_recentCaption(roleLabel(QStringLiteral("muted"), this))
{
    setObjectName(QStringLiteral("startPage"));
    setAttribute(Qt::WA_StyledBackground);
    QScrollArea *scroll = m_scroll;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(makeColumn());
    scroll->widget()->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(m_host, &QPushButton::clicked, this, &StartPage::host);
    connect(m_join, &QPushButton::clicked, this, &StartPage::join);
    connect(m_cancel, &QPushButton::clicked, this, &StartPage::cancelRequested);
    connect(m_hostPasscode, &QLineEdit::returnPressed, this, &StartPage::host);
    connect(m_address, &QLineEdit::returnPressed, this, &StartPage::join);
    connect(m_joinPasscode, &QLineEdit::returnPressed, this, &StartPage::join);
    connect(m_name, &QLineEdit::textChanged, this, &StartPage::validate);
    connect(m_address, &QLineEdit::textChanged, this, &StartPage::validate);
    connect(theme, &Theme::changed, this, &StartPage::applyTheme);
    applyTheme();
    validate();
    setBusy({});
    setRecentServers({});
}

QWidget *StartPage::makeTitle(QWidget *parent)
{
    auto *title = new QWidget(parent);
    m_tagline->setText(tr("A room of your own, on your own network."));
    m_tagline->setWordWrap(false);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_tagline);
    auto *row = new QHBoxLayout(title);
    row->setContentsMargins(0, 0, 0, Space::Large);
    row->setSpacing(Space::Large);
    row->addWidget(m_mark);
    row->addLayout(words, 1);
    return title;
}

QWidget *StartPage::makeColumn()
{
    auto *page = new QWidget(this);
    auto *column = new QWidget(page);
    column->setMaximumWidth(720);
    auto *nameLabel = new QLabel(tr("Your name"), column);
    nameLabel->setBuddy(m_name);
    m_name->setMaxLength(64);
    m_name->setAccessibleName(tr("Your name"));
    m_name->setPlaceholderText(tr("The name others see"));
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Space::Small);
    rows->addWidget(makeTitle(column));
    rows->addWidget(nameLabel);
    rows->addWidget(m_name);
    rows->addSpacing(Space::Small);
    m_cards = new QBoxLayout(QBoxLayout::LeftToRight);
    m_cards->setSpacing(Space::Large);
    m_cards->addWidget(makeHostCard(column), 1);
    m_cards->addWidget(makeJoinCard(column), 1);
    rows->addLayout(m_cards);
    m_recentCaption->setText(tr("Joined lately"));
    rows->addSpacing(Space::Small);
    rows->addWidget(m_recentCaption);
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(0);
    rows->addLayout(m_recent);
    auto *centered = new QVBoxLayout(page);
    centered->setContentsMargins(Space::Huge, Space::Huge, Space::Huge, Space::Huge);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(column, 100);
    middle->addStretch(1);
    centered->addStretch(2);
    centered->addLayout(middle);
    centered->addStretch(3);
    return page;
}

QVBoxLayout *StartPage::fillCard(QFrame *card, const QString &title, const QString &text)
{
    card->setProperty("role", QStringLiteral("card"));
    auto *rows = new QVBoxLayout(card);
    rows->setContentsMargins(Space::Large + Space::Tiny, Space::Large, Space::Large + Space::Tiny,
        Space::Large + Space::Tiny);
    rows->setSpacing(Space::Small);
    m_cardTitles.push_back(new QLabel(title, card));
    rows->addWidget(m_cardTitles.back());
    QLabel *explanation = roleLabel(QStringLiteral("muted"), card);
    explanation->setText(text);
    rows->addWidget(explanation);
    rows->addSpacing(Space::Tiny);
    return rows;
}

QFrame *StartPage::makeHostCard(QWidget *parent)
{
    auto *card = new QFrame(parent);
    QVBoxLayout *rows = fillCard(card, tr("Host"),
        tr("People on your network can join you. What is said stays on this computer."));
    m_hostPasscode->setPlaceholderText(tr("Passcode (optional)"));
    m_hostPasscode->setAccessibleName(tr("Passcode for joining, optional"));
    m_host->setProperty("role", QStringLiteral("primary"));
    rows->addWidget(m_hostPasscode);
    rows->addWidget(m_hostTrouble);
    rows->addStretch(1);
    m_restore->setProperty("role", QStringLiteral("quiet"));
    m_restore->setAutoDefault(false);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        showHostTrouble({});
        Q_EMIT restoreRequested();
    });
    rows->addWidget(m_restore);
    rows->addWidget(m_host);
    return card;
}

QFrame *StartPage::makeJoinCard(QWidget *parent)
{
    auto *card = new QFrame(parent);
    QVBoxLayout *rows =
        fillCard(card, tr("Join"), tr("Ask the host for the address that their window shows."));
    m_address->setPlaceholderText(tr("192.168.1.20, host:7666 or ws://…"));
    m_address->setAccessibleName(tr("Address"));
    m_joinPasscode->setPlaceholderText(tr("Passcode"));
    m_joinPasscode->setAccessibleName(tr("Passcode"));
    m_joinPasscode->setEchoMode(QLineEdit::Password);
    m_joinPasscode->hide();
    rows->addWidget(m_address);
    rows->addWidget(m_joinPasscode);
    rows->addWidget(m_joinTrouble);
    rows->addWidget(m_busy);
    rows->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Space::Small);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_join, 1);
    rows->addLayout(buttons);
    return card;
}

void StartPage::applyTheme()
{
    m_mark->setPixmap(applicationIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    m_title->setFont(m_theme->fonts().display);
    for (QLabel *title : m_cardTitles) {
        title->setFont(m_theme->fonts().title);
    }
    for (QLabel *small : {m_hostTrouble, m_joinTrouble, m_busy}) {
        small->setFont(m_theme->fonts().caption);
    }
    m_recentCaption->setFont(m_theme->fonts().captionStrong);
}

void StartPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_cards->setDirection(width() < 640 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

// The style sheet's polishing takes fonts away that were set before.
void StartPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    applyTheme();
}

QString StartPage::name() const
{
    return m_name->text().simplified();
}

QString StartPage::hostPasscode() const
{
    return m_hostPasscode->text();
}

void StartPage::setName(const QString &name)
{
    m_name->setText(name);
}

void StartPage::setAddress(const QString &address)
{
    m_address->setText(address);
}

void StartPage::validate()
{
    m_host->setEnabled(!m_isBusy && !name().isEmpty());
    m_restore->setEnabled(m_host->isEnabled());
    m_join->setEnabled(!m_isBusy && !name().isEmpty() && !m_address->text().trimmed().isEmpty());
    showText(m_joinTrouble, {});
}

void StartPage::host()
{
    if (m_host->isEnabled()) {
        showHostTrouble({});
        Q_EMIT hostRequested(name(), m_hostPasscode->text());
    }
}

void StartPage::join()
{
    if (!m_join->isEnabled()) {
        return;
    }
    const auto address = ServerAddress::parse(m_address->text().trimmed());
    if (!address) {
        showJoinTrouble(address.error());
        m_address->setFocus();
        return;
    }
    showJoinTrouble({});
    Q_EMIT joinRequested(name(), m_address->text().trimmed(), m_joinPasscode->text());
}

void StartPage::showHostTrouble(const QString &text)
{
    showText(m_hostTrouble, text);
}

void StartPage::showJoinTrouble(const QString &text)
{
    showText(m_joinTrouble, text);
    if (!text.isEmpty()) {
        m_scroll->widget()->layout()->activate();
        m_scroll->ensureWidgetVisible(m_joinTrouble);
    }
}

void StartPage::askPasscode(const QString &text)
{
    showJoinTrouble(text);
    m_joinPasscode->show();
    m_joinPasscode->setFocus();
    m_joinPasscode->selectAll();
    m_scroll->ensureWidgetVisible(m_join);
}

void StartPage::setBusy(const QString &text)
{
    const QString trouble = m_joinTrouble->text();
    m_isBusy = !text.isEmpty();
    showText(m_busy, text);
    m_cancel->setVisible(m_isBusy);
    validate();
    showText(m_joinTrouble, trouble);
}

void StartPage::setRecentServers(const std::vector<RecentServer> &servers)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_recentCaption->setVisible(!servers.empty());
    for (const RecentServer &server : servers) {
        ServerAddress address;
        address.url = server.url;
        auto *button = new QPushButton(
            m_theme->leadingIcon(QStringLiteral("history"), m_theme->colors().textMuted),
            tr("%1 as %2").arg(address.display(), server.name), this);
        button->setIconSize(Theme::leadingIconSize(16));
        button->setProperty("role", QStringLiteral("server"));
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QPushButton::clicked, this, [this, typed = address.display()] {
            m_address->setText(typed);
            join();
        });
        m_recent->addWidget(button);
    }
}

} // namespace app
