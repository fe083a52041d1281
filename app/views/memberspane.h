#pragma once

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QListView;
class QToolButton;

namespace app {

class MemberDelegate;
class Theme;

// Who is in the room.
class MembersPane : public QWidget {
    Q_OBJECT

public:
    explicit MembersPane(const Theme *theme, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model);
    QListView *list() const { return m_list; }
    int count() const;
    void setBackVisible(bool isVisible);

Q_SIGNALS:
    void countChanged(int count);
    void backRequested();
    void memberMenuRequested(
        const QByteArray &person, const QString &name, const QPoint &globalPosition);

private:
    void refresh();
    void applyTheme();

    const Theme *m_theme;
    QWidget *m_top;
    QToolButton *m_back;
    QLabel *m_caption;
    QListView *m_list;
    MemberDelegate *m_delegate;
};

} // namespace app
