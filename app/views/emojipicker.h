#pragma once

#include <QFrame>
#include <QStringList>

class QHBoxLayout;
class QLabel;
class QListView;

namespace app {

class EmojiDelegate;
class EmojiModel;
class SearchEdit;
class Theme;

// A small pane to pick an emoji from: those used lately, all by their groups, or by name.
class EmojiPicker : public QFrame {
    Q_OBJECT

public:
    EmojiPicker(const Theme *theme, QWidget *window);

    // Near a point of the screen, inside its window.
    void openAt(const QPoint &globalPoint, const QStringList &recent);
    SearchEdit *search() const { return m_search; }
    QListView *grid() const { return m_grid; }

Q_SIGNALS:
    void picked(const QString &emoji);
    void closed();

private:
    QHBoxLayout *makeGroups();
    void applyTheme();
    void show(const QString &typed);
    void move(int key);
    void pick(const QModelIndex &index);
    void finish();
    void nameCurrent();

    const Theme *m_theme;
    EmojiModel *m_model;
    EmojiDelegate *m_delegate;
    SearchEdit *m_search;
    QListView *m_grid;
    QLabel *m_name;
    QStringList m_recent;
};

} // namespace app
