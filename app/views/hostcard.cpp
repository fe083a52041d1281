#include "app/views/hostcard.h"

#include "app/delegates/appearance.h"
#include "app/views/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace app {

HostCard::HostCard(const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("You are hosting"), this))
    , m_explanation(new QLabel(this))
    , m_addresses(new QVBoxLayout)
    , m_passcode(new QVBoxLayout)
    , m_people(new QLabel(this))
    , m_stop(new QPushButton(tr("Stop hosting"), this))
{
    setWindowTitle(tr("How others join"));
    setMinimumWidth(400);
    m_explanation->setText(tr("Others start Maru, choose Join and type one of these addresses. "
                              "The first one is the likeliest to work."));
    m_explanation->setWordWrap(true);
    m_explanation->setProperty("role", QStringLiteral("muted"));
    m_people->setProperty("role", QStringLiteral("muted"));
    m_stop->setProperty("role", QStringLiteral("danger"));
    m_stop->setAutoDefault(false);
    auto *done = new QPushButton(tr("Close"), this);
    done->setDefault(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(
        Space::Huge, Space::Large + Space::Tiny, Space::Huge, Space::Large + Space::Tiny);
    rows->setSpacing(Space::Small);
    rows->addWidget(m_title);
    rows->addWidget(m_explanation);
    rows->addSpacing(Space::Tiny);
    m_addresses->setSpacing(Space::Small);
    rows->addLayout(m_addresses);
    rows->addLayout(m_passcode);
    rows->addSpacing(Space::Tiny);
    rows->addWidget(m_people);
    rows->addStretch(1);
    rows->addSpacing(Space::Small);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_stop);
    buttons->addStretch(1);
    buttons->addWidget(done);
    rows->addLayout(buttons);
    connect(done, &QPushButton::clicked, this, &QDialog::close);
    connect(m_stop, &QPushButton::clicked, this, &HostCard::stopRequested);
    connect(theme, &Theme::changed, this, &HostCard::applyTheme);
    applyTheme();
    setPeople(0);
}

void HostCard::applyTheme()
{
    m_title->setFont(m_theme->fonts().title);
}

QString HostCard::kindText(HostAddress::Kind kind)
{
    switch (kind) {
    case HostAddress::Kind::Lan:
        return tr("local network");
    case HostAddress::Kind::Public:
        return tr("public address");
    case HostAddress::Kind::Ipv6:
        return tr("IPv6");
    case HostAddress::Kind::Virtual:
        return tr("VPN or virtual machine");
    case HostAddress::Kind::Loopback:
        break;
    }
    return tr("only on this computer");
}

QWidget *HostCard::makeRow(const QString &text, const QString &detail, const QString &copyName)
{
    auto *row = new QFrame(this);
    row->setProperty("role", QStringLiteral("row"));
    auto *value = new QLabel(text, row);
    value->setFont(m_theme->fonts().strong);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setFocusPolicy(Qt::NoFocus);
    auto *note = new QLabel(detail, row);
    note->setFont(m_theme->fonts().caption);
    note->setProperty("role", QStringLiteral("muted"));
    auto *button = new QPushButton(m_theme->icon(QStringLiteral("copy")), tr("Copy"), row);
    button->setAccessibleName(copyName);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, text, button] { copy(text, button); });
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(value);
    words->addWidget(note);
    auto *columns = new QHBoxLayout(row);
    columns->setContentsMargins(Space::Medium, Space::Small, Space::Small, Space::Small);
    columns->addLayout(words, 1);
    columns->addWidget(button);
    return row;
}

void HostCard::copy(const QString &text, QPushButton *button)
{
    QGuiApplication::clipboard()->setText(text);
    button->setText(tr("Copied"));
    button->setIcon(m_theme->icon(QStringLiteral("check"), m_theme->colors().accent));
    QTimer::singleShot(1500, button, [this, button] {
        button->setText(tr("Copy"));
        button->setIcon(m_theme->icon(QStringLiteral("copy")));
    });
}

static void clear(QVBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void HostCard::setAddresses(const std::vector<HostAddress> &addresses)
{
    clear(m_addresses);
    for (const HostAddress &address : addresses) {
        const QString detail =
            QStringLiteral("%1 · %2").arg(kindText(address.kind), address.interfaceName);
        m_addresses->addWidget(
            makeRow(address.display(), detail, tr("Copy the address %1").arg(address.display())));
    }
}

void HostCard::setPasscode(const QString &passcode)
{
    clear(m_passcode);
    if (!passcode.isEmpty()) {
        m_passcode->addWidget(
            makeRow(passcode, tr("passcode that is asked for"), tr("Copy the passcode")));
    }
}

void HostCard::setPeople(int others)
{
    m_people->setText(others == 0 ? tr("Nobody has joined yet.")
                                  : tr("%n person(s) joined you.", nullptr, others));
}

} // namespace app
