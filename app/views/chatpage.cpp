#include "app/views/chatpage.h"

#include "app/views/composer.h"
#include "app/views/composercompletion.h"
#include "app/views/composeredit.h"
#include "app/views/connectionbar.h"
#include "app/views/liveregion.h"
#include "app/views/memberspane.h"
#include "app/views/quickswitcher.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/searchpane.h"
#include "app/views/theme.h"
#include "app/views/timelineview.h"
#include "app/views/toast.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace app {

ChatPage::ChatPage(Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_rooms(new RoomsPane(theme, this))
    , m_header(new RoomHeader(theme, this))
    , m_bar(new ConnectionBar(theme, this))
    , m_timeline(new TimelineView(theme, this))
    , m_composer(new Composer(theme, this))
    , m_members(new MembersPane(theme, this))
    , m_search(new SearchPane(theme, this))
    , m_live(new LiveRegion(this))
    , m_conversation(makeConversation())
    , m_switcher(new QuickSwitcher(theme, this))
    , m_toast(new Toast(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    for (QWidget *pane : {static_cast<QWidget *>(m_rooms), m_conversation,
             static_cast<QWidget *>(m_members), static_cast<QWidget *>(m_search)}) {
        m_splitter->addWidget(pane);
    }
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({260, 600, 240, 320});
    m_members->setMinimumWidth(200);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    connectParts();
    arrange();
}

void ChatPage::connectParts()
{
    connect(m_header, &RoomHeader::backRequested, this, &ChatPage::showRooms);
    connect(m_header, &RoomHeader::membersToggled, this, &ChatPage::toggleMembers);
    connect(m_members, &MembersPane::backRequested, this, &ChatPage::showConversation);
    connect(m_members, &MembersPane::countChanged, m_header, &RoomHeader::setPeople);
    connect(m_header, &RoomHeader::searchRequested, this, [this] {
        if (m_search->isVisible()) {
            hideSearch();
        } else {
            Q_EMIT searchRequested(false);
        }
    });
    connect(m_search, &SearchPane::closeRequested, this, &ChatPage::hideSearch);
    connect(m_search, &SearchPane::announced, this, &ChatPage::announce);
    m_timeline->installEventFilter(this);
    makeShortcuts(this, ShortcutKeys::Where::Chat,
        [this](Shortcut shortcut, int index) { carryOut(shortcut, index); });
    connect(m_rooms, &RoomsPane::filterLeft, this, &ChatPage::focusFirst);
    connect(m_switcher, &QuickSwitcher::closed, this, &ChatPage::focusFirst);
    connect(
        m_composer->completion(), &ComposerCompletion::currentChanged, this, &ChatPage::announce);
}

void ChatPage::carryOut(Shortcut shortcut, int index)
{
    switch (shortcut) {
    case Shortcut::SwitchRoom:
        m_switcher->open();
        break;
    case Shortcut::FindRoom:
        showRooms();
        m_rooms->focusFilter();
        break;
    case Shortcut::Search:
    case Shortcut::SearchEverywhere:
        Q_EMIT searchRequested(shortcut == Shortcut::SearchEverywhere);
        break;
    case Shortcut::Members:
        toggleMembers();
        break;
    case Shortcut::Back: // in the room first, where one followed a quote
        if (m_timeline->canGoBack()) {
            m_timeline->goBack();
        } else {
            Q_EMIT shortcutPressed(shortcut, index);
        }
        break;
    case Shortcut::NextRegion:
    case Shortcut::PreviousRegion:
        goToRegion(shortcut == Shortcut::NextRegion ? 1 : -1);
        break;
    default:
        Q_EMIT shortcutPressed(shortcut, index);
    }
}

// Among the messages Shift+PgUp selects.
bool ChatPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_timeline && event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        if (key->key() == Qt::Key_PageUp && key->modifiers() == Qt::ShiftModifier) {
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// F6 and Shift+F6: the rooms, what the connection bar offers, the messages, the composer, the
// people or the search.
void ChatPage::goToRegion(int step)
{
    QWidget *const panes[] = {m_rooms, m_bar, m_timeline, m_composer, m_members, m_search};
    constexpr int count = std::size(panes);
    const QWidget *focused = focusWidget();
    const auto isHere = [focused](const QWidget *pane) {
        return focused && (pane == focused || pane->isAncestorOf(focused));
    };
    const auto here = std::find_if(std::begin(panes), std::end(panes), isHere);
    int at = here == std::end(panes) ? 2 : static_cast<int>(here - std::begin(panes));
    do {
        at = (at + step + count) % count;
    } while (!panes[at]->isVisible());
    if (panes[at] == m_rooms) {
        m_rooms->focusList(Qt::TabFocusReason);
    } else if (panes[at] == m_bar) {
        m_bar->focusButton();
    } else if (panes[at] == m_members) {
        m_members->list()->setFocus(Qt::TabFocusReason);
    } else {
        panes[at]->setFocus(Qt::TabFocusReason);
    }
}

void ChatPage::announce(const QString &text)
{
    m_live->announce(text);
}

QWidget *ChatPage::makeConversation()
{
    auto *conversation = new QWidget(this);
    conversation->setObjectName(QStringLiteral("conversation"));
    conversation->setAttribute(Qt::WA_StyledBackground);
    auto *rule = new QFrame(conversation);
    rule->setProperty("role", QStringLiteral("rule"));
    auto *column = new QVBoxLayout(conversation);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(rule);
    column->addWidget(m_bar);
    column->addWidget(m_timeline, 1);
    column->addWidget(m_composer);
    return conversation;
}

void ChatPage::showConversation()
{
    m_single = Panes::Single::Conversation;
    arrange();
    m_composer->setFocus();
}

void ChatPage::showRooms()
{
    m_single = Panes::Single::Rooms;
    arrange();
    m_rooms->focusList(Qt::OtherFocusReason);
}

void ChatPage::showSearch()
{
    m_isSearching = true;
    m_single = Panes::Single::Members; // what stands beside the conversation
    arrange();
    m_search->focusField();
}

void ChatPage::hideSearch()
{
    if (!m_isSearching) {
        return;
    }
    m_isSearching = false;
    showConversation();
}

void ChatPage::focusFirst()
{
    if (m_composer->isVisibleTo(this) && m_composer->isEnabled()) {
        m_composer->setFocus();
    } else if (m_rooms->isVisibleTo(this)) {
        m_rooms->focusList(Qt::OtherFocusReason);
    }
}

void ChatPage::toggleMembers()
{
    const bool wasSearching = m_isSearching;
    m_isSearching = false;
    if (width() < Panes::onePaneBelow) {
        if (m_single == Panes::Single::Members && !wasSearching) {
            showConversation();
            return;
        }
        m_single = Panes::Single::Members;
    } else {
        m_wantsMembers = wasSearching || m_members->isHidden();
        m_isMembersChosen = true;
    }
    arrange();
}

void ChatPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (width() >= Panes::hideMembersBelow) {
        m_isMembersChosen = false;
    }
    arrange();
}

// What no part of the page wanted: letters go to the composer, wherever the focus is.
void ChatPage::keyPressEvent(QKeyEvent *event)
{
    const bool isLetter = !event->text().isEmpty() && event->text().at(0).isPrint()
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escapePressed();
    } else if (isLetter && m_composer->isVisible() && !m_composer->edit()->hasFocus()) {
        m_composer->setFocus();
        QCoreApplication::sendEvent(m_composer->edit(), event);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void ChatPage::arrange()
{
    const Panes panes = m_isSearching
        ? Panes::searching(width(), m_single)
        : Panes::of(width(), m_single, m_wantsMembers, m_isMembersChosen);
    m_rooms->setMinimumWidth(panes.isSingle() ? 0 : 200);
    m_rooms->setMaximumWidth(panes.isSingle() ? QWIDGETSIZE_MAX : 400);
    m_members->setMaximumWidth(panes.isSingle() ? QWIDGETSIZE_MAX : 320);
    m_rooms->setVisible(panes.rooms);
    m_conversation->setVisible(panes.conversation);
    m_members->setVisible(panes.members && !m_isSearching);
    m_search->setVisible(panes.members && m_isSearching);
    m_search->setMinimumWidth(panes.isSingle() ? 0 : 280);
    m_search->setMaximumWidth(panes.isSingle() ? QWIDGETSIZE_MAX : 420);
    m_header->setSearchShown(panes.members && m_isSearching);
    m_header->setBackVisible(panes.isSingle());
    m_members->setBackVisible(panes.isSingle());
    m_header->setMembersShown(panes.members && !m_isSearching);
}

QByteArray ChatPage::saveState() const
{
    return m_splitter->saveState();
}

void ChatPage::restoreState(const QByteArray &state)
{
    m_splitter->restoreState(state);
    m_splitter->setHandleWidth(1);
}

} // namespace app
