#include "tests/support/proxylink.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <utility>

namespace test {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

ProxyLink::ProxyLink(QTcpSocket *client, quint16 target, NetworkWeather *weather)
    : m_weather(weather)
    , m_client(client)
    , m_server(new QTcpSocket(this))
{
    m_client->setParent(this);
    way(Direction::FromClient).from = way(Direction::FromServer).to = m_client;
    way(Direction::FromServer).from = way(Direction::FromClient).to = m_server;
    for (const Direction direction : {Direction::FromClient, Direction::FromServer}) {
        Way &used = way(direction);
        used.timer.setSingleShot(true);
        used.timer.setTimerType(Qt::PreciseTimer);
        connect(&used.timer, &QTimer::timeout, this, [this, direction] { passOn(direction); });
        connect(used.from, &QTcpSocket::readyRead, this, [this, direction] { take(direction); });
        connect(used.from, &QTcpSocket::disconnected, this, &ProxyLink::sideEnded);
    }
    connect(m_server, &QTcpSocket::connected, this, [this] { take(Direction::FromClient); });
    connect(m_server, &QTcpSocket::errorOccurred, this, &ProxyLink::sideEnded);
    m_server->connectToHost(QHostAddress::LocalHost, target);
}

ProxyLink::~ProxyLink()
{
    close();
}

void ProxyLink::close()
{
    for (Way &used : m_ways) {
        used.timer.stop();
        used.pieces.clear();
        used.from->disconnect(this);
        used.from->abort();
    }
}

void ProxyLink::resume()
{
    take(Direction::FromClient);
    take(Direction::FromServer);
    if (m_hasEnded)
        sideEnded();
}

void ProxyLink::take(Direction direction)
{
    if (m_weather->isStalled || m_server->state() == QAbstractSocket::ConnectingState)
        return;
    Way &used = way(direction);
    QByteArray bytes = used.from->isOpen() ? used.from->readAll() : QByteArray();
    if (!bytes.isEmpty())
        used.pieces.push_back({steady_clock::now() + m_weather->delay, std::move(bytes)});
    passOn(direction);
}

// In order also when the delay has become shorter meanwhile.
void ProxyLink::passOn(Direction direction)
{
    Way &used = way(direction);
    while (!used.pieces.empty() && !m_weather->isStalled) {
        const auto wait = used.pieces.front().due - steady_clock::now();
        if (wait.count() > 0) {
            used.timer.start(std::chrono::ceil<milliseconds>(wait));
            return;
        }
        const QByteArray bytes = std::move(used.pieces.front().bytes);
        used.pieces.pop_front();
        write(direction, bytes);
    }
    if (m_hasEnded)
        sideEnded();
}

void ProxyLink::write(Direction direction, QByteArray bytes)
{
    std::optional<qint64> &untilCut = m_weather->untilCut(direction);
    const bool isLast = untilCut && *untilCut <= bytes.size();
    if (isLast)
        bytes.truncate(*untilCut);
    if (untilCut)
        *untilCut -= bytes.size();
    QTcpSocket *to = way(direction).to;
    if (to->state() == QAbstractSocket::ConnectedState)
        to->write(bytes);
    if (!isLast)
        return;
    untilCut.reset();
    to->flush();
    Q_EMIT cutDue();
}

void ProxyLink::sideEnded()
{
    m_hasEnded = true;
    const auto isUnderWay = [](const Way &used) {
        return !used.pieces.empty() || used.from->bytesAvailable() > 0;
    };
    for (const Direction direction : {Direction::FromClient, Direction::FromServer}) {
        Way &used = way(direction);
        const bool canArrive = used.to->state() == QAbstractSocket::ConnectedState;
        if (m_weather->isStalled || (canArrive && isUnderWay(used)))
            return;
        used.to->flush();
    }
    Q_EMIT ended();
}

} // namespace test
