#pragma once

#include "app/views/shortcuts.h"

#include <QByteArray>
#include <QMainWindow>

#include <functional>

class QStackedWidget;

namespace app {

class ChatPage;
class StartPage;
class Theme;

// The window: the start page or the chat. Closing it asks while others would be cut off.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Theme *theme, QWidget *parent = nullptr);

    StartPage *startPage() const { return m_start; }
    ChatPage *chatPage() const { return m_chat; }
    void showStartPage();
    void showChat();
    bool isChatShown() const;

    // How many people the closing of this window would cut off; 0 when it is not the host's.
    void setDependents(int people) { m_dependents = people; }
    // Asks in a dialog when others would be cut off; calls `action` when that is wanted.
    void confirmCutOff(const QString &title, std::function<void()> action);
    static QString cutOffText(int people);
    void showNotice(const QString &text);
    // In the title and on the icon.
    void setUnread(qint64 count);
    // To the front, whatever it was behind; the token, where there is one, is the desktop's leave.
    void bringToFront(const QByteArray &activationToken);

Q_SIGNALS:
    void closing(); // the window goes
    void activeChanged(bool isActive);
    void zoomChosen(int step); // larger, smaller; 0: as usual

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void carryOut(Shortcut shortcut);
    void showHelp();

    const Theme *m_theme;
    StartPage *m_start;
    ChatPage *m_chat;
    QStackedWidget *m_pages;
    int m_dependents = 0;
    bool m_isConfirmed = false;
};

} // namespace app
