#include "stomp/subscription.h"

#include "stomp/client.h"

namespace stomp {

Subscription::Subscription(Client *client, QByteArray id, QByteArray destination, Headers headers)
    : QObject(client)
    , m_client(client)
    , m_id(std::move(id))
    , m_destination(std::move(destination))
    , m_headers(std::move(headers))
{
}

Subscription::~Subscription()
{
    if (m_client)
        m_client->forget(this);
}

void Subscription::setHeadersProvider(std::function<Headers()> provider)
{
    m_headersProvider = std::move(provider);
}

void Subscription::unsubscribe()
{
    if (!m_client)
        return;
    m_client->forget(this);
    m_client.clear();
    deleteLater();
    setState(State::Ended);
}

Headers Subscription::headers() const
{
    // A copy: the provider may delete the subscription, and itself with it.
    const std::function<Headers()> provider = m_headersProvider;
    return provider ? provider() : m_headers;
}

void Subscription::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace stomp
