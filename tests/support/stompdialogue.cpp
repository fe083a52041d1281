#include "tests/support/stompdialogue.h"

#include <QNetworkRequest>
#include <QTest>
#include <QWebSocketHandshakeOptions>

namespace test {
namespace {

constexpr int patience = 10000;

} // namespace

StompDialogue::StompDialogue(QUrl url)
    : m_url(std::move(url))
    , m_decoder(stomp::Reads::ServerFrames,
          stomp::Limits{32, 200, 16 * 1024, 256 * 1024, 64 * 1024 * 1024})
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { receive(text.toUtf8()); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &StompDialogue::receive);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] { m_isClosed = true; });
    // Any certificate will do.
    connect(&m_socket, &QWebSocket::sslErrors, this, [this] { m_socket.ignoreSslErrors(); });
}

StompDialogue::~StompDialogue()
{
    m_socket.disconnect(this); // ~QWebSocket() emits disconnected()
}

bool StompDialogue::open()
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QStringLiteral("v12.stomp")});
    m_socket.open(QNetworkRequest(m_url), options);
    return QTest::qWaitFor([this] { return m_socket.isValid() || m_isClosed; }, patience)
        && m_socket.isValid();
}

bool StompDialogue::connectAs(const QByteArray &login, const QByteArray &headerLines)
{
    if (!open())
        return false;
    send("CONNECT\naccept-version:1.2\nhost:localhost\nlogin:" + login + "\n" + headerLines + "\n");
    const auto answer = next();
    if (!answer || answer->command != stomp::Command::Connected)
        return false;
    m_connectedHeaders = answer->headers;
    m_decoder.setVersion(stomp::Version::V12);
    return true;
}

void StompDialogue::send(const QByteArray &frame)
{
    m_socket.sendTextMessage(QString::fromUtf8(frame) + QChar(u'\0'));
}

void StompDialogue::sendBinary(const QByteArray &frame)
{
    m_socket.sendBinaryMessage(frame + '\0');
}

void StompDialogue::subscribe(
    const QByteArray &id, const QByteArray &destination, const QByteArray &headerLines)
{
    send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\n" + headerLines + "\n");
}

bool StompDialogue::isSubscribed(const QByteArray &id, const QByteArray &destination)
{
    subscribe(id, destination, "receipt:subscribed-" + id + "\n");
    const auto answer = next();
    return answer && answer->command == stomp::Command::Receipt
        && answer->header("receipt-id") == "subscribed-" + id;
}

QByteArray StompDialogue::ask(const QByteArray &destination, const QByteArray &headerLines)
{
    const QByteArray id = "ask-" + QByteArray::number(++m_ownIds);
    subscribe(id, destination, headerLines);
    const auto answer = next();
    const bool isReply = answer && answer->command == stomp::Command::Message
        && answer->header("subscription") == id;
    return isReply ? answer->body : QByteArray();
}

void StompDialogue::sendRaw(const QByteArray &bytes)
{
    m_socket.sendTextMessage(QString::fromUtf8(bytes));
}

std::optional<stomp::Frame> StompDialogue::next()
{
    const auto isDone = [this] { return !m_frames.empty() || m_isClosed; };
    if (!QTest::qWaitFor(isDone, patience) || m_frames.empty())
        return std::nullopt;
    stomp::Frame frame = std::move(m_frames.front());
    m_frames.pop_front();
    return frame;
}

std::vector<stomp::Frame> StompDialogue::everythingUntilNow()
{
    const QByteArray fence = "fence-" + QByteArray::number(++m_ownIds);
    subscribe(fence, "/topic/" + fence, "receipt:" + fence + "\n");
    std::vector<stomp::Frame> frames;
    while (auto frame = next()) {
        if (frame->command == stomp::Command::Receipt && frame->header("receipt-id") == fence)
            break;
        frames.push_back(std::move(*frame));
    }
    return frames;
}

bool StompDialogue::waitForClose()
{
    return QTest::qWaitFor([this] { return m_isClosed; }, patience);
}

void StompDialogue::receive(const QByteArray &bytes)
{
    m_decoder.append(bytes);
    for (;;) {
        stomp::Decoder::Item item = m_decoder.next();
        if (auto *frame = std::get_if<stomp::Frame>(&item))
            m_frames.push_back(std::move(*frame));
        else if (!std::holds_alternative<stomp::Decoder::EndOfLine>(item))
            return;
    }
}

} // namespace test
