#include "app/views/datedialog.h"

#include "app/delegates/icons.h"

#include <QCalendarWidget>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QTextCharFormat>
#include <QToolButton>
#include <QTransform>
#include <QVBoxLayout>

#include <utility>

namespace app {

// In the place of the arrows that Qt brings along.
static void setArrows(QCalendarWidget *calendar)
{
    const QColor color = calendar->palette().color(QPalette::Text);
    const QPixmap left =
        iconPixmap(QStringLiteral("arrow-left"), color, 16, calendar->devicePixelRatioF());
    const std::pair<QString, QPixmap> arrows[] = {{QStringLiteral("qt_calendar_prevmonth"), left},
        {QStringLiteral("qt_calendar_nextmonth"), left.transformed(QTransform().scale(-1, 1))}};
    for (const auto &[name, arrow] : arrows) {
        if (auto *button = calendar->findChild<QToolButton *>(name)) {
            button->setIcon(QIcon(arrow));
        }
    }
}

DateDialog::DateDialog(const QDate &shown, QWidget *parent)
    : QDialog(parent)
    , m_calendar(new QCalendarWidget(this))
{
    setWindowTitle(tr("Go to a day"));
    m_calendar->setAccessibleName(tr("Day"));
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_calendar->setMaximumDate(QDate::currentDate());
    m_calendar->setSelectedDate(shown.isValid() ? shown : QDate::currentDate());
    setArrows(m_calendar);
    QTextCharFormat plain; // the style paints week-ends red on whatever ground there is
    plain.setForeground(palette().color(QPalette::Text));
    m_calendar->setWeekdayTextFormat(Qt::Saturday, plain);
    m_calendar->setWeekdayTextFormat(Qt::Sunday, plain);
    auto *buttons = new QDialogButtonBox(this);
    auto *go = new QPushButton(tr("Go there"), this);
    go->setProperty("role", QStringLiteral("primary"));
    go->setDefault(true);
    buttons->addButton(go, QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_calendar, &QCalendarWidget::activated, this, &QDialog::accept);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_calendar);
    layout->addWidget(buttons);
    m_calendar->setFocus();
}

QDate DateDialog::date() const
{
    return m_calendar->selectedDate();
}

} // namespace app
