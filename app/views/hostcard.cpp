#include "app/views/hostcard.h"

#include "app/delegates/appearance.h"
#include "app/views/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace app {

static constexpr int refreshInterval = 3000; // milliseconds
static constexpr int cardWidth = 400;
static constexpr qsizetype mostNames = 12;

HostCard::HostCard(const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("You are hosting"), this))
    , m_explanation(new QLabel(this))
    , m_note(new QLabel(this))
    , m_rows(new QVBoxLayout)
    , m_people(new QLabel(this))
    , m_stop(new QPushButton(tr("Stop hosting"), this))
{
    setWindowTitle(tr("How others join"));
    m_explanation->setText(tr("Others start Maru, choose Join and type one of these addresses. "
                              "The first one is the likeliest to work."));
    m_explanation->setWordWrap(true);
    m_explanation->setProperty("role", QStringLiteral("muted"));
    m_people->setProperty("role", QStringLiteral("muted"));
    m_people->setWordWrap(true);
    m_note->setProperty("role", QStringLiteral("warning"));
    m_note->setWordWrap(true);
    m_note->hide();
    m_refresh.setInterval(refreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &HostCard::addressesWanted);
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
    m_rows->setSpacing(Space::Small);
    rows->addLayout(m_rows);
    rows->addWidget(m_note);
    rows->addSpacing(Space::Tiny);
    rows->addWidget(m_people);
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
    setPeople({});
}

void HostCard::applyTheme()
{
    m_title->setFont(m_theme->fonts().title);
    showRows();
}

// The style sheet's polishing takes fonts away that were set before. Networks come and go: the
// addresses are those of the moment.
void HostCard::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    applyTheme();
    m_refresh.start();
}

void HostCard::hideEvent(QHideEvent *event)
{
    m_refresh.stop();
    QDialog::hideEvent(event);
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
    auto *button = new QPushButton(
        m_theme->leadingIcon(QStringLiteral("copy"), m_theme->colors().text), tr("Copy"), row);
    button->setIconSize(Theme::leadingIconSize(16));
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
    button->setIcon(m_theme->leadingIcon(QStringLiteral("check"), m_theme->colors().accent));
    QTimer::singleShot(1500, button, [this, button] {
        button->setText(tr("Copy"));
        button->setIcon(m_theme->leadingIcon(QStringLiteral("copy"), m_theme->colors().text));
    });
}

static void clear(QVBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

// Nothing moves under the pointer while nothing has changed.
void HostCard::setAddresses(const std::vector<HostAddress> &addresses)
{
    if (addresses != m_addresses) {
        m_addresses = addresses;
        showRows();
    }
}

void HostCard::setPasscode(const QString &passcode)
{
    m_passcode = passcode;
    showRows();
}

void HostCard::showRows()
{
    clear(m_rows);
    for (const HostAddress &address : m_addresses) {
        const QString detail =
            QStringLiteral("%1 · %2").arg(kindText(address.kind), address.interfaceName);
        m_rows->addWidget(
            makeRow(address.display(), detail, tr("Copy the address %1").arg(address.display())));
    }
    if (!m_passcode.isEmpty()) {
        m_rows->addWidget(
            makeRow(m_passcode, tr("passcode that is asked for"), tr("Copy the passcode")));
    }
    fitHeight();
}

// As tall as what it says; the layout cannot know that before it knows the width.
void HostCard::fitHeight()
{
    for (int i = 0; i < m_rows->count(); ++i) {
        m_rows->itemAt(i)->widget()->show(); // a new one would be shown, and counted, later
    }
    layout()->activate();
    setFixedSize(cardWidth, layout()->totalHeightForWidth(cardWidth));
}

void HostCard::setNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    fitHeight();
}

QString HostCard::peopleText(const QStringList &others)
{
    const QString names = QLocale().createSeparatedList(others.mid(0, mostNames));
    const auto more = static_cast<int>(others.size() - mostNames);
    if (others.isEmpty()) {
        return tr("Nobody has joined yet.");
    }
    return more > 0 ? tr("Here with you: %1 and %n more", nullptr, more)
                          .arg(others.mid(0, mostNames).join(QStringLiteral(", ")))
                    : tr("Here with you: %1").arg(names);
}

void HostCard::setPeople(const QStringList &others)
{
    m_people->setText(peopleText(others));
    fitHeight();
}

} // namespace app
