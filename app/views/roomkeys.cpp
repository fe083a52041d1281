#include "app/views/roomkeys.h"

#include "app/client/chatclient.h"
#include "app/models/roomlistmodel.h"
#include "app/views/chatpage.h"
#include "app/views/toast.h"

#include <utility>

namespace app {

RoomKeys::RoomKeys(ChatClient *client, ChatPage *page, const RoomListModel *rooms, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_page(page)
    , m_rooms(rooms)
{
    connect(page, &ChatPage::shortcutPressed, this, &RoomKeys::carryOut);
    connect(client, &ChatClient::currentRoomChanged, this, [this](const ChatRoom *room) {
        if (room) {
            m_history.visited(room->id());
        }
    });
    connect(client, &ChatClient::roomRemoved, this,
        [this](const QByteArray &room) { m_history.forget(room); });
}

void RoomKeys::carryOut(Shortcut shortcut, int index)
{
    switch (shortcut) {
    case Shortcut::PreviousRoom:
    case Shortcut::NextRoom:
        step(shortcut == Shortcut::NextRoom ? 1 : -1, false);
        break;
    case Shortcut::PreviousUnread:
    case Shortcut::NextUnread:
        step(shortcut == Shortcut::NextUnread ? 1 : -1, true);
        break;
    case Shortcut::NumberedRoom:
        if (const ChatRoom *room = m_rooms->roomAt(index)) {
            Q_EMIT roomChosen(room->id());
        }
        break;
    case Shortcut::Back:
        goTo(m_history.back());
        break;
    case Shortcut::Forward:
        goTo(m_history.forward());
        break;
    case Shortcut::MarkAllRead:
        markAllRead();
        break;
    default:
        break;
    }
}

void RoomKeys::goTo(const std::optional<QByteArray> &room)
{
    if (room && m_client->room(*room)) {
        Q_EMIT roomChosen(*room);
    }
}

// Round the end; of muted rooms only those where one is called count as unread.
void RoomKeys::step(int direction, bool isUnreadOnly)
{
    const int count = m_rooms->rowCount();
    const ChatRoom *open = m_client->currentRoom();
    const int here = open ? m_rooms->rowOf(open->id()) : -1;
    for (int steps = 1; steps <= count; ++steps) {
        const int start = here < 0 && direction < 0 ? 0 : here;
        const int row = ((start + direction * steps) % count + count) % count;
        const ChatRoom *room = m_rooms->roomAt(row);
        const bool isUnread =
            room->mentionCount() > 0 || (room->unreadCount() > 0 && !room->marks().isMuted);
        if (room != open && (isUnread || !isUnreadOnly)) {
            Q_EMIT roomChosen(room->id());
            return;
        }
    }
}

void RoomKeys::markAllRead()
{
    std::vector<std::pair<QByteArray, qint64>> unread;
    for (ChatRoom *room : m_client->rooms()) {
        if (room->unreadCount() > 0) {
            unread.push_back({room->id(), room->readUpTo() + 1});
            room->markRead();
        }
    }
    if (unread.empty()) {
        return;
    }
    const QString text = tr("%n room(s) marked as read.", nullptr, static_cast<int>(unread.size()));
    m_page->toast()->tell(text, tr("Undo"), [this, unread] { markUnreadAgain(unread); });
    m_page->announce(text);
}

void RoomKeys::markUnreadAgain(const std::vector<std::pair<QByteArray, qint64>> &rooms)
{
    for (const auto &[id, from] : rooms) {
        if (ChatRoom *room = m_client->room(id)) {
            room->markUnreadFrom(from);
        }
    }
}

} // namespace app
