#include "app/views/serverentries.h"

#include "app/client/serveraddress.h"

#include <QStringList>

namespace app {

static QString addressOf(const QUrl &url)
{
    ServerAddress address;
    address.url = url;
    return address.display();
}

static QString joined(const QStringList &parts)
{
    return parts.join(QStringLiteral(" · "));
}

QString ServerEntries::peopleText(int people)
{
    return tr("%n person(s)", nullptr, people);
}

std::vector<ServerEntry> ServerEntries::ofFound(const std::vector<FoundHost> &hosts)
{
    std::vector<ServerEntry> entries;
    for (const FoundHost &host : hosts) {
        const QString address = addressOf(host.url);
        QStringList details{address, peopleText(host.people)};
        if (host.asksPasscode) {
            details += tr("asks for a passcode");
        }
        entries.push_back(
            {address, host.asksPasscode ? QStringLiteral("lock") : QStringLiteral("server"),
                host.name, joined(details), true});
    }
    return entries;
}

QString ServerEntries::stateText(const ServerState &state)
{
    using Life = ServerState::Life;
    if (state.life == Life::Unknown) {
        return {};
    }
    if (state.life == Life::Silent) {
        return tr("not reachable");
    }
    if (!state.people) {
        return tr("there now");
    }
    return *state.people == 0 ? tr("nobody there")
                              : tr("%n person(s) there now", nullptr, *state.people);
}

std::vector<ServerEntry> ServerEntries::ofRecent(const std::vector<RecentServer> &servers,
    const std::function<ServerState(const QUrl &url)> &state)
{
    std::vector<ServerEntry> entries;
    for (const RecentServer &server : servers) {
        const QString address = addressOf(server.url);
        const ServerState known = state(server.url);
        QStringList details{tr("as %1").arg(server.name)};
        if (known.life != ServerState::Life::Unknown) {
            details += stateText(known);
        }
        entries.push_back({address, QStringLiteral("history"), address, joined(details),
            known.life == ServerState::Life::Live});
    }
    return entries;
}

QString ServerEntries::foundNote(bool hasAny, bool isCrowded)
{
    if (isCrowded) {
        return tr("More servers announce themselves than are listed here. Join by the address that "
                  "the host tells you.");
    }
    return hasAny ? tr("These are names that servers give themselves. Whose they are you know once "
                       "you have joined.")
                  : tr("Nobody hosts here at the moment. Rooms on your network appear by "
                       "themselves.");
}

QString ServerEntries::deafNote()
{
    return tr("Rooms on your network cannot be listed: another program has the port for it. Join "
              "by their address.");
}

} // namespace app
