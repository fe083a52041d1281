#pragma once

#include "app/delegates/messagedelegate.h"
#include "app/delegates/timelineselection.h"
#include "app/views/rowheights.h"

#include <QAbstractItemView>
#include <QBasicTimer>
#include <QPersistentModelIndex>
#include <QUrl>

#include <vector>

class QDate;
class QHelpEvent;
class QLabel;
class QMenu;
class QPushButton;

namespace app {

class HoverActions;
class Theme;

// The messages of a room. Scrolls by pixels and keeps its place: the first message on the screen
// stays where it is whatever comes in above or below, except at the end, which is followed. Only
// rows near the screen are ever laid out.
class TimelineView : public QAbstractItemView {
    Q_OBJECT

public:
    explicit TimelineView(const Theme *theme, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    // What stands in an empty room.
    void setPlaceholderText(const QString &text);
    // Older messages are on their way: says so at the top.
    void setLoading(bool isLoading);

    bool isAtEnd() const { return m_sticksToEnd; }
    QPushButton *endButton() const { return m_pill; } // there while the end is far
    QPushButton *backButton() const { return m_back; } // there after a jump
    HoverActions *hoverActions() const { return m_actions; }
    // What is not read yet, and how much of it names oneself: said by the button to the end.
    void setUnread(int count, int mentions);
    int newBelow() const { return m_sticksToEnd ? 0 : m_unread; }
    int lastVisibleRow() const;
    void scrollToEnd();
    // Puts a row at the top of the screen, as far as there is enough below it.
    void showFromRow(int row);

    // Where the screen stands: its top is so many pixels below the top of this row.
    struct Place {
        QPersistentModelIndex row;
        int offset = 0;
    };
    const Place &place() const { return m_anchor; }
    void showPlace(const Place &place);
    // A row that was looked for: in the upper part of the screen, with the keys, and marked for a
    // moment. goBack() leads to where one was before.
    void showFound(int row);
    QModelIndex marked() const { return m_found; }
    bool canGoBack() const { return !m_trail.empty(); }
    void goBack();
    // Whether what others said may be deleted and pinned.
    void setModerator(bool isModerator) { m_isModerator = isModerator; }
    // Who is called by name: these names stand out.
    void setNames(const KnownNames &names);
    // Puts a reaction to a message, or takes it back.
    void react(const QByteArray &messageId, const QString &emoji)
    {
        Q_EMIT reactionRequested(messageId, emoji);
    }
    // Something can be done with the row under the keys.
    bool hasCursor() const { return m_showsCurrent && hasFocus() && currentIndex().isValid(); }
    // Does something with a failed message.
    void act(const QModelIndex &index, MessageAction action);

    QString selectedText() const { return m_selection.text(); }
    const TimelineSelection &selection() const { return m_selection; }
    void copy() const;
    void clearSelection();
    void selectEverything();

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void reset() override;
    void doItemsLayout() override;

Q_SIGNALS:
    void olderWanted(); // near the top
    // Something is missing on the screen; who reads comes from above it, or from below.
    void holeShown(qint64 seq, bool isFromAbove = false);
    void shownUpTo(int row); // the last row on the screen has changed
    void linkActivated(const QUrl &url);
    void retryRequested(const QByteArray &messageId);
    void discardRequested(const QByteArray &messageId);
    void editRequested(const QByteArray &messageId, const QString &text);
    // Of a message that the server has.
    void replyRequested(const QByteArray &messageId);
    void changeRequested(const QByteArray &messageId);
    void deleteRequested(const QByteArray &messageId);
    void reactionRequested(const QByteArray &messageId, const QString &emoji);
    // Any emoji is wanted, to be picked near this point of the screen.
    void reactionWanted(const QByteArray &messageId, const QPoint &globalPoint);
    void pinRequested(const QByteArray &messageId, bool on);
    // What this message answers is to be shown.
    void originalRequested(const QByteArray &messageId);
    // What this message said before it was edited.
    void versionsRequested(const QByteArray &messageId);
    // The unread line is to go.
    void unreadLineClosed();
    // Another day is to be shown.
    void dateRequested(const QDate &shown);
    // The keys are to go back to where one writes.
    void leaveRequested();
    // Somebody else's message has come in at the end.
    void messageArrived(const QModelIndex &index);

protected:
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
        const QList<int> &roles = {}) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &, QItemSelectionModel::SelectionFlags) override { }
    QRegion visualRegionForSelection(const QItemSelection &) const override { return {}; }

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    // Where one was, and which row the keys were on.
    struct Step {
        Place place;
        QPersistentModelIndex current;
        bool wasAtEnd = false;
    };

    void applyTheme();
    void rowsRemoved();
    void connectActions();
    void layOut();
    int measure(int row);
    void measureUp(int row, int pixels);
    void measureDown(int row, int pixels);
    void updateScrollBar();
    void takeAnchor();
    int padding() const; // above the rows while they do not fill the screen
    void announceShown();
    void updatePill();
    void placeLoading();
    QModelIndex rowIndex(int row) const;
    bool isAtBottomEdge(int row) const;

    MessageDelegate::Hit hitAt(const QPoint &point) const;
    TimelineSelection::Point pointAt(const QPoint &point) const;
    void extendSelection(const QPoint &point);
    void updateHover(const QPoint &point);
    void updateActions();
    void stopHovering();
    bool moveByKey(const QKeyEvent &event);
    bool actByKey(const QKeyEvent &event);
    bool actOnFailed(int key);
    void openByKey();
    void showMenuOfCurrent();
    void moveCurrent(int direction, bool extends);
    void movePage(int direction, bool extends);
    void moveTo(int row, bool extends);
    int stopFrom(int row, int direction) const;
    void tellFocus(int row);
    void leaveTrail();
    void selectWord(const QPoint &point);
    void activate(const QPoint &point);
    void addMessageActions(QMenu *menu, const MessageRow &row);
    void addReactions(QMenu *menu, const QByteArray &id);
    void addActions(QMenu *menu, const QModelIndex &index);
    void copyCode(const QString &code);
    void showTip(const QHelpEvent *event);
    QString tipFor(const MessageDelegate::Hit &hit, const MessageRow &row) const;
    void showMenu(const QPoint &globalPosition, const QModelIndex &index, const QUrl &link);

    const Theme *m_theme;
    MessageDelegate *m_delegate;
    HoverActions *m_actions;
    QPushButton *m_pill;
    QPushButton *m_back;
    QLabel *m_loading;
    RowHeights m_heights;
    Place m_anchor;
    TimelineSelection m_selection;
    QString m_placeholder;
    QBasicTimer m_dragTimer;
    QBasicTimer m_markTimer;
    QPoint m_pressedAt;
    QPersistentModelIndex m_hovered;
    QPersistentModelIndex m_found;
    std::vector<Step> m_trail; // where one was before each jump
    int m_hoveredTop = 0;
    int m_unread = 0;
    int m_unreadMentions = 0;
    bool m_isModerator = false;
    int m_shownUpTo = -1;
    bool m_sticksToEnd = true;
    bool m_isLayingOut = false;
    bool m_isDragging = false;
    bool m_showsCurrent = false; // after a key, not after a click
};

} // namespace app
