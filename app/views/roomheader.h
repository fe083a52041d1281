#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace app {

class ElidedLabel;
class Theme;

// The top of the conversation: the room's name and topic, the people, and how to invite.
class RoomHeader : public QWidget {
    Q_OBJECT

public:
    explicit RoomHeader(const Theme *theme, QWidget *parent = nullptr);

    void setRoom(const QString &name, const QString &topic);
    void setPeople(int count);
    void setHosting(bool isHosting);
    void setBackVisible(bool isVisible);
    void setMembersShown(bool areShown);
    void setSearchShown(bool isShown);
    // Without a room there is nothing to do with it.
    void setMenuEnabled(bool isEnabled);

Q_SIGNALS:
    void backRequested();
    void inviteRequested();
    void membersToggled();
    void searchRequested();
    void menuRequested(const QPoint &globalPosition);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();

    const Theme *m_theme;
    QToolButton *m_back;
    ElidedLabel *m_name;
    ElidedLabel *m_topic;
    QToolButton *m_search;
    QToolButton *m_invite;
    QToolButton *m_people;
    QToolButton *m_menu;
};

} // namespace app
