#pragma once

#include <QFrame>
#include <QPointer>

class QAbstractItemModel;
class QLabel;
class QListWidget;

namespace app {

class ChoiceDelegate;
class SearchEdit;
class Theme;

// Ctrl+K: goes to a room or names a person, by the first letters of the name.
class QuickSwitcher : public QFrame {
    Q_OBJECT

public:
    QuickSwitcher(const Theme *theme, QWidget *window);

    // Of RoomRole and MemberRole.
    void setModels(QAbstractItemModel *rooms, QAbstractItemModel *people);
    void open();
    SearchEdit *search() const { return m_search; }
    QListWidget *list() const { return m_list; }

Q_SIGNALS:
    void roomChosen(const QByteArray &room);
    void personChosen(const QString &name);
    void closed();

private:
    void applyTheme();
    void show(const QString &typed);
    void addRoom(const QModelIndex &room);
    void addPerson(const QModelIndex &person);
    void move(int key);
    void choose(int row);
    void place();
    void finish();

    const Theme *m_theme;
    SearchEdit *m_search;
    QListWidget *m_list;
    QLabel *m_nothing;
    ChoiceDelegate *m_delegate;
    QPointer<QAbstractItemModel> m_rooms;
    QPointer<QAbstractItemModel> m_people;
};

} // namespace app
