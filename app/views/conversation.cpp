#include "app/views/conversation.h"

#include "app/delegates/messagewords.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/composeredit.h"
#include "app/views/connectionbar.h"
#include "app/views/memberspane.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/timelineview.h"

#include <QLocale>

namespace app {

Conversation::Conversation(ChatClient *client, ChatPage *page, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_page(page)
    , m_rooms(client)
    , m_choices(page, &m_rooms, &m_members)
    , m_roomKeys(client, page, &m_rooms)
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
    connect(&m_choices, &Choices::roomChosen, this, &Conversation::open);
    connect(&m_roomKeys, &RoomKeys::roomChosen, this, &Conversation::open);
    connect(m_page, &ChatPage::shortcutPressed, this, [this](Shortcut shortcut) {
        if (shortcut == Shortcut::FirstUnread && m_room) {
            showUnread();
        }
    });
    connect(&m_choices, &Choices::topicChosen, this, [this](const QString &topic) {
        if (m_room) {
            m_client->changeRoom({m_room->id(), std::nullopt, topic, std::nullopt});
        }
    });
    connect(m_page->composer(), &Composer::sendRequested, this, &Conversation::say);
    connect(m_page->composer(), &Composer::textChanged, &m_draftTimer, qOverload<>(&QTimer::start));
    connect(m_page, &ChatPage::escapePressed, this, [this] {
        if (m_room) {
            m_room->clearEntryMarker();
            m_room->markRead();
        }
        m_page->timeline()->scrollToEnd();
    });
    connectTimeline();
}

void Conversation::connectTimeline()
{
    const TimelineView *view = m_page->timeline();
    connect(view, &TimelineView::linkActivated, this, &Conversation::linkActivated);
    connect(view, &TimelineView::shownUpTo, this, &Conversation::markShown);
    connect(view, &TimelineView::olderWanted, this, [this] {
        if (m_room && m_room->canLoadOlder()) {
            m_room->loadOlder();
        }
    });
    connect(view, &TimelineView::holeShown, this, [this](qint64 seq, bool isFromAbove) {
        if (m_room) {
            m_room->fillHole(seq, isFromAbove);
        }
    });
    connect(view, &TimelineView::retryRequested, this, [this](const QByteArray &key) {
        if (m_room) {
            m_room->retry(key);
        }
    });
    connect(view, &TimelineView::editRequested, this, &Conversation::editAgain);
    connect(view, &TimelineView::messageArrived, this, &Conversation::announce);
    connect(view, &TimelineView::dateRequested, this, &Conversation::askDate);
    connect(view, &TimelineView::unreadLineClosed, this, [this] {
        if (m_room) {
            m_room->clearEntryMarker();
        }
    });
    connect(view, &TimelineView::leaveRequested, this, [this] { m_page->focusFirst(); });
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
    if (m_room && m_edited.isEmpty() && m_choices.carryOut(text)) {
        return;
    }
    if (m_room) {
        if (!m_edited.isEmpty()) {
            m_room->edit(m_edited, text);
            finishEdit();
            return;
        }
        m_room->send(text, m_replyTo);
        m_room->wrote(false);
        m_room->setDraft({}, m_replyTo); // on the disk behind the message that it has become
        m_draftTimer.stop();
        compose({}, {});
        m_page->composer()->setDraft(m_room->draft());
        m_page->timeline()->scrollToEnd();
    }
}

void Conversation::keepDraft()
{
    if (m_room && m_edited.isEmpty()) {
        m_room->setDraft(m_page->composer()->text(), m_replyTo);
    }
}

void Conversation::showRoom(ChatRoom *room)
{
    m_draftTimer.stop();
    for (const QMetaObject::Connection &connection : m_roomConnections) {
        disconnect(connection);
    }
    m_roomConnections.clear();
    const QString draft = m_page->composer()->takeDraft();
    if (m_room) {
        if (m_edited.isEmpty()) {
            m_room->setDraft(draft, m_replyTo);
        }
        m_room->wrote(false);
        rememberPlace();
    }
    m_shownUpTo = -1;
    m_isAtFound = false;
    m_sentTexts = {};
    m_room = room;
    compose({}, {});
    m_page->timeline()->setPlaceholderText(placeholder(room != nullptr));
    m_page->timeline()->setLoading(room && room->isLoadingHistory());
    m_timeline.setRoom(room);
    m_members.setRoom(room);
    if (room) {
        showDraft();
        connectRoom(room);
        updateActive();
        goToPlace();
    }
    tellUnread();
    updateHeader();
}

void Conversation::showTyping(const QStringList &names)
{
    QString text;
    if (names.size() == 1) {
        text = tr("%1 is writing…").arg(names.first());
    } else if (!names.isEmpty()) {
        text = tr("%n people are writing…", nullptr, static_cast<int>(names.size()));
    }
    m_page->composer()->setTyping(text.isEmpty() ? comingsText() : text);
}

// Who came and who left, in one line however many they are.
QString Conversation::comingsText() const
{
    constexpr qsizetype mostNames = 3;
    const auto listed = [](const QStringList &names) {
        const auto more = static_cast<int>(names.size() - mostNames);
        return more > 0 ? tr("%1 and %n more", nullptr, more)
                              .arg(names.mid(0, mostNames).join(QStringLiteral(", ")))
                        : QLocale().createSeparatedList(names);
    };
    const QStringList here = m_room ? m_room->comings().namesOfNew() : QStringList();
    const QStringList gone = m_room ? m_room->comings().namesOfGone() : QStringList();
    QStringList parts;
    if (!here.isEmpty()) {
        parts += tr("%1 came in").arg(listed(here));
    }
    if (!gone.isEmpty()) {
        parts += tr("%1 left").arg(listed(gone));
    }
    return parts.join(QStringLiteral(" · "));
}

void Conversation::announce(const QModelIndex &index)
{
    const MessageRow row = MessageRow::from(index);
    if (m_isWindowActive && row.kind == TimelineRowKind::Message && !row.isOwn) {
        m_page->announce(MessageWords::announced(row));
    }
}

QString Conversation::placeholder(bool hasRoom)
{
    return hasRoom ? tr("Nobody has said anything here yet. The first word is yours.")
                   : tr("Choose a room, or make one with +.");
}

void Conversation::connectRoom(ChatRoom *room)
{
    m_roomConnections = {
        connect(room, &ChatRoom::typingChanged, this, &Conversation::showTyping),
        connect(
            room, &ChatRoom::comingsChanged, this, [this] { showTyping(m_room->typingNames()); }),
        connect(room, &ChatRoom::draftsRestored, this,
            [this] {
                const Composer *composer = m_page->composer();
                const bool isFree = composer->text().isEmpty() && !composer->edit()->isComposing();
                if (isFree && m_edited.isEmpty()) {
                    showDraft();
                }
            }),
        connect(room, &ChatRoom::infoChanged, this, &Conversation::updateHeader),
        connect(room, &ChatRoom::countsChanged, this, &Conversation::tellUnread),
        connect(
            room, &ChatRoom::loadingHistoryChanged, m_page->timeline(), &TimelineView::setLoading),
        connect(room, &ChatRoom::placeReached, this, &Conversation::showFound),
        connect(room, &ChatRoom::placeMissed, this,
            [this] {
                Q_EMIT noticeWanted(tr("This place cannot be shown: there is no connection, or it "
                                       "is no longer kept."));
            }),
    };
}

void Conversation::updateHeader()
{
    const QString name = m_room ? m_room->name() : QString();
    m_page->header()->setMenuEnabled(m_room);
    m_page->composer()->setEnabled(m_room && !m_room->isArchived());
    m_page->composer()->setArchived(m_room && m_room->isArchived());
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

} // namespace app
