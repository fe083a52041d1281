#include "app/views/conversation.h"

#include "app/delegates/messagewords.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/connectionbar.h"
#include "app/views/memberspane.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/timelineview.h"

namespace app {

Conversation::Conversation(ChatClient *client, ChatPage *page, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_page(page)
    , m_rooms(client)
{
    page->roomsPane()->setModel(&m_rooms);
    page->timeline()->setModel(&m_timeline);
    page->membersPane()->setModel(&m_members);
    connect(client, &ChatClient::statusChanged, page->connectionBar(), &ConnectionBar::setStatus);
    connect(client, &ChatClient::currentRoomChanged, this, &Conversation::showRoom);
    connect(client, &ChatClient::selfChanged, this,
        [this](const Self &self) { m_page->composer()->setMaximumLength(self.maxText); });
    connectPage();
    showRoom(client->currentRoom());
    page->connectionBar()->setStatus(client->status());
}

void Conversation::connectPage()
{
    connect(
        m_page->connectionBar(), &ConnectionBar::tryNowRequested, m_client, &ChatClient::tryNow);
    connect(m_page->roomsPane(), &RoomsPane::roomActivated, this, &Conversation::open);
    connect(m_page->composer(), &Composer::sendRequested, this, &Conversation::say);
    connect(m_page, &ChatPage::escapePressed, this, [this] {
        if (m_room) {
            m_room->clearEntryMarker();
        }
        m_page->timeline()->scrollToEnd();
    });
    const TimelineView *view = m_page->timeline();
    connect(view, &TimelineView::linkActivated, this, &Conversation::linkActivated);
    connect(view, &TimelineView::shownUpTo, this, &Conversation::markShown);
    connect(view, &TimelineView::olderWanted, this, [this] {
        if (m_room && m_room->canLoadOlder()) {
            m_room->loadOlder();
        }
    });
    connect(view, &TimelineView::holeShown, this, [this](qint64 seq) {
        if (m_room) {
            m_room->fillHole(seq);
        }
    });
    connect(view, &TimelineView::retryRequested, this, [this](const QByteArray &key) {
        if (m_room) {
            m_room->retry(key);
        }
    });
    connect(view, &TimelineView::editRequested, this, &Conversation::editAgain);
    connect(view, &TimelineView::messageArrived, this, &Conversation::announce);
    connect(view, &TimelineView::discardRequested, this, [this](const QByteArray &key) {
        if (m_room) {
            m_room->discard(key);
        }
    });
}

void Conversation::open(const QByteArray &room)
{
    m_client->openRoom(room);
    m_page->showConversation();
}

void Conversation::say(const QString &text)
{
    if (m_room) {
        m_room->send(text);
        m_page->timeline()->scrollToEnd();
    }
}

void Conversation::showRoom(ChatRoom *room)
{
    for (const QMetaObject::Connection &connection : m_roomConnections) {
        disconnect(connection);
    }
    m_roomConnections.clear();
    const QString draft = m_page->composer()->takeDraft();
    if (m_room) {
        m_drafts.insert(m_room->id(), draft);
        rememberPlace();
    }
    m_shownUpTo = -1;
    m_room = room;
    m_page->composer()->setEnabled(room != nullptr);
    m_page->timeline()->setPlaceholderText(placeholder(room != nullptr));
    m_page->timeline()->setLoading(room && room->isLoadingHistory());
    m_timeline.setRoom(room);
    m_members.setRoom(room);
    if (room) {
        m_page->composer()->setDraft(m_drafts.take(room->id()));
        m_roomConnections.push_back(
            connect(room, &ChatRoom::infoChanged, this, &Conversation::updateHeader));
        m_roomConnections.push_back(connect(
            room, &ChatRoom::loadingHistoryChanged, m_page->timeline(), &TimelineView::setLoading));
        updateActive();
        goToPlace();
    }
    updateHeader();
}

void Conversation::rememberPlace()
{
    const TimelineView *view = m_page->timeline();
    const TimelineView::Place &place = view->place();
    m_places.remove(m_room->id());
    if (!view->isAtEnd() && place.row.isValid()) {
        m_places.insert(
            m_room->id(), {place.row.data(TimelineRole::Seq).toLongLong(), place.offset});
    }
}

void Conversation::goToPlace()
{
    const Place place = m_places.value(m_room->id());
    const int row = place.seq > 0 ? m_timeline.rowOfSeq(place.seq) : -1;
    if (row >= 0) {
        m_page->timeline()->showPlace({m_timeline.index(row), place.offset});
    } else {
        showUnread();
    }
}

// The text goes back into the composer, before what is there already.
void Conversation::editAgain(const QByteArray &key, const QString &text)
{
    if (!m_room) {
        return;
    }
    const QString draft = m_page->composer()->takeDraft();
    m_page->composer()->setDraft(draft.isEmpty() ? text : text + u'\n' + draft);
    m_page->composer()->setFocus();
    m_room->discard(key);
}

void Conversation::announce(const QModelIndex &index)
{
    const MessageRow row = MessageRow::from(index);
    if (m_isWindowActive && row.kind == TimelineRowKind::Message && !row.isOwn) {
        m_page->announce(MessageWords::announced(row));
    }
}

// Reading goes on where it had stopped; who has never read here begins at the end.
void Conversation::showUnread()
{
    const int line = m_room->entryMarker() > 0 ? m_timeline.unreadLineRow() : -1;
    if (line >= 0) {
        m_page->timeline()->showFromRow(line);
    } else {
        m_page->timeline()->scrollToEnd();
    }
}

QString Conversation::placeholder(bool hasRoom)
{
    return hasRoom ? tr("Nobody has said anything here yet. The first word is yours.")
                   : tr("Choose a room, or make one with +.");
}

void Conversation::updateHeader()
{
    const QString name = m_room ? m_room->name() : QString();
    m_page->header()->setRoom(name, m_room ? m_room->topic() : QString());
    m_page->composer()->setRoomName(name);
}

void Conversation::setWindowActive(bool isActive)
{
    m_isWindowActive = isActive;
    updateActive();
}

void Conversation::updateActive()
{
    if (m_room) {
        m_room->setActive(m_isWindowActive && m_page->isVisible());
        markShown(m_shownUpTo);
    }
}

// What was on the screen of an active window is read.
void Conversation::markShown(int row)
{
    m_shownUpTo = row;
    if (m_room && m_room->isActive() && row >= 0 && row < m_timeline.rowCount()) {
        m_room->markReadUpTo(m_timeline.seqAtOrAbove(row));
    }
}

} // namespace app
