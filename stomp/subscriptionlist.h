#pragma once

#include "stomp/clientactions.h"

#include <QByteArray>
#include <QtGlobal>

#include <vector>

namespace stomp {

class Subscription;

// The subscriptions of a Client, in the order they were made; passes on to them what the server
// says. Owns none: they are children of the client.
class SubscriptionList {
public:
    void add(Subscription *subscription);
    void remove(Subscription *subscription);
    // The client is going: they have nobody any more to unsubscribe with.
    void detach();

    // The first live one that was not sent on this connection.
    Subscription *nextUnsent(quint64 connection) const;

    // Every slot may delete subscriptions and the client, and with it this list.
    void deliver(const DeliverMessage &delivery) const;
    void confirm(const QByteArray &id) const;
    void refuse(const RefuseSubscription &refusal) const;
    void markPending() const;

private:
    Subscription *find(const QByteArray &id) const;

    std::vector<Subscription *> m_subscriptions;
};

} // namespace stomp
