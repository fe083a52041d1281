#pragma once

#include "server/routing/handlerparameters.h"
#include "server/routing/handlerresult.h"
#include "stomp/chat/payloads.h"

#include <vector>

// The customization points of routes for the payloads of the chat.
namespace chat {

server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, Say &say);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, RoomRequest &request);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, TypingRequest &request);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, ReadRequest &request);

server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, EditRequest &request);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, DeleteRequest &request);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, ReactRequest &request);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, PinRequest &request);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, RemoveRequest &request);
server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, PresenceRequest &request);

server::EncodedBody toBody(const std::vector<Member> &members);
server::EncodedBody toBody(const std::vector<RoomInfo> &rooms);

} // namespace chat
