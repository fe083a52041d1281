#include "app/application.h"

#include "app/client/serveraddress.h"
#include "app/views/chatpage.h"
#include "app/views/startpage.h"

// Application's part for a second program that is started with the same profile: this one comes to
// the front and does what was asked of the other.
namespace app {

bool Application::handOver() const
{
    return RunningInstance::handOver(
        m_settings.directory(), {m_options.join, m_options.room, qgetenv("XDG_ACTIVATION_TOKEN")});
}

void Application::takeOver(const HandedOver &what)
{
    m_window.bringToFront(what.activationToken);
    if (!what.room.isEmpty()) {
        m_options.room = what.room;
    }
    if (!what.join.isEmpty()) {
        joinInstead(what.join);
    } else if (!what.room.isEmpty() && m_window.isChatShown()) {
        m_conversation.open(what.room);
    }
}

// The server one is at is left for another one; at the same one only the room is opened.
void Application::joinInstead(const QString &text)
{
    const auto address = ServerAddress::parse(text);
    if (!address) {
        m_window.showNotice(address.error());
        return;
    }
    const QByteArray room = address->room.isEmpty() ? m_options.room : address->room;
    if (m_client.isJoined() && m_client.joinOptions().identity == address->identity()) {
        if (!room.isEmpty() && m_window.isChatShown()) {
            m_conversation.open(room);
        }
        return;
    }
    m_window.confirmCutOff(
        tr("Stop hosting and join %1?").arg(address->display()), [this, text, room] {
            if (m_client.isJoined()) {
                leave();
            }
            m_options.room = room;
            m_window.startPage()->setAddress(text);
            join(m_window.startPage()->name(), text, {});
        });
}

} // namespace app
