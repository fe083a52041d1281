#pragma once

#include "stomp/decoder.h"
#include "stomp/transport.h"

#include <QPointer>

#include <functional>
#include <vector>

namespace test {

// A transport without a network: the test plays the server.
class MemoryTransport : public stomp::Transport {
    Q_OBJECT

public:
    MemoryTransport();

    void open(const QUrl &url) override;
    void send(const QByteArray &bytes) override;
    void close() override;
    void abort() override;

    // The server's side.
    void accept(); // the connection stands
    void answer(const stomp::Frame &frame);
    void answerBytes(const QByteArray &bytes);
    void lose(stomp::ErrorCode code = stomp::ErrorCode::ConnectionLost);

    const QUrl &url() const { return m_url; }
    const std::vector<stomp::Frame> &frames() const { return m_frames; }
    std::vector<stomp::Frame> framesOf(stomp::Command command) const;
    int endsOfLine() const { return m_endsOfLine; }
    bool isClosed() const { return m_isClosed; }
    bool isAborted() const { return m_isAborted; }
    // Closing is not answered.
    void ignoreClose() { m_ignoresClose = true; }

private:
    QUrl m_url;
    stomp::Decoder m_decoder;
    std::vector<stomp::Frame> m_frames;
    int m_endsOfLine = 0;
    bool m_isClosed = false;
    bool m_isAborted = false;
    bool m_ignoresClose = false;
};

// Every transport a client asked for, in order. Those the client has thrown away are null.
class MemoryNetwork {
public:
    std::unique_ptr<stomp::Transport> makeTransport();

    std::size_t size() const { return m_transports.size(); }
    MemoryTransport *last() const { return m_transports.empty() ? nullptr : m_transports.back(); }

private:
    std::vector<QPointer<MemoryTransport>> m_transports;
};

} // namespace test
