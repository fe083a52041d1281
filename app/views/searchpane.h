#pragma once

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QListView;
class QModelIndex;
class QPushButton;
class QToolButton;

namespace app {

class Search;
class SearchHitDelegate;
class Theme;

// Where one looks for what was said: a field, where to look, and what was found.
class SearchPane : public QWidget {
    Q_OBJECT

public:
    explicit SearchPane(const Theme *theme, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model);
    // What has become of the search.
    void showState(const Search &search);
    // Without a room there is only everywhere.
    void setRoomName(const QString &name);
    void setEverywhere(bool isEverywhere);
    bool isEverywhere() const;
    // The field has the keys, with what stands there selected.
    void focusField();
    QLineEdit *field() const { return m_field; }
    QListView *list() const { return m_list; }
    QLabel *message() const { return m_message; }

Q_SIGNALS:
    void textEdited(const QString &text);
    void submitted(); // Enter
    void everywhereChosen(bool isEverywhere);
    void moreRequested();
    void hitActivated(const QModelIndex &index);
    void closeRequested();
    void announced(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeTop();
    QWidget *makeScope();
    void applyTheme();
    void say(const QString &text);

    const Theme *m_theme;
    QToolButton *m_close;
    QLineEdit *m_field;
    QPushButton *m_here;
    QPushButton *m_everywhere;
    QLabel *m_message;
    QListView *m_list;
    QPushButton *m_more;
    SearchHitDelegate *m_delegate;
};

} // namespace app
