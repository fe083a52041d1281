#pragma once

#include <QDate>
#include <QDialog>

class QCalendarWidget;

namespace app {

// Asks for the day that is to be shown.
class DateDialog : public QDialog {
    Q_OBJECT

public:
    explicit DateDialog(const QDate &shown, QWidget *parent = nullptr);

    QCalendarWidget *calendar() const { return m_calendar; }
    QDate date() const;

private:
    QCalendarWidget *m_calendar;
};

} // namespace app
