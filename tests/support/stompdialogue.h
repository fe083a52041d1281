#pragma once

#include "stomp/decoder.h"
#include "stomp/frame.h"

#include <QObject>
#include <QUrl>
#include <QWebSocket>

#include <deque>
#include <optional>

namespace test {

// A person at a STOMP connection who writes frames by hand and says what should come back, so that
// a test reads as a dialogue. Uses the frame codec of stomp/ and nothing else of the product.
class StompDialogue : public QObject {
    Q_OBJECT

public:
    explicit StompDialogue(QUrl url);
    ~StompDialogue() override;

    // The WebSocket handshake alone, with sub-protocol v12.stomp.
    bool open();
    // The handshake, CONNECT as this person, and CONNECTED; further headers as "name:value\n"
    // lines.
    bool connectAs(const QByteArray &login, const QByteArray &headerLines = {});

    // One frame without its NUL, in lines: "SEND\ndestination:/topic/a\n\nhello". Text or binary on
    // the wire.
    void send(const QByteArray &frame);
    void sendBinary(const QByteArray &frame);
    void subscribe(
        const QByteArray &id, const QByteArray &destination, const QByteArray &headerLines = {});
    // subscribe(), and true when its receipt was the next frame: what is sent from now on arrives.
    bool isSubscribed(const QByteArray &id, const QByteArray &destination);
    // A SUBSCRIBE that is answered once: the body of its reply.
    QByteArray ask(const QByteArray &destination, const QByteArray &headerLines = {});
    // Bytes as they are, in one text message.
    void sendRaw(const QByteArray &bytes);

    // The next frame; nothing after 10 s or when the connection has ended first. Heart-beats do not
    // count.
    std::optional<stomp::Frame> next();
    // Sends something whose answer comes last and gives all frames before that: what had arrived or
    // was on its way.
    std::vector<stomp::Frame> everythingUntilNow();

    bool waitForClose();
    int closeCode() const { return m_socket.closeCode(); }
    const stomp::Headers &connectedHeaders() const { return m_connectedHeaders; }

private:
    void receive(const QByteArray &bytes);

    QUrl m_url;
    QWebSocket m_socket;
    stomp::Decoder m_decoder;
    std::deque<stomp::Frame> m_frames;
    stomp::Headers m_connectedHeaders;
    bool m_isClosed = false;
    int m_ownIds = 0;
};

} // namespace test
