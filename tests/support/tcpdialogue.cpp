#include "tests/support/tcpdialogue.h"

#include <QHostAddress>
#include <QTest>

#include <utility>

namespace test {
namespace {

constexpr int patience = 20000;
constexpr qint64 smallBuffer = 4096;

} // namespace

TcpDialogue::TcpDialogue(quint16 port, Encryption encryption, QSsl::SslProtocol tls)
    : m_decoder(
        stomp::Reads::ServerFrames, stomp::Limits{32, 200, 16 * 1024, 256 * 1024, 64 * 1024 * 1024})
{
    QObject::connect(&m_socket, &QSslSocket::readyRead, &m_socket, [this] { read(); });
    m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_socket.setProtocol(tls);
    if (encryption == Encryption::None) {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost).toString(), port);
        m_socket.waitForConnected(patience);
        return;
    }
    m_socket.connectToHostEncrypted(QHostAddress(QHostAddress::LocalHost).toString(), port);
    m_socket.waitForEncrypted(patience);
}

TcpDialogue::~TcpDialogue()
{
    m_socket.disconnect();
}

bool TcpDialogue::connectAs(const QByteArray &login)
{
    send("CONNECT\naccept-version:1.2\nhost:localhost\nlogin:" + login + "\n\n");
    const auto answer = next();
    if (!answer || answer->command != stomp::Command::Connected)
        return false;
    m_connectedHeaders = answer->headers;
    m_decoder.setVersion(stomp::Version::V12);
    return true;
}

void TcpDialogue::send(const QByteArray &frame)
{
    sendRaw(frame + '\0');
}

void TcpDialogue::sendRaw(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

qint64 TcpDialogue::bytesWaiting() const
{
    return m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite();
}

void TcpDialogue::setReading(bool isOn)
{
    m_isReading = isOn;
    m_socket.setReadBufferSize(isOn ? 0 : smallBuffer);
    if (isOn)
        read();
}

std::optional<stomp::Frame> TcpDialogue::next()
{
    std::optional<stomp::Frame> frame;
    const auto isDone = [&] {
        m_decoder.append(std::exchange(m_received, {}));
        for (;;) {
            stomp::Decoder::Item item = m_decoder.next();
            if (auto *complete = std::get_if<stomp::Frame>(&item)) {
                frame = std::move(*complete);
                return true;
            }
            if (!std::holds_alternative<stomp::Decoder::EndOfLine>(item))
                return !isConnected() && m_received.isEmpty();
        }
    };
    return QTest::qWaitFor(isDone, patience) ? frame : std::nullopt;
}

QByteArray TcpDialogue::readUntil(const QByteArray &text)
{
    const auto isDone = [&] { return m_received.contains(text) || !isConnected(); };
    return QTest::qWaitFor(isDone, patience) ? takeBytes() : QByteArray();
}

QByteArray TcpDialogue::takeBytes()
{
    return std::exchange(m_received, {});
}

bool TcpDialogue::waitForClose()
{
    return QTest::qWaitFor([this] { return !isConnected(); }, patience);
}

void TcpDialogue::read()
{
    if (m_isReading)
        m_received += m_socket.readAll();
}

} // namespace test
