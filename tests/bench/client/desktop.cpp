#include "tests/bench/client/desktop.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QUrl>
#include <QWidget>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int beatMilliseconds = 2;

double elapsed(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

} // namespace

bool waitUntil(const std::function<bool()> &isSo)
{
    QTimer alarm; // so that the loop turns
    alarm.start(10);
    const QDeadlineTimer deadline(60'000);
    while (!isSo()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

Desktop::Desktop(const QString &profile, const QString &url)
    : settings(profile)
    , theme(app::Theme::Mode::Light)
    , client(&settings)
    , page(&theme)
    , conversation(&client, &page)
{
    page.resize(1100, 700);
    page.show();
    conversation.setWindowActive(true);
    client.join({QUrl(url), u"Ann"_s, {}, {}, {}});
}

Pulse::Pulse()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Pulse::beat);
    m_timer.start(beatMilliseconds);
    m_sinceBeat.start();
}

void Pulse::beat()
{
    m_longest = std::max(m_longest, elapsed(m_sinceBeat) - beatMilliseconds);
    m_sinceBeat.start();
}

FirstPaint::FirstPaint(QWidget *widget)
{
    widget->installEventFilter(this);
    m_clock.start();
}

// The paint itself comes behind this; repaint() within it would recurse, so it is measured at the
// event that follows.
bool FirstPaint::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Paint && m_milliseconds == 0 && (!counts || counts()))
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_milliseconds == 0)
                    m_milliseconds = elapsed(m_clock);
            },
            Qt::QueuedConnection);
    return false;
}

} // namespace bench
