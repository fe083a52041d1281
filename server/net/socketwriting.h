#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <span>

namespace server {

// From this size on bytes are handed on without being copied; below it, copying costs less than a
// system call more.
constexpr qsizetype sharedFrom = 16 * 1024;

// Writes whole frames behind what the socket holds. While it holds nothing and does not encrypt
// they go to the system at once, by one call, and only what that does not take is copied into the
// socket's buffer. The socket emits bytesWritten() for that part alone.
void writeFrames(QTcpSocket &socket, std::span<const QByteArray> pieces);
// By the socket: whatever others wrote by it, it keeps no memory for it afterwards.
void writeFirstFrames(QTcpSocket &socket, std::span<const QByteArray> pieces);

} // namespace server
