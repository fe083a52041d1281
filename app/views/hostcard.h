#pragma once

#include "app/client/chatroom.h"
#include "app/client/hostaddress.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace app {

class GuestList;
class Invitation;
class Theme;

// What the host tells others: a link with its QR code, the addresses of this machine, the likeliest
// first, the passcode; who is there; and where hosting ends. Stays open beside the conversation.
class HostCard : public QDialog {
    Q_OBJECT

public:
    explicit HostCard(const Theme *theme, QWidget *parent = nullptr);

    void setAddresses(const std::vector<HostAddress> &addresses);
    void setPasscode(const QString &passcode);
    // Those who are there besides the host.
    void setGuests(const std::vector<chat::Author> &guests);
    // Something others must know about the addresses; empty: nothing.
    void setNote(const QString &text);
    static QString kindText(HostAddress::Kind kind);

Q_SIGNALS:
    void stopRequested();
    void addressesWanted(); // again and again while the card is open
    void removeRequested(const QByteArray &person, int minutes);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeBody();
    void showRows();
    void fitHeight();
    QWidget *makeRow(const QString &text, const QString &detail, const QString &copyName);
    void applyTheme();

    const Theme *m_theme;
    QScrollArea *m_scroll;
    QLabel *m_title;
    QLabel *m_explanation;
    Invitation *m_invitation;
    QLabel *m_note;
    QVBoxLayout *m_rows;
    GuestList *m_guests;
    QPushButton *m_stop;
    std::vector<HostAddress> m_addresses;
    QString m_passcode;
    QTimer m_refresh;
};

} // namespace app
