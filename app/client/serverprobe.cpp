#include "app/client/serverprobe.h"

#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>

namespace app {

namespace {

// A request that is no upgrade: whoever speaks the protocol says so, and how many are there.
QByteArray request(const QUrl &url)
{
    return "GET " + url.path(QUrl::FullyEncoded).toLatin1() + " HTTP/1.1\r\nHost: "
        + url.authority(QUrl::FullyEncoded).toLatin1() + "\r\nConnection: close\r\n\r\n";
}

std::optional<int> peopleIn(const QList<QByteArray> &headers)
{
    for (const QByteArray &header : headers) {
        const qsizetype colon = header.indexOf(':');
        if (colon < 0 || header.first(colon).trimmed().toLower() != "maru-people")
            continue;
        bool isNumber = false;
        const int people = header.sliced(colon + 1).trimmed().toInt(&isNumber);
        if (isNumber && people >= 0 && people <= ServerProbe::mostPeople)
            return people;
    }
    return std::nullopt;
}

} // namespace

std::optional<ServerState> probeAnswer(QByteArrayView received)
{
    const qsizetype end = received.indexOf(QByteArrayView("\r\n\r\n"));
    if (end < 0 || !received.startsWith("HTTP/1.1 426 "))
        return std::nullopt;
    return ServerState{
        ServerState::Life::Live, peopleIn(received.first(end).toByteArray().split('\n'))};
}

ServerProbe::ServerProbe(int round, int patience, QObject *parent)
    : QObject(parent)
    , m_patience(patience)
{
    m_rounds.setInterval(round);
    connect(&m_rounds, &QTimer::timeout, this, &ServerProbe::beginRound);
}

ServerProbe::~ServerProbe()
{
    stop();
}

void ServerProbe::setServers(const std::vector<QUrl> &urls)
{
    m_urls = urls;
    if (m_rounds.isActive())
        beginRound();
}

void ServerProbe::start()
{
    if (m_rounds.isActive())
        return;
    m_rounds.start();
    beginRound();
}

void ServerProbe::stop()
{
    m_rounds.stop();
    m_waiting.clear();
    m_states.clear();
    while (!m_asked.empty())
        drop(m_asked.begin()->first);
}

ServerState ServerProbe::state(const QUrl &url) const
{
    const auto known = m_states.find(url);
    return known == m_states.end() ? ServerState() : known->second;
}

// Who has not answered yet is not asked again.
void ServerProbe::beginRound()
{
    m_waiting.assign(m_urls.begin(), m_urls.end());
    std::erase_if(m_waiting, [this](const QUrl &url) {
        return std::any_of(m_asked.begin(), m_asked.end(),
            [&url](const auto &asked) { return asked.second == url; });
    });
    askNext();
}

void ServerProbe::askNext()
{
    while (m_asked.size() < mostAtOnce && !m_waiting.empty()) {
        const QUrl url = m_waiting.front();
        m_waiting.pop_front();
        ask(url);
    }
}

// Nothing is said that a stranger may not read, and nothing believed: no certificate is asked for.
void ServerProbe::ask(const QUrl &url)
{
    const bool isTls = url.scheme() == u"wss";
    QTcpSocket *socket = isTls ? new QSslSocket(this) : new QTcpSocket(this);
    m_asked[socket] = url;
    socket->setReadBufferSize(longestAnswer + 1);
    const auto send = [socket, url] { socket->write(request(url)); };
    const auto fail = [this, socket] { finish(socket, {ServerState::Life::Silent, {}}); };
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, this, fail);
    connect(socket, &QTcpSocket::errorOccurred, this, fail);
    QTimer::singleShot(m_patience, socket, fail);
    if (auto *tls = qobject_cast<QSslSocket *>(socket)) {
        tls->setPeerVerifyMode(QSslSocket::VerifyNone);
        connect(tls, &QSslSocket::encrypted, this, send);
        tls->connectToHostEncrypted(url.host(), static_cast<quint16>(url.port(443)));
    } else {
        connect(socket, &QTcpSocket::connected, this, send);
        socket->connectToHost(url.host(), static_cast<quint16>(url.port(7666)));
    }
}

void ServerProbe::read(QTcpSocket *socket)
{
    const QByteArray received = socket->peek(longestAnswer + 1);
    if (const auto state = probeAnswer(received))
        finish(socket, *state);
    else if (received.size() > longestAnswer || received.contains("\r\n\r\n"))
        finish(socket, {ServerState::Life::Silent, {}}); // something else is there
}

void ServerProbe::finish(QTcpSocket *socket, const ServerState &state)
{
    const auto asked = m_asked.find(socket);
    if (asked == m_asked.end())
        return;
    const QUrl url = asked->second;
    drop(socket);
    ServerState &known = m_states[url];
    if (known != state) {
        known = state;
        Q_EMIT stateChanged(url);
    }
    askNext();
}

void ServerProbe::drop(QTcpSocket *socket)
{
    m_asked.erase(socket);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

} // namespace app
