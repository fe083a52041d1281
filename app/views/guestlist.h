#pragma once

#include "app/client/chatroom.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace app {

class Theme;

// Who is at one's own server, and how somebody is put out of it for a time.
class GuestList : public QWidget {
    Q_OBJECT

public:
    explicit GuestList(const Theme *theme, QWidget *parent = nullptr);

    void setGuests(const std::vector<chat::Author> &guests);

Q_SIGNALS:
    void removeRequested(const QByteArray &person, int minutes);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeRow(const chat::Author &guest);
    void showRows();

    const Theme *m_theme;
    QLabel *m_caption;
    QVBoxLayout *m_rows;
    std::vector<chat::Author> m_guests;
};

} // namespace app
