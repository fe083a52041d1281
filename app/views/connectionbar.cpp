#include "app/views/connectionbar.h"

#include "app/client/texts.h"
#include "app/delegates/appearance.h"
#include "app/delegates/icons.h"
#include "app/views/elidedlabel.h"
#include "app/views/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace app {

using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;

static constexpr int iconSize = 16;

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
    , m_reason(new ElidedLabel(this))
    , m_countdown(new QLabel(this))
    , m_waiting(new QLabel(this))
    , m_tryNow(barButton(tr("Try now"), this))
    , m_passcode(barButton(tr("Enter the passcode…"), this))
    , m_certificate(barButton(tr("Certificate…"), this))
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
    row->addWidget(m_passcode);
    row->addWidget(m_certificate);
    row->addWidget(m_tryNow);
    row->setStretchFactor(m_reason, 1);
    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionBar::fit);
    connect(m_tryNow, &QPushButton::clicked, this, &ConnectionBar::tryNowRequested);
    connect(m_passcode, &QPushButton::clicked, this, &ConnectionBar::passcodeRequested);
    connect(m_certificate, &QPushButton::clicked, this, &ConnectionBar::certificateRequested);
    connect(theme, &Theme::changed, this, &ConnectionBar::applyTheme);
    applyTheme();
    hide();
}

void ConnectionBar::applyTheme()
{
    m_icon->setPixmap(iconPixmap(
        QStringLiteral("wifi-off"), m_theme->colors().warning, iconSize, devicePixelRatioF()));
    for (QWidget *part : findChildren<QWidget *>()) {
        part->setFont(m_theme->fonts().caption);
    }
    m_reason->setFont(m_theme->fonts().captionStrong);
    m_reason->setColor(m_theme->colors().warning);
    setFixedHeight(std::max(28, QFontMetrics(m_theme->fonts().caption).height() + 12));
}

static int secondsLeft(const ConnectionStatus &status, qint64 now)
{
    return status.state == State::Waiting
        ? static_cast<int>((std::max<qint64>(0, status.nextTryAt - now) + 999) / 1000)
        : 0;
}

QString ConnectionBar::countdown(const ConnectionStatus &status, qint64 now)
{
    if (status.state != State::Waiting) {
        return {};
    }
    const int seconds = secondsLeft(status, now);
    return seconds > 0 ? tr("Next try in %n s", nullptr, seconds) : tr("Trying again…");
}

QString ConnectionBar::waiting(int messages)
{
    return messages > 0 ? tr("%n message(s) waiting", nullptr, messages) : QString();
}

QString ConnectionBar::text() const
{
    const Words words = wholeWords();
    return isHidden()
        ? QString()
        : QStringList{m_reason->text(), words.countdown, words.waiting}.join(u' ').simplified();
}

void ConnectionBar::setStatus(const ConnectionStatus &status)
{
    m_status = status;
    const bool wantsPasscode =
        status.reason == Reason::PasscodeNeeded || status.reason == Reason::WrongPasscode;
    m_reason->setText(statusText(status));
    m_passcode->setVisible(wantsPasscode);
    m_certificate->setVisible(
        status.reason == Reason::CertificateTrouble || status.reason == Reason::CertificateChanged);
    m_tryNow->setVisible(status.state == State::Waiting || status.state == State::Offline);
    status.state == State::Waiting ? m_timer.start() : m_timer.stop();
    setVisible(status.state != State::Online);
    fit();
}

void ConnectionBar::focusButton()
{
    for (QPushButton *button : {m_passcode, m_certificate, m_tryNow}) {
        if (!button->isHidden()) {
            button->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void ConnectionBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

ConnectionBar::Words ConnectionBar::wholeWords() const
{
    return {countdown(m_status, m_clock()), waiting(m_status.waitingMessages)};
}

ConnectionBar::Words ConnectionBar::shortWords() const
{
    const int seconds = secondsLeft(m_status, m_clock());
    const int messages = m_status.waitingMessages;
    return {seconds > 0 ? tr("%n s", "seconds to the next try", seconds) : QString(),
        messages > 0 ? tr("%n waiting", "messages", messages) : QString()};
}

// Never mind the last pixels: the reason can be cut short, what stands beside it cannot.
bool ConnectionBar::fits(const Words &words) const
{
    const QFontMetrics caption(m_theme->fonts().caption);
    int needed = m_reason->sizeHint().width();
    for (const QString &part : {words.countdown, words.waiting}) {
        needed += part.isEmpty() ? 0 : caption.horizontalAdvance(part) + Space::Small;
    }
    for (const QPushButton *button : {m_passcode, m_certificate, m_tryNow}) {
        needed += button->isHidden() ? 0 : button->sizeHint().width() + Space::Small;
    }
    const QMargins margins = layout()->contentsMargins();
    return needed <= width() - margins.left() - margins.right() - iconSize - Space::Small;
}

void ConnectionBar::fit()
{
    const Words whole = wholeWords();
    const Words brief = shortWords();
    Words shown;
    for (const Words &words : {whole, brief, Words{brief.countdown, {}}}) {
        if (fits(words)) {
            shown = words;
            break;
        }
    }
    const std::pair<QLabel *, std::pair<QString, QString>> parts[] = {
        {m_countdown, {shown.countdown, whole.countdown}},
        {m_waiting, {shown.waiting, whole.waiting}}};
    for (const auto &[label, words] : parts) {
        if (label->text() != words.first) {
            label->setText(words.first);
        }
        label->setToolTip(words.second);
        label->setVisible(!words.first.isEmpty());
    }
    setToolTip(text());
}

} // namespace app
