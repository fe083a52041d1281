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

Q_SIGNALS:
    void backRequested();
    void inviteRequested();
    void membersToggled();

private:
    void applyTheme();

    const Theme *m_theme;
    QToolButton *m_back;
    ElidedLabel *m_name;
    ElidedLabel *m_topic;
    QToolButton *m_invite;
    QToolButton *m_people;
};

} // namespace app
