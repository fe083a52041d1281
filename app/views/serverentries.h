#pragma once

#include "app/client/foundhosts.h"
#include "app/client/settings.h"
#include "app/views/serverrow.h"

#include <QCoreApplication>

#include <vector>

namespace app {

// What the start page says of servers.
class ServerEntries {
    Q_DECLARE_TR_FUNCTIONS(app::ServerEntries)

public:
    static std::vector<ServerEntry> ofFound(const std::vector<FoundHost> &hosts);
    static std::vector<ServerEntry> ofRecent(const std::vector<RecentServer> &servers);
    static QString foundNote(bool hasAny, bool isCrowded);
    static QString deafNote();
    static QString peopleText(int people);
};

} // namespace app
