#pragma once

#include "app/models/roomsasidemodel.h"

#include <QDialog>

class QLabel;
class QListView;
class QPushButton;

namespace app {

class ChatClient;
class RoomDelegate;
class Theme;

// The rooms that were left or archived: each can be opened, and taken out of the archive by who
// may.
class RoomsAsideDialog : public QDialog {
    Q_OBJECT

public:
    // `client` outlives it.
    RoomsAsideDialog(ChatClient *client, const Theme *theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void roomChosen(const QByteArray &id);

private:
    void updateButtons();
    void openRoom();
    void takeOut();

    ChatClient *m_client;
    RoomsAsideModel m_model;
    QListView *m_list;
    QLabel *m_empty;
    QPushButton *m_open;
    QPushButton *m_takeOut;
    RoomDelegate *m_delegate;
};

} // namespace app
