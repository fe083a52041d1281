#pragma once

#include <QByteArrayView>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <deque>
#include <map>
#include <optional>
#include <vector>

class QTcpSocket;

namespace app {

// What somebody who asked a server without joining it knows.
struct ServerState {
    enum class Life { Unknown, Live, Silent };

    Life life = Life::Unknown;
    std::optional<int> people; // connections, when it tells

    friend bool operator==(const ServerState &, const ServerState &) = default;
};

// What the beginning of an answer says; nothing when it is that of no chat server, or not whole.
std::optional<ServerState> probeAnswer(QByteArrayView received);

// Asks servers from time to time, while it is started, whether they are there and how many people:
// one short HTTP request each, few at a time. UI thread.
class ServerProbe : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostAtOnce = 3;
    static constexpr qsizetype longestAnswer = 4096; // bytes
    static constexpr int mostPeople = 1'000'000;

    // `round` is the time between two rounds, `patience` the one given to a server; milliseconds.
    explicit ServerProbe(int round = 10'000, int patience = 3'000, QObject *parent = nullptr);
    ~ServerProbe() override;

    void setServers(const std::vector<QUrl> &urls);
    void start();
    void stop(); // and forgets
    ServerState state(const QUrl &url) const;

Q_SIGNALS:
    void stateChanged(const QUrl &url);

private:
    void beginRound();
    void askNext();
    void ask(const QUrl &url);
    void read(QTcpSocket *socket);
    void finish(QTcpSocket *socket, const ServerState &state);
    void drop(QTcpSocket *socket);

    int m_patience;
    QTimer m_rounds;
    std::vector<QUrl> m_urls;
    std::deque<QUrl> m_waiting;
    std::map<QTcpSocket *, QUrl> m_asked;
    std::map<QUrl, ServerState> m_states;
};

} // namespace app
