#include "app/views/connectionbar.h"

#include "app/client/texts.h"
#include "app/delegates/appearance.h"
#include "app/delegates/icons.h"
#include "app/views/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace app {

using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;

static QPushButton *barButton(const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setProperty("role", QStringLiteral("bar"));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

ConnectionBar::ConnectionBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(&QDateTime::currentMSecsSinceEpoch)
    , m_icon(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_countdown(new QLabel(this))
    , m_waiting(new QLabel(this))
    , m_tryNow(barButton(tr("Try now"), this))
    , m_passcode(barButton(tr("Enter the passcode…"), this))
{
    setObjectName(QStringLiteral("connectionBar"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Connection"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Space::Large, 3, Space::Small, 3);
    row->setSpacing(Space::Small);
    for (QWidget *part : {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_reason),
             static_cast<QWidget *>(m_countdown), static_cast<QWidget *>(m_waiting)}) {
        row->addWidget(part);
    }
    row->addStretch(1);
    row->addWidget(m_passcode);
    row->addWidget(m_tryNow);
    m_reason->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->setStretchFactor(m_reason, 100);
    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionBar::tick);
    connect(m_tryNow, &QPushButton::clicked, this, &ConnectionBar::tryNowRequested);
    connect(m_passcode, &QPushButton::clicked, this, &ConnectionBar::passcodeRequested);
    connect(theme, &Theme::changed, this, &ConnectionBar::applyTheme);
    applyTheme();
    hide();
}

void ConnectionBar::applyTheme()
{
    m_icon->setPixmap(
        iconPixmap(QStringLiteral("wifi-off"), m_theme->colors().warning, 16, devicePixelRatioF()));
    for (QWidget *part : findChildren<QWidget *>()) {
        part->setFont(m_theme->fonts().caption);
    }
    m_reason->setFont(m_theme->fonts().captionStrong);
    setFixedHeight(std::max(28, QFontMetrics(m_theme->fonts().caption).height() + 12));
}

QString ConnectionBar::countdown(const ConnectionStatus &status, qint64 now)
{
    if (status.state != State::Waiting) {
        return {};
    }
    const auto seconds =
        static_cast<int>((std::max<qint64>(0, status.nextTryAt - now) + 999) / 1000);
    return seconds > 0 ? tr("Next try in %n s", nullptr, seconds) : tr("Trying again…");
}

QString ConnectionBar::waiting(int messages)
{
    return messages > 0 ? tr("%n message(s) waiting", nullptr, messages) : QString();
}

QString ConnectionBar::text() const
{
    return isHidden() ? QString()
                      : QStringList{m_reason->text(), m_countdown->text(), m_waiting->text()}
                            .join(u' ')
                            .simplified();
}

void ConnectionBar::setStatus(const ConnectionStatus &status)
{
    m_status = status;
    const bool wantsPasscode =
        status.reason == Reason::PasscodeNeeded || status.reason == Reason::WrongPasscode;
    m_reason->setText(statusText(status));
    m_reason->setToolTip(m_reason->text());
    m_waiting->setText(waiting(status.waitingMessages));
    m_waiting->setVisible(status.waitingMessages > 0);
    m_passcode->setVisible(wantsPasscode);
    m_tryNow->setVisible(status.state == State::Waiting || status.state == State::Offline);
    status.state == State::Waiting ? m_timer.start() : m_timer.stop();
    setVisible(status.state != State::Online);
    tick();
}

void ConnectionBar::tick()
{
    const QString words = countdown(m_status, m_clock());
    if (words != m_countdown->text()) {
        m_countdown->setText(words);
    }
    m_countdown->setVisible(!words.isEmpty());
}

} // namespace app
