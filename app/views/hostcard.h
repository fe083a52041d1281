#pragma once

#include "app/client/hostaddress.h"

#include <QDialog>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace app {

class Theme;

// What the host tells others: the addresses of this machine, the likeliest first, the passcode, who
// is there; and where hosting ends. Stays open beside the conversation.
class HostCard : public QDialog {
    Q_OBJECT

public:
    explicit HostCard(const Theme *theme, QWidget *parent = nullptr);

    void setAddresses(const std::vector<HostAddress> &addresses);
    void setPasscode(const QString &passcode);
    // Besides the host.
    void setPeople(int others);
    static QString kindText(HostAddress::Kind kind);

Q_SIGNALS:
    void stopRequested();

private:
    QWidget *makeRow(const QString &text, const QString &detail, const QString &copyName);
    void copy(const QString &text, QPushButton *button);
    void applyTheme();

    const Theme *m_theme;
    QLabel *m_title;
    QLabel *m_explanation;
    QVBoxLayout *m_addresses;
    QVBoxLayout *m_passcode;
    QLabel *m_people;
    QPushButton *m_stop;
};

} // namespace app
