#pragma once

#include "server/net/sessionoptions.h"
#include "stomp/mailbox.h"

#include <QHash>
#include <QHostAddress>

#include <functional>
#include <memory>

namespace server {

// How often the login of a remote address failed in the last minute; who fails too often is refused
// for the rest of it, and nobody else (S-099). Lives on the thread of the listeners; what it gives
// out may be called from any thread, at any time. Addresses count as in AddressCap.
class FailedLogins {
public:
    using Note = std::function<void()>;

    explicit FailedLogins(int most, bool countsLoopback = false); // 0: any number

    // To be called when a login from there fails; empty when it does not count.
    Note noteOf(const QHostAddress &address) const;
    bool isBlocked(const QHostAddress &address, TimePoint now);

private:
    struct Minute {
        TimePoint begin;
        int failures = 0;
    };
    using Noted = stomp::Mailbox<QHostAddress>;

    void takeNoted(TimePoint now);

    bool isCounted(const QHostAddress &address) const
    {
        return m_most > 0 && (m_countsLoopback || !address.isLoopback());
    }

    int m_most;
    bool m_countsLoopback;
    QHash<QHostAddress, Minute> m_minutes;
    std::shared_ptr<Noted> m_noted;
};

} // namespace server
