#pragma once

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QListView;
class QMenu;
class QModelIndex;
class QToolButton;

namespace app {

class ElidedLabel;
class RoomDelegate;
class Theme;

// The rooms of the server, and who one is there.
class RoomsPane : public QWidget {
    Q_OBJECT

public:
    explicit RoomsPane(Theme *theme, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model);
    void setServer(const QString &name, const QString &detail);
    QListView *list() const { return m_list; }
    // The keys go on from the open room.
    void focusList(Qt::FocusReason reason);

Q_SIGNALS:
    void roomActivated(const QByteArray &id);
    void newRoomRequested();
    void leaveRequested();
    void awayChosen(bool isAway);
    void roomMenuRequested(const QByteArray &id, const QPoint &globalPosition);
    void themeModeChosen(const QString &mode);

private:
    void buildMenu();
    void applyTheme();
    void activate(const QModelIndex &index);
    void updateEmpty();
    QWidget *makeTop();
    QWidget *makeCaption();

    Theme *m_theme;
    ElidedLabel *m_server;
    ElidedLabel *m_detail;
    QToolButton *m_menuButton;
    QToolButton *m_newRoom;
    QLabel *m_caption;
    QLabel *m_empty;
    QListView *m_list;
    QMenu *m_menu;
    RoomDelegate *m_delegate;
};

} // namespace app
