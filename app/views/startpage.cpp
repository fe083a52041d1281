#include "app/views/startpage.h"

#include "app/client/serveraddress.h"
#include "app/delegates/appearance.h"
#include "app/delegates/icons.h"
#include "app/views/serverentries.h"
#include "app/views/serverlist.h"
#include "app/views/theme.h"

#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShowEvent>
#include <QToolButton>
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
    , m_found(new ServerList(theme, tr("On this network"), this))
    , m_recent(new ServerList(theme, tr("Joined lately"), this))
    , m_settings(new QToolButton(this))
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
    connect(m_settings, &QToolButton::clicked, this, &StartPage::settingsRequested);
    connect(m_host, &QPushButton::clicked, this, &StartPage::host);
    connect(m_join, &QPushButton::clicked, this, &StartPage::join);
    connect(m_cancel, &QPushButton::clicked, this, &StartPage::cancelRequested);
    connect(m_hostPasscode, &QLineEdit::returnPressed, this, &StartPage::host);
    connect(m_address, &QLineEdit::returnPressed, this, &StartPage::join);
    connect(m_joinPasscode, &QLineEdit::returnPressed, this, &StartPage::join);
    connect(m_name, &QLineEdit::textChanged, this, &StartPage::validate);
    connect(m_address, &QLineEdit::textChanged, this, &StartPage::validate);
    connect(m_found, &ServerList::chosen, this, &StartPage::joinListed);
    connect(m_recent, &ServerList::chosen, this, &StartPage::joinListed);
    connect(theme, &Theme::changed, this, &StartPage::applyTheme);
    applyTheme();
    validate();
    setBusy({});
    setFoundHosts({}, false);
    setRecentServers({});
}

void StartPage::applyTheme()
{
    m_mark->setPixmap(applicationIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    m_title->setFont(m_theme->fonts().display);
    m_settings->setIcon(m_theme->icon(QStringLiteral("settings")));
    for (QLabel *title : m_cardTitles) {
        title->setFont(m_theme->fonts().title);
    }
    for (QLabel *small : {m_hostTrouble, m_joinTrouble, m_busy}) {
        small->setFont(m_theme->fonts().caption);
    }
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
    if (!event->spontaneous()) {
        Q_EMIT shownChanged(true);
    }
}

void StartPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous()) {
        Q_EMIT shownChanged(false);
    }
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

void StartPage::joinListed(const QString &address)
{
    if (m_isBusy) {
        return;
    }
    m_address->setText(address);
    m_joinPasscode->clear();
    if (name().isEmpty()) {
        m_name->setFocus();
    }
    join();
}

void StartPage::setRecentServers(const std::vector<RecentServer> &servers)
{
    m_recentServers = servers;
    m_recent->setVisible(!servers.empty());
    showRecentServers();
    Q_EMIT recentServersChanged();
}

std::vector<QUrl> StartPage::recentUrls() const
{
    std::vector<QUrl> urls;
    for (const RecentServer &server : m_recentServers) {
        urls.push_back(server.url);
    }
    return urls;
}

void StartPage::setServerState(const QUrl &url, const ServerState &state)
{
    m_states[url] = state;
    showRecentServers();
}

void StartPage::showRecentServers()
{
    m_recent->setEntries(ServerEntries::ofRecent(m_recentServers, [this](const QUrl &url) {
        const auto known = m_states.find(url);
        return known == m_states.end() ? ServerState() : known->second;
    }));
}

void StartPage::setFoundHosts(const std::vector<FoundHost> &hosts, bool isCrowded)
{
    m_found->setEntries(ServerEntries::ofFound(hosts));
    m_found->setNote(ServerEntries::foundNote(!hosts.empty(), isCrowded));
}

void StartPage::setDeaf()
{
    m_found->setEntries({});
    m_found->setNote(ServerEntries::deafNote());
}

} // namespace app
