#include "stomp/subscriptionlist.h"

#include "stomp/client.h"
#include "stomp/subscription.h"

#include <QPointer>

#include <algorithm>

namespace stomp {

void SubscriptionList::add(Subscription *subscription)
{
    m_subscriptions.push_back(subscription);
}

void SubscriptionList::remove(Subscription *subscription)
{
    std::erase(m_subscriptions, subscription);
}

void SubscriptionList::detach()
{
    for (Subscription *subscription : m_subscriptions)
        subscription->m_client.clear();
}

Subscription *SubscriptionList::find(const QByteArray &id) const
{
    const auto found = std::find_if(m_subscriptions.begin(), m_subscriptions.end(),
        [&id](const Subscription *subscription) { return subscription->id() == id; });
    return found == m_subscriptions.end() ? nullptr : *found;
}

Subscription *SubscriptionList::nextUnsent(quint64 connection) const
{
    const auto found = std::find_if(m_subscriptions.begin(), m_subscriptions.end(),
        [connection](const Subscription *subscription) {
            return subscription->state() != Subscription::State::Ended
                && subscription->m_sentOn != connection;
        });
    return found == m_subscriptions.end() ? nullptr : *found;
}

void SubscriptionList::deliver(const DeliverMessage &delivery) const
{
    const QPointer<Subscription> subscription(find(delivery.subscription));
    if (subscription)
        subscription->setState(Subscription::State::Active);
    if (subscription && subscription->m_client)
        Q_EMIT subscription->messageReceived(delivery.message,
            deliveryOf(delivery.message, subscription->m_sentOn, delivery.subscription,
                subscription->m_ackMode));
}

void SubscriptionList::confirm(const QByteArray &id) const
{
    if (Subscription *subscription = find(id))
        subscription->setState(Subscription::State::Active);
}

// Told later: whoever subscribes has to get hold of the Subscription first.
void SubscriptionList::refuse(const RefuseSubscription &refusal) const
{
    Subscription *subscription = find(refusal.subscription);
    if (!subscription)
        return;
    subscription->m_state = Subscription::State::Ended;
    QMetaObject::invokeMethod(
        subscription,
        [subscription = QPointer(subscription), problem = refusal.problem] {
            if (subscription->m_client)
                Q_EMIT subscription->stateChanged(Subscription::State::Ended);
            if (subscription && subscription->m_client)
                Q_EMIT subscription->refused(problem);
        },
        Qt::QueuedConnection);
}

void SubscriptionList::markPending() const
{
    const std::vector<QPointer<Subscription>> all(m_subscriptions.begin(), m_subscriptions.end());
    for (const QPointer<Subscription> &subscription : all) {
        if (subscription && subscription->state() == Subscription::State::Active)
            subscription->setState(Subscription::State::Pending);
    }
}

} // namespace stomp
