#include "app/views/toast.h"

#include "app/delegates/appearance.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace app {

static constexpr int usualDuration = 10'000;
static constexpr int distance = 96; // from the bottom: above the composer

Toast::Toast(QWidget *page)
    : QFrame(page)
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
{
    setProperty("role", QStringLiteral("popup"));
    m_timer.setSingleShot(true);
    m_timer.setInterval(usualDuration);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Space::Large, Space::Small, Space::Small, Space::Small);
    row->setSpacing(Space::Medium);
    row->addWidget(m_text);
    row->addWidget(m_button);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_action, nullptr)) {
            action();
        }
    });
    page->installEventFilter(this);
    m_button->hide(); // there is nothing to undo yet
    hide();
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::tell(const QString &text, const QString &action, std::function<void()> carryOut)
{
    m_text->setText(text);
    m_button->setText(action);
    m_button->show();
    m_action = std::move(carryOut);
    place();
    show();
    raise();
    m_timer.start();
}

void Toast::place()
{
    const QWidget *page = parentWidget();
    adjustSize();
    const int x = (page->width() - width()) / 2;
    move(std::max(0, x), std::max(0, page->height() - height() - distance));
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && !isHidden()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

// It stays while somebody points at it.
void Toast::enterEvent(QEnterEvent *event)
{
    QFrame::enterEvent(event);
    m_timer.stop();
}

void Toast::leaveEvent(QEvent *event)
{
    QFrame::leaveEvent(event);
    m_timer.start();
}

} // namespace app
