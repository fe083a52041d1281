#pragma once

#include "stomp/mailbox.h"

#include <QHash>
#include <QHostAddress>

#include <memory>
#include <optional>

namespace server {

// Keeps a place among the connections of one remote address; the last copy gives it back, on any
// thread.
using AddressSlot = std::shared_ptr<const void>;

// Whose address it is as far as limits go: an IPv6 address counts by its first 64 bits, which one
// household or machine has to itself.
QHostAddress countedAs(const QHostAddress &address);

// How many connections one remote address may have (S-078). Lives on the thread of the listeners.
class AddressCap {
public:
    // 0: any number. Loopback is not counted unless that is said: whoever comes from there may be
    // a proxy.
    explicit AddressCap(int most, bool countsLoopback = false);

    // Nothing when the address has its most.
    std::optional<AddressSlot> admit(const QHostAddress &address);

private:
    using Returned = stomp::Mailbox<QHostAddress>;

    void takeReturned();

    int m_most;
    bool m_countsLoopback;
    QHash<QHostAddress, int> m_counts;
    std::shared_ptr<Returned> m_returned;
};

} // namespace server
