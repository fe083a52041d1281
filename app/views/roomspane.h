#pragma once

#include "app/models/roomsectionsmodel.h"
#include "app/views/theme.h"

#include <QWidget>

#include <utility>
#include <vector>

class QAbstractItemModel;
class QAction;
class QLabel;
class QLayout;
class QListView;
class QMenu;
class QModelIndex;
class QPushButton;
class QToolButton;

namespace app {

class ElidedLabel;
class RoomDelegate;
class SearchEdit;

// The rooms of the server, and who one is there. While the pointer or the keys are in the list,
// nothing in it moves.
class RoomsPane : public QWidget {
    Q_OBJECT

public:
    explicit RoomsPane(Theme *theme, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model);
    void setServer(const QString &name, const QString &detail);
    QListView *list() const { return m_list; }
    SearchEdit *filter() const { return m_filter; }
    QMenu *menu() const { return m_menu; }
    // How many rooms were left or archived: they are listed elsewhere.
    void setAsideCount(int count);
    // Whether what the host alone may do with all rooms is offered.
    void setHosting(bool isHosting);
    // The keys go on from the open room.
    void focusList(Qt::FocusReason reason);
    void focusFilter();

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
    void filterLeft(); // Esc in the empty field
    void themeModeChosen(const QString &mode);
    void densityChosen(bool isDense);
    void zoomChosen(int step); // larger, smaller; 0: as usual

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildList();
    void buildMenu();
    void addLooks(QMenu *menu);
    void checkLooks();
    void applyTheme();
    void activate(const QModelIndex &index);
    void activateBest();
    void leaveFilter();
    void moveFromFilter(int key);
    void updateEmpty();
    QWidget *makeTop();
    QLayout *makeFilterRow();

    Theme *m_theme;
    QWidget *m_top;
    ElidedLabel *m_server;
    ElidedLabel *m_detail;
    QToolButton *m_menuButton;
    QToolButton *m_newRoom;
    SearchEdit *m_filter;
    QLabel *m_empty;
    QListView *m_list;
    QMenu *m_menu;
    QPushButton *m_aside;
    std::vector<QAction *> m_hostActions;
    std::vector<std::pair<Theme::Mode, QAction *>> m_modeActions;
    QAction *m_dense = nullptr;
    RoomDelegate *m_delegate;
    RoomSectionsModel m_sections;
    bool m_isPointedAt = false;
};

} // namespace app
