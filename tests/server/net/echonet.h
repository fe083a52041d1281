#pragma once

#include "server/net/acceptor.h"
#include "server/net/worker.h"

#include <QUrl>

#include <mutex>

// A worker behind listeners for WebSocket and TCP, with real sockets on loopback; the broker is
// played by the test.
namespace test {

// Lets everybody in, echoes each SEND as a MESSAGE and answers DISCONNECT; remembers what came.
class EchoBroker {
public:
    explicit EchoBroker(std::function<void(std::vector<server::ToWorker>)> answer)
        : m_answer(std::move(answer))
    {
    }

    bool handle(std::vector<server::FromWorker> values)
    {
        std::vector<server::ToWorker> answers;
        for (auto &value : values)
            std::visit([&](auto &one) { handle(one, answers); }, value);
        if (!answers.empty())
            m_answer(std::move(answers));
        return false;
    }

    std::vector<QByteArray> closed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }

private:
    void handle(const server::SessionOpened &opened, std::vector<server::ToWorker> &answers)
    {
        answers.push_back(
            server::AcceptSession{opened.session, {{"person", "p"}, {"max-body", "1"}}});
    }
    void handle(const server::SessionFrame &frame, std::vector<server::ToWorker> &answers)
    {
        if (frame.frame.command == stomp::Command::Disconnect) {
            answers.push_back(server::SendFrame{frame.session,
                {stomp::Command::Receipt, {{"receipt-id", frame.frame.header("receipt")}}, {}}});
            answers.push_back(server::CloseSession{
                frame.session, server::CloseReason::Disconnected, std::nullopt});
            return;
        }
        auto message = std::make_shared<server::OutboundMessage>(
            stomp::Headers{{"destination", "/topic/echo"}}, frame.frame.body,
            server::FrameKind::Text);
        message->prepare(stomp::Version::V12);
        answers.push_back(server::DeliverMessage{std::move(message), {{frame.session, "s1", {}}}});
    }
    void handle(const server::SessionClosed &closed, std::vector<server::ToWorker> &)
    {
        const std::lock_guard lock(m_mutex);
        m_closed.push_back(server::toBytes(closed.reason));
    }

    void handle(const server::DeliveriesTaken &, std::vector<server::ToWorker> &) { }

    std::function<void(std::vector<server::ToWorker>)> m_answer;
    mutable std::mutex m_mutex;
    std::vector<QByteArray> m_closed;
};

class Net {
public:
    explicit Net(server::WorkerSettings settings = {}, server::AcceptorOptions options = {})
        : m_broker([this](auto answers) { m_worker.post(std::move(answers)); })
        , m_worker(0, settings, m_statistics,
              [this](auto values) { return m_broker.handle(std::move(values)); })
        , m_acceptor(m_statistics, secured(options, settings),
              [this](auto connection) { m_worker.adopt(std::move(connection)); })
    {
        const QHostAddress loopback(QHostAddress::LocalHost);
        m_worker.start();
        const auto bound = m_acceptor.bind({{loopback, 0}, {loopback, 0, server::Protocol::Tcp}});
        m_port = bound.value().at(0).port;
        m_tcpPort = bound.value().at(1).port;
        m_acceptor.accept();
    }
    ~Net() { stop(); }

    void stop()
    {
        m_acceptor.stop();
        m_worker.beginStop();
        m_worker.join();
    }
    void beginStop() { m_worker.beginStop(); }
    void join() { m_worker.join(); }
    QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws-connect").arg(m_port)); }
    QUrl secureUrl() const
    {
        return QUrl(QStringLiteral("wss://127.0.0.1:%1/ws-connect").arg(m_port));
    }
    quint16 port() const { return m_port; }
    quint16 tcpPort() const { return m_tcpPort; }
    server::NetStatistics::Snapshot statistics() const { return m_statistics.snapshot(); }
    quint64 closed(server::CloseReason reason) const
    {
        return statistics().closed.at(std::size_t(reason));
    }
    const EchoBroker &broker() const { return m_broker; }

private:
    static server::AcceptorOptions secured(
        server::AcceptorOptions options, const server::WorkerSettings &settings)
    {
        options.isSecure = settings.tls.has_value();
        return options;
    }

    server::NetStatistics m_statistics;
    EchoBroker m_broker;
    server::Worker m_worker;
    server::Acceptor m_acceptor;
    quint16 m_port = 0;
    quint16 m_tcpPort = 0;
};

} // namespace test
