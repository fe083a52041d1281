#include "app/views/startpage.h"

#include "app/delegates/appearance.h"
#include "app/views/serverlist.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

// StartPage's part that lays it out: the title, the two cards, the lists of servers.
namespace app {

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
    m_settings->setToolTip(tr("Settings (Ctrl+,)"));
    m_settings->setAccessibleName(tr("Settings"));
    m_settings->setIconSize(QSize(20, 20));
    row->addWidget(m_settings, 0, Qt::AlignTop);
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
    rows->addWidget(m_found);
    rows->addWidget(m_recent);
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
    auto *explanation = new QLabel(text, card);
    explanation->setProperty("role", QStringLiteral("muted"));
    explanation->setWordWrap(true);
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

} // namespace app
