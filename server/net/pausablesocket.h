#pragma once

#include "server/broker/closereason.h"

#include <QSslConfiguration>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace server {

// The sockets of accepted connections, in plain or by TLS. Their reading can stop: meanwhile their
// reader finds nothing, their own buffer fills, and then the peer's. They live on one worker's
// thread; what stands here differs between plain and TLS, the rest is QTcpSocket's.

// `bufferSize` must hold the largest piece that a reader waits for. With `tls` the socket is a
// QSslSocket, and whoever has it starts the handshake.
std::unique_ptr<QTcpSocket> makePausableSocket(
    qint64 bufferSize, const QSslConfiguration *tls = nullptr);

void setReading(QTcpSocket &socket, bool isOn);
bool isReading(const QTcpSocket &socket);

// Bytes written that the system did not take yet.
qint64 bytesWaiting(const QTcpSocket &socket);
// Why a connection that nobody here closed has ended.
CloseReason closeReasonOf(const QTcpSocket &socket);
// `broken` is called once the encryption can be gone on with no longer, and not within what found
// it: QSslSocket tells, and leaves the connection open.
void connectBroken(QTcpSocket &socket, QObject &receiver, std::function<void()> broken);
// `taken` is called with the number of bytes whenever the system took some.
void connectTaken(QTcpSocket &socket, QObject &receiver, std::function<void(qint64)> taken);

} // namespace server
