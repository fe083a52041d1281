#pragma once

#include "tests/stomp/certificates.h"

#include <QSslSocket>
#include <QTcpServer>

#include <functional>
#include <memory>

namespace test {

// A TCP server for one client at a time, encrypted when it has an identity; keeps what came out of
// the encryption.
class TlsServer : public QTcpServer {
    Q_OBJECT

public:
    explicit TlsServer(std::optional<Identity> identity = std::nullopt)
        : m_identity(std::move(identity))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
    }
    ~TlsServer() override
    {
        if (socket)
            socket->disconnect(this);
    }

    QUrl url(const char *scheme) const
    {
        return QUrl(
            QLatin1String(scheme) + QStringLiteral("://127.0.0.1:%1/ws-connect").arg(serverPort()));
    }

    // What is to be written when these bytes have come.
    void answer(const QByteArray &question, const QByteArray &bytes)
    {
        m_answers.emplace_back(question, bytes);
    }

    std::unique_ptr<QSslSocket> socket;
    QByteArray received;
    int connections = 0;
    bool isGone = false;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        isGone = false;
        received.clear();
        socket = std::make_unique<QSslSocket>();
        connect(socket.get(), &QSslSocket::readyRead, this, [this] { read(); });
        connect(socket.get(), &QSslSocket::disconnected, this, [this] { isGone = true; });
        socket->setSocketDescriptor(descriptor);
        if (!m_identity)
            return;
        socket->setSslConfiguration(m_identity->configuration());
        socket->startServerEncryption();
    }

private:
    void read()
    {
        const QByteArray before = received;
        received += socket->readAll();
        for (const auto &[question, bytes] : m_answers) {
            if (!before.contains(question) && received.contains(question))
                socket->write(bytes);
        }
    }

    std::optional<Identity> m_identity;
    std::vector<std::pair<QByteArray, QByteArray>> m_answers;
};

} // namespace test
