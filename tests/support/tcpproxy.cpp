#include "tests/support/tcpproxy.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <algorithm>

namespace test {

TcpProxy::TcpProxy(quint16 target)
    : m_target(target)
{
    m_listener.listen(QHostAddress::LocalHost);
    connect(&m_listener, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = m_listener.nextPendingConnection())
            accept(client);
    });
}

TcpProxy::~TcpProxy() = default;

void TcpProxy::accept(QTcpSocket *client)
{
    if (!m_isReachable) {
        client->abort();
        client->deleteLater();
        return;
    }
    auto link = std::make_unique<ProxyLink>(client, m_target, &m_weather);
    connect(link.get(), &ProxyLink::ended, this, [this, ended = link.get()] { end(ended); });
    connect(link.get(), &ProxyLink::cutDue, this, &TcpProxy::cut);
    m_links.push_back(std::move(link));
}

void TcpProxy::stall()
{
    m_weather.isStalled = true;
}

void TcpProxy::resume()
{
    m_weather.isStalled = false;
    std::vector<ProxyLink *> links; // some may end
    for (const auto &link : m_links)
        links.push_back(link.get());
    for (ProxyLink *link : links)
        link->resume();
}

void TcpProxy::cut()
{
    m_cutCount += connectionCount();
    while (!m_links.empty())
        end(m_links.back().get());
}

void TcpProxy::setReachable(bool isReachable)
{
    m_isReachable = isReachable;
    if (!isReachable)
        cut();
}

// One of its own signals may be under way.
void TcpProxy::end(ProxyLink *link)
{
    const auto known = std::find_if(
        m_links.begin(), m_links.end(), [link](const auto &other) { return other.get() == link; });
    if (known == m_links.end())
        return;
    ProxyLink *ended = known->release();
    m_links.erase(known);
    ended->disconnect(this);
    ended->close();
    ended->deleteLater();
}

} // namespace test
