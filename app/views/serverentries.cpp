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

std::vector<ServerEntry> ServerEntries::ofRecent(const std::vector<RecentServer> &servers)
{
    std::vector<ServerEntry> entries;
    for (const RecentServer &server : servers) {
        const QString address = addressOf(server.url);
        entries.push_back(
            {address, QStringLiteral("history"), address, tr("as %1").arg(server.name)});
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
