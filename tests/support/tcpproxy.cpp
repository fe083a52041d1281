#include "tests/support/tcpproxy.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

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

TcpProxy::~TcpProxy()
{
    cut();
}

void TcpProxy::accept(QTcpSocket *client)
{
    if (!m_isReachable) {
        client->abort();
        client->deleteLater();
        return;
    }
    m_clients.insert(client);
    auto *server = new QTcpSocket(client);
    connect(client, &QTcpSocket::readyRead, server, [=, this] { passOn(client, server, true); });
    connect(server, &QTcpSocket::readyRead, client, [=, this] { passOn(server, client, false); });
    connect(server, &QTcpSocket::connected, client, [=, this] { passOn(client, server, true); });
    connect(client, &QTcpSocket::disconnected, this, [=, this] { end(client); });
    connect(server, &QTcpSocket::disconnected, this, [=, this] { end(client); });
    connect(server, &QTcpSocket::errorOccurred, this, [=, this] { end(client); });
    server->connectToHost(QHostAddress::LocalHost, m_target);
}

void TcpProxy::passOn(QTcpSocket *from, QTcpSocket *to, bool isFromClient)
{
    if (m_isStalled || to->state() != QAbstractSocket::ConnectedState)
        return;
    QByteArray bytes = from->readAll();
    const bool isLast = isFromClient && m_bytesUntilCut && *m_bytesUntilCut <= bytes.size();
    if (isLast)
        bytes.truncate(m_bytesUntilCut.value());
    if (isFromClient && m_bytesUntilCut)
        *m_bytesUntilCut -= bytes.size();
    if (m_delay.count() > 0)
        QTimer::singleShot(m_delay, to, [to, bytes] { to->write(bytes); });
    else
        to->write(bytes);
    if (!isLast)
        return;
    m_bytesUntilCut.reset();
    to->flush();
    cut();
}

void TcpProxy::stall()
{
    m_isStalled = true;
}

void TcpProxy::resume()
{
    m_isStalled = false;
    for (QTcpSocket *client : m_clients) {
        auto *server = client->findChild<QTcpSocket *>();
        passOn(client, server, true);
        passOn(server, client, false);
    }
}

void TcpProxy::cut()
{
    while (!m_clients.empty())
        end(*m_clients.begin());
}

void TcpProxy::setReachable(bool isReachable)
{
    m_isReachable = isReachable;
    if (!isReachable)
        cut();
}

void TcpProxy::end(QTcpSocket *client)
{
    if (m_clients.erase(client) == 0)
        return;
    client->disconnect(this);
    if (auto *server = client->findChild<QTcpSocket *>()) {
        server->disconnect(this);
        server->abort();
    }
    client->abort();
    client->deleteLater();
}

} // namespace test
