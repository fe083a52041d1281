#pragma once

#include "stomp/websockettransport.h"

#include <QSignalSpy>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

// A WebSocketTransport, and a server for it.
namespace test {

inline constexpr qsizetype longest = 64 * 1024;

inline QByteArray bytesOf(const QSignalSpy &received)
{
    QByteArray all;
    for (const QList<QVariant> &arguments : received)
        all += arguments.at(0).toByteArray();
    return all;
}

inline stomp::Error errorOf(const QSignalSpy &closed)
{
    return closed.isEmpty() ? stomp::Error{stomp::ErrorCode::Internal, "not closed"}
                            : closed.at(0).at(0).value<stomp::Error>();
}

inline QUrl urlOf(quint16 port, const char *scheme = "ws")
{
    return QUrl(QLatin1String(scheme) + QStringLiteral("://127.0.0.1:%1/ws-connect").arg(port));
}

// A transport and its signals.
struct Client {
    stomp::WebSocketTransport transport{longest};
    QSignalSpy opened{&transport, &stomp::Transport::opened};
    QSignalSpy received{&transport, &stomp::Transport::received};
    QSignalSpy closed{&transport, &stomp::Transport::closed};
};

// A WebSocket server, and the one socket that came.
class Server {
public:
    explicit Server(QWebSocketServer::SslMode mode = QWebSocketServer::NonSecureMode)
        : server(QStringLiteral("test"), mode)
    {
        server.setSupportedSubprotocols({QStringLiteral("v12.stomp"), QStringLiteral("v11.stomp"),
            QStringLiteral("v10.stomp")});
        QObject::connect(&server, &QWebSocketServer::newConnection, &server,
            [this] { socket.reset(server.nextPendingConnection()); });
    }

    QUrl listen(const char *scheme = "ws")
    {
        return server.listen(QHostAddress::LocalHost) ? urlOf(server.serverPort(), scheme) : QUrl();
    }

    QWebSocketServer server;
    std::unique_ptr<QWebSocket> socket;
};

} // namespace test
