#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <deque>
#include <optional>

class QTcpSocket;

namespace test {

enum class Direction { FromClient, FromServer };

// What a bad network does at the moment.
struct NetworkWeather {
    bool isStalled = false;
    std::chrono::milliseconds delay{0};
    std::array<std::optional<qint64>, 2> bytesUntilCut; // by Direction

    std::optional<qint64> &untilCut(Direction direction)
    {
        return bytesUntilCut[static_cast<std::size_t>(direction)];
    }
};

// One connection through a TcpProxy: two sockets, and what is on its way between them. In a stall
// nothing passes, the end of either side neither.
class ProxyLink : public QObject {
    Q_OBJECT

public:
    // `weather` outlives the link.
    ProxyLink(QTcpSocket *client, quint16 target, NetworkWeather *weather);
    ~ProxyLink() override;

    // The stall is over.
    void resume();
    // Both sockets at once; nothing is told any more.
    void close();

Q_SIGNALS:
    void ended(); // one side has closed, and the other has all of it
    void cutDue(); // as many bytes as allowed have passed

private:
    struct Piece {
        std::chrono::steady_clock::time_point due;
        QByteArray bytes;
    };
    struct Way {
        QTcpSocket *from = nullptr;
        QTcpSocket *to = nullptr;
        std::deque<Piece> pieces; // delayed, in their order
        QTimer timer;
    };

    Way &way(Direction direction) { return m_ways[static_cast<std::size_t>(direction)]; }
    void take(Direction direction);
    void passOn(Direction direction);
    void write(Direction direction, QByteArray bytes);
    void sideEnded();

    NetworkWeather *m_weather;
    QTcpSocket *m_client;
    QTcpSocket *m_server;
    std::array<Way, 2> m_ways;
    bool m_hasEnded = false; // one side
};

} // namespace test
