#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace app {

class Theme;

// Asks for the name of a new room and what it is about.
class NewRoomDialog : public QDialog {
    Q_OBJECT

public:
    explicit NewRoomDialog(const Theme *theme, QWidget *parent = nullptr);

    QString name() const;
    QString topic() const;

private:
    QLineEdit *m_name;
    QLineEdit *m_topic;
    QPushButton *m_create;
};

} // namespace app
