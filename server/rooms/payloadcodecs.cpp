#include "server/rooms/payloadcodecs.h"

#include <utility>

namespace chat {

namespace {

template<typename T>
server::Decoded decoded(stomp::Result<T> parsed, T &value)
{
    if (!parsed)
        return server::Problem{"bad-payload", QString::fromUtf8(parsed.error().text)};
    value = *std::move(parsed);
    return {};
}

} // namespace

server::Decoded fromBody(QByteArrayView contentType, QByteArrayView body, Say &say)
{
    return decoded(parseSay(contentType, body), say);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, RoomRequest &request)
{
    return decoded(parseRoomRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, TypingRequest &request)
{
    return decoded(parseTypingRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, ReadRequest &request)
{
    return decoded(parseReadRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, EditRequest &request)
{
    return decoded(parseEditRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, DeleteRequest &request)
{
    return decoded(parseDeleteRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, ReactRequest &request)
{
    return decoded(parseReactRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, PinRequest &request)
{
    return decoded(parsePinRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, RemoveRequest &request)
{
    return decoded(parseRemoveRequest(body), request);
}

server::Decoded fromBody(QByteArrayView, QByteArrayView body, PresenceRequest &request)
{
    return decoded(parsePresenceRequest(body), request);
}

server::EncodedBody toBody(const std::vector<Member> &members)
{
    return {"application/json", toJson(members)};
}

server::EncodedBody toBody(const std::vector<RoomInfo> &rooms)
{
    return {"application/json", toJson(rooms)};
}

} // namespace chat
