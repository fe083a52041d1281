#pragma once

#include "server/broker/messagelog.h"

#include <QByteArray>

// How repeated idempotency keys are told apart, the same for every message log.
namespace server {

// 16 bytes that stand for author and key together; short, because every key is in an index.
QByteArray keyDigest(const AppendEntry &entry);

// 16 bytes that stand for what the sender said.
QByteArray contentDigest(const AppendEntry &entry);

LogError keyReused(const AppendEntry &entry);
LogError idReused(const AppendEntry &entry);
LogError noSuchRoom(const QByteArray &room);

} // namespace server
