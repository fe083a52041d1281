#include "app/views/mainwindow.h"

#include "app/delegates/icons.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/shortcutshelp.h"
#include "app/views/startpage.h"
#include "app/views/theme.h"
#include "app/views/unreadbadge.h"

#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

namespace app {

MainWindow::MainWindow(Theme *theme, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_start(new StartPage(theme, this))
    , m_chat(new ChatPage(theme, this))
    , m_pages(new QStackedWidget(this))
{
    setWindowTitle(QStringLiteral("Maru"));
    setWindowIcon(applicationIcon());
    setMinimumSize(480, 420);
    resize(1100, 720);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_chat);
    setCentralWidget(m_pages);
    makeShortcuts(this, ShortcutKeys::Where::Everywhere,
        [this](Shortcut shortcut, int) { carryOut(shortcut); });
}

void MainWindow::carryOut(Shortcut shortcut)
{
    switch (shortcut) {
    case Shortcut::ZoomIn:
    case Shortcut::ZoomOut:
        Q_EMIT zoomChosen(shortcut == Shortcut::ZoomIn ? 1 : -1);
        break;
    case Shortcut::ZoomReset:
        Q_EMIT zoomChosen(0);
        break;
    case Shortcut::Help:
        showHelp();
        break;
    default:
        break;
    }
}

void MainWindow::showHelp()
{
    if (!findChild<ShortcutsHelp *>()) {
        auto *help = new ShortcutsHelp(m_theme, this);
        help->setAttribute(Qt::WA_DeleteOnClose);
        help->open();
    }
}

void MainWindow::showStartPage()
{
    m_pages->setCurrentWidget(m_start);
    setUnread(0);
}

void MainWindow::showChat()
{
    m_pages->setCurrentWidget(m_chat);
    m_chat->focusFirst();
}

bool MainWindow::isChatShown() const
{
    return m_pages->currentWidget() == m_chat;
}

QString MainWindow::cutOffText(int people)
{
    return tr("%n person(s) will be cut off. They can come back when you host again; "
              "what was said is kept.",
        nullptr, people);
}

void MainWindow::confirmCutOff(const QString &title, std::function<void()> action)
{
    if (m_dependents == 0) {
        action();
        return;
    }
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(title);
    question->setText(title);
    question->setInformativeText(cutOffText(m_dependents));
    QPushButton *stop = question->addButton(tr("Stop hosting"), QMessageBox::DestructiveRole);
    stop->setProperty("role", QStringLiteral("danger"));
    QPushButton *stay = question->addButton(tr("Keep hosting"), QMessageBox::RejectRole);
    question->setDefaultButton(stay);
    question->setEscapeButton(stay);
    connect(stop, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    question->open();
}

void MainWindow::showNotice(const QString &text)
{
    auto *notice =
        new QMessageBox(QMessageBox::NoIcon, QStringLiteral("Maru"), text, QMessageBox::Ok, this);
    notice->setAttribute(Qt::WA_DeleteOnClose);
    notice->open();
}

void MainWindow::setUnread(qint64 count)
{
    setWindowTitle(UnreadBadge::title(count));
    setWindowIcon(UnreadBadge::icon(applicationIcon(), count));
}

void MainWindow::bringToFront(const QByteArray &activationToken)
{
    if (!activationToken.isEmpty()) {
        qputenv("XDG_ACTIVATION_TOKEN", activationToken);
    }
    if (isMinimized()) {
        showNormal();
    }
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_dependents > 0 && !m_isConfirmed) {
        event->ignore();
        confirmCutOff(tr("Stop hosting and quit?"), [this] {
            m_isConfirmed = true;
            close();
        });
        return;
    }
    Q_EMIT closing();
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange) {
        Q_EMIT activeChanged(isActiveWindow());
    }
}

} // namespace app
