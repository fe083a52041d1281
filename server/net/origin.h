#pragma once

#include <QByteArray>

#include <vector>

namespace server {

// Which browsers' pages may connect (contract.md, --allow-origin, --server-name).
struct OriginRules {
    std::vector<QByteArray> allowed; // exact origins; "*" allows all
    std::vector<QByteArray> serverNames; // names under which this server is reached
    bool isSecure = false; // the listener speaks TLS
};

// Whether a page of `origin` may connect to the server it addressed as `host`. Same origin counts
// only for names of ours, IP addresses and localhost: another name may have been bent to this
// machine.
bool isOriginAllowed(const QByteArray &origin, const QByteArray &host, const OriginRules &rules);

} // namespace server
