#pragma once

#include "app/views/panes.h"
#include "app/views/shortcuts.h"

#include <QWidget>

class QAbstractItemModel;
class QSplitter;

namespace app {

class Composer;
class ConnectionBar;
class LiveRegion;
class MembersPane;
class QuickSwitcher;
class RoomHeader;
class RoomsPane;
class SearchPane;
class Theme;
class TimelineView;
class Toast;

// The rooms, the conversation and the people side by side, as many as the width allows.
class ChatPage : public QWidget {
    Q_OBJECT

public:
    explicit ChatPage(Theme *theme, QWidget *parent = nullptr);

    RoomsPane *roomsPane() const { return m_rooms; }
    RoomHeader *header() const { return m_header; }
    ConnectionBar *connectionBar() const { return m_bar; }
    TimelineView *timeline() const { return m_timeline; }
    Composer *composer() const { return m_composer; }
    MembersPane *membersPane() const { return m_members; }
    SearchPane *searchPane() const { return m_search; }
    QuickSwitcher *switcher() const { return m_switcher; }
    Toast *toast() const { return m_toast; }

    // In a narrow window: the conversation in place of the rooms.
    void showConversation();
    void showRooms();
    // In the place of the members, with the keys; and away again.
    void showSearch();
    void hideSearch();
    // The composer has the keys, or the rooms while they are alone.
    void focusFirst();
    // A screen reader says it, wherever the keys go.
    void announce(const QString &text);
    QByteArray saveState() const;
    void restoreState(const QByteArray &state);

Q_SIGNALS:
    void escapePressed();
    void searchRequested(bool isEverywhere);
    // What the page itself cannot do.
    void shortcutPressed(app::Shortcut shortcut, int index);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeConversation();
    void connectParts();
    void carryOut(Shortcut shortcut, int index);
    void toggleMembers();
    void goToRegion(int step);
    void arrange();

    RoomsPane *m_rooms;
    RoomHeader *m_header;
    ConnectionBar *m_bar;
    TimelineView *m_timeline;
    Composer *m_composer;
    MembersPane *m_members;
    SearchPane *m_search;
    LiveRegion *m_live;
    QWidget *m_conversation;
    QuickSwitcher *m_switcher;
    Toast *m_toast;
    QSplitter *m_splitter;
    Panes::Single m_single = Panes::Single::Rooms;
    bool m_wantsMembers = true;
    bool m_isMembersChosen = false;
    bool m_isSearching = false;
};

} // namespace app
