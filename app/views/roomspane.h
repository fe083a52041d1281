#pragma once

#include <QWidget>

#include <vector>

class QAbstractItemModel;
class QAction;
class QLabel;
class QListView;
class QMenu;
class QModelIndex;
class QPushButton;
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
    QMenu *menu() const { return m_menu; }
    // How many rooms were left or archived: they are listed elsewhere.
    void setAsideCount(int count);
    // Whether what the host alone may do with all rooms is offered.
    void setHosting(bool isHosting);
    // The keys go on from the open room.
    void focusList(Qt::FocusReason reason);

Q_SIGNALS:
    void roomActivated(const QByteArray &id);
    void newRoomRequested();
    void leaveRequested();
    void searchRequested();
    void asideRequested();
    void backupRequested();
    void restoreRequested();
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
    QPushButton *m_aside;
    std::vector<QAction *> m_hostActions;
    RoomDelegate *m_delegate;
};

} // namespace app
