#pragma once

#include "app/client/hostaddress.h"

#include <QDialog>
#include <QStringList>
#include <QTimer>

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
    // The names of those who are there besides the host.
    void setPeople(const QStringList &others);
    // Something others must know about the addresses; empty: nothing.
    void setNote(const QString &text);
    static QString kindText(HostAddress::Kind kind);
    static QString peopleText(const QStringList &others);

Q_SIGNALS:
    void stopRequested();
    void addressesWanted(); // again and again while the card is open

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showRows();
    void fitHeight();
    QWidget *makeRow(const QString &text, const QString &detail, const QString &copyName);
    void copy(const QString &text, QPushButton *button);
    void applyTheme();

    const Theme *m_theme;
    QLabel *m_title;
    QLabel *m_explanation;
    QLabel *m_note;
    QVBoxLayout *m_rows;
    std::vector<HostAddress> m_addresses;
    QString m_passcode;
    QTimer m_refresh;
    QLabel *m_people;
    QPushButton *m_stop;
};

} // namespace app
