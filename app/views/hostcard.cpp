#include "app/views/hostcard.h"

#include "app/client/serveraddress.h"
#include "app/delegates/appearance.h"
#include "app/views/copybutton.h"
#include "app/views/guestlist.h"
#include "app/views/invitation.h"
#include "app/views/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

static constexpr int refreshInterval = 3000; // milliseconds
static constexpr int cardWidth = 460;

HostCard::HostCard(const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
    , m_title(new QLabel(tr("You are hosting"), this))
    , m_explanation(new QLabel(this))
    , m_invitation(new Invitation(theme, this))
    , m_note(new QLabel(this))
    , m_rows(new QVBoxLayout)
    , m_guests(new GuestList(theme, this))
    , m_stop(new QPushButton(tr("Stop hosting"), this))
{
    setWindowTitle(tr("How others join"));
    m_refresh.setInterval(refreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &HostCard::addressesWanted);
    m_stop->setProperty("role", QStringLiteral("danger"));
    m_stop->setAutoDefault(false);
    auto *done = new QPushButton(tr("Close"), this);
    done->setDefault(true);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setWidget(makeBody());
    m_scroll->widget()->setAutoFillBackground(false);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(Space::Huge, 0, Space::Huge, 0);
    buttons->addWidget(m_stop);
    buttons->addStretch(1);
    buttons->addWidget(done);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, Space::Large + Space::Tiny, 0, Space::Large + Space::Tiny);
    rows->setSpacing(Space::Medium);
    rows->addWidget(m_scroll);
    rows->addLayout(buttons);
    connect(done, &QPushButton::clicked, this, &QDialog::close);
    connect(m_stop, &QPushButton::clicked, this, &HostCard::stopRequested);
    connect(m_guests, &GuestList::removeRequested, this, &HostCard::removeRequested);
    connect(theme, &Theme::changed, this, &HostCard::applyTheme);
    applyTheme();
}

QWidget *HostCard::makeBody()
{
    m_explanation->setText(tr("On this network Maru lists you by itself. Elsewhere others choose "
                              "Join and type one of these addresses, the first one first."));
    m_explanation->setWordWrap(true);
    m_explanation->setProperty("role", QStringLiteral("muted"));
    m_note->setProperty("role", QStringLiteral("warning"));
    m_note->setWordWrap(true);
    m_note->hide();
    auto *body = new QWidget(this);
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(Space::Huge, 0, Space::Huge, 0);
    rows->setSpacing(Space::Small);
    rows->addWidget(m_title);
    rows->addWidget(m_explanation);
    rows->addSpacing(Space::Tiny);
    rows->addWidget(m_invitation);
    rows->addSpacing(Space::Tiny);
    m_rows->setSpacing(Space::Small);
    rows->addLayout(m_rows);
    rows->addWidget(m_note);
    rows->addSpacing(Space::Tiny);
    rows->addWidget(m_guests);
    rows->addStretch(1);
    return body;
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
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setFocusPolicy(Qt::NoFocus);
    auto *note = new QLabel(detail, row);
    note->setFont(m_theme->fonts().caption);
    note->setProperty("role", QStringLiteral("muted"));
    auto *button = new CopyButton(m_theme, tr("Copy"), row);
    button->setAccessibleName(copyName);
    button->setValue(text);
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
    const QUrl link = m_addresses.empty()
        ? QUrl()
        : ServerAddress{m_addresses.front().url, {}, m_passcode}.link();
    m_invitation->setLink(link.toString(QUrl::FullyEncoded), !m_passcode.isEmpty());
    fitHeight();
}

// As tall as what it says, or as the screen allows; the layout cannot know that before it knows the
// width.
void HostCard::fitHeight()
{
    for (int i = 0; i < m_rows->count(); ++i) {
        m_rows->itemAt(i)->widget()->show(); // a new one would be shown, and counted, later
    }
    QLayout *body = m_scroll->widget()->layout();
    body->activate();
    const int wanted = body->totalHeightForWidth(cardWidth);
    const int others = layout()->contentsMargins().top() + layout()->contentsMargins().bottom()
        + layout()->spacing() + m_stop->sizeHint().height();
    const int most = screen()->availableGeometry().height() * 9 / 10 - others;
    m_scroll->setFixedHeight(std::min(wanted, most));
    setFixedSize(cardWidth, m_scroll->height() + others);
}

void HostCard::setNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    fitHeight();
}

void HostCard::setGuests(const std::vector<chat::Author> &guests)
{
    m_guests->setGuests(guests);
    fitHeight();
}

} // namespace app
