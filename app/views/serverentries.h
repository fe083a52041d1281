#pragma once

#include "app/client/foundhosts.h"
#include "app/client/serverprobe.h"
#include "app/client/settings.h"
#include "app/views/serverrow.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace app {

// What the start page says of servers.
class ServerEntries {
    Q_DECLARE_TR_FUNCTIONS(app::ServerEntries)

public:
    static std::vector<ServerEntry> ofFound(const std::vector<FoundHost> &hosts);
    static std::vector<ServerEntry> ofRecent(const std::vector<RecentServer> &servers,
        const std::function<ServerState(const QUrl &url)> &state);
    static QString foundNote(bool hasAny, bool isCrowded);
    static QString deafNote();
    static QString peopleText(int people);
    static QString stateText(const ServerState &state);
};

} // namespace app
