#include "app/views/conversation.h"

#include "app/delegates/messagewords.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/connectionbar.h"
#include "app/views/memberspane.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/timelineview.h"

#include <QMessageBox>
#include <QPushButton>

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
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(1000);
    connect(&m_draftTimer, &QTimer::timeout, this, &Conversation::keepDraft);
    connectPage();
    connectMessageActions();
    showRoom(client->currentRoom());
    page->connectionBar()->setStatus(client->status());
}

void Conversation::connectPage()
{
    connect(
        m_page->connectionBar(), &ConnectionBar::tryNowRequested, m_client, &ChatClient::tryNow);
    connect(m_page->roomsPane(), &RoomsPane::roomActivated, this, &Conversation::open);
    connect(m_page->composer(), &Composer::sendRequested, this, &Conversation::say);
    connect(m_page->composer(), &Composer::textChanged, &m_draftTimer, qOverload<>(&QTimer::start));
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
        const QByteArray edited = m_edited;
        const QByteArray replyTo = m_replyTo;
        compose({}, {});
        if (!edited.isEmpty()) {
            m_room->edit(edited, text);
            return;
        }
        m_room->send(text, replyTo);
        m_room->wrote(false);
        m_room->setDraft({}); // on the disk behind the message that it has become
        m_draftTimer.stop();
        m_page->timeline()->scrollToEnd();
    }
}

void Conversation::keepDraft()
{
    if (m_room && m_edited.isEmpty()) {
        m_room->setDraft(m_page->composer()->text());
    }
}

void Conversation::showRoom(ChatRoom *room)
{
    m_draftTimer.stop();
    const bool wasEditing = !m_edited.isEmpty();
    compose({}, {});
    for (const QMetaObject::Connection &connection : m_roomConnections) {
        disconnect(connection);
    }
    m_roomConnections.clear();
    const QString draft = m_page->composer()->takeDraft();
    if (m_room) {
        if (!wasEditing) {
            m_room->setDraft(draft);
        }
        m_room->wrote(false);
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
        m_page->composer()->setDraft(room->draft());
        m_page->timeline()->setModerator(room->isModerator());
        m_roomConnections.push_back(
            connect(room, &ChatRoom::typingChanged, this, &Conversation::showTyping));
        m_roomConnections.push_back(
            connect(room, &ChatRoom::draftRestored, this, [this](const QString &text) {
                if (m_page->composer()->text().isEmpty()) {
                    m_page->composer()->setDraft(text);
                }
            }));
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
    const TimelineItemPointer item = m_room->timeline().findKey(key);
    if (item && item->kind == TimelineItem::Kind::Message) { // of a change to it
        const QByteArray message = item->entry.id;
        m_room->discard(key);
        startEdit(message);
        m_page->composer()->setDraft(text);
        return;
    }
    const QString draft = m_page->composer()->takeDraft();
    m_page->composer()->setDraft(draft.isEmpty() ? text : text + u'\n' + draft);
    m_page->composer()->setFocus();
    m_room->discard(key);
}

void Conversation::connectMessageActions()
{
    const TimelineView *view = m_page->timeline();
    const Composer *composer = m_page->composer();
    connect(view, &TimelineView::replyRequested, this,
        [this](const QByteArray &message) { compose(message, {}); });
    connect(view, &TimelineView::changeRequested, this, &Conversation::startEdit);
    connect(view, &TimelineView::deleteRequested, this, &Conversation::askToDelete);
    connect(view, &TimelineView::reactionRequested, this,
        [this](const QByteArray &message, const QString &emoji) {
            if (m_room) {
                m_room->react(message, emoji);
            }
        });
    connect(view, &TimelineView::pinRequested, this, [this](const QByteArray &message, bool on) {
        if (m_room) {
            m_room->pin(message, on);
        }
    });
    connect(composer, &Composer::upPressed, this, [this] {
        const auto newest = m_room ? m_room->timeline().newestOwnMessage() : nullptr;
        if (newest) {
            startEdit(newest->entry.id);
        }
    });
    connect(composer, &Composer::contextDismissed, this, [this] {
        const bool wasEditing = !m_edited.isEmpty();
        compose({}, {});
        if (wasEditing && m_room) {
            m_page->composer()->setDraft(m_room->draft());
        }
    });
    connect(composer, &Composer::textChanged, this, [this] {
        if (m_room && m_edited.isEmpty()) {
            m_room->wrote(!m_page->composer()->text().isEmpty());
        }
    });
}

void Conversation::compose(const QByteArray &replyTo, const QByteArray &edited)
{
    m_replyTo = replyTo;
    m_edited = edited;
    const TimelineItemPointer item =
        m_room && !replyTo.isEmpty() ? m_room->timeline().findMessage(replyTo) : nullptr;
    if (item) {
        m_page->composer()->setContext(
            tr("Reply to %1: %2").arg(item->entry.author.name, item->text.section(u'\n', 0, 0)));
        m_page->composer()->setFocus();
    } else {
        m_page->composer()->setContext(
            edited.isEmpty() ? QString() : tr("Editing. Enter saves, Esc leaves it as it was."));
    }
}

// What was being written comes back when the editing is over.
void Conversation::startEdit(const QByteArray &message)
{
    const TimelineItemPointer item = m_room ? m_room->timeline().findMessage(message) : nullptr;
    if (!item || item->isDeleted) {
        return;
    }
    keepDraft();
    compose({}, message);
    m_page->composer()->setDraft(item->text);
    m_page->composer()->setFocus();
}

void Conversation::askToDelete(const QByteArray &message)
{
    auto *question = new QMessageBox(QMessageBox::Question, tr("Delete"),
        tr("Delete this message for everybody?"), QMessageBox::Cancel, m_page);
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *remove = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, room = m_room, message] {
        if (room) {
            room->remove(message);
        }
    });
    question->open();
}

void Conversation::showTyping(const QStringList &names)
{
    QString text;
    if (names.size() == 1) {
        text = tr("%1 is writing…").arg(names.first());
    } else if (!names.isEmpty()) {
        text = tr("%n people are writing…", nullptr, static_cast<int>(names.size()));
    }
    m_page->composer()->setTyping(text);
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
    m_page->timeline()->setModerator(m_room && m_room->isModerator());
    showTyping(m_room ? m_room->typingNames() : QStringList());
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
