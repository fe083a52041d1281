// Every body of the chat: read, written, read again.
#include "stomp/chat/payloads.h"
#include "tests/fuzz/pieces.h"

namespace {

template<typename T>
void checkAgain(const stomp::Result<T> &read, stomp::Result<T> (*parse)(QByteArrayView))
{
    if (!read)
        return;
    const stomp::Result<T> again = parse(chat::toJson(*read));
    fuzz::require(again && *again == *read, "what was written is read as the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView json = fuzz::readInput(data, size).bytes;
    checkAgain(chat::parseEntry(json), chat::parseEntry);
    checkAgain(chat::parseMembers(json), chat::parseMembers);
    checkAgain(chat::parseMemberChange(json), chat::parseMemberChange);
    checkAgain(chat::parseRooms(json), chat::parseRooms);
    checkAgain(chat::parseRoomChange(json), chat::parseRoomChange);
    checkAgain(chat::parseRoomRequest(json), chat::parseRoomRequest);
    checkAgain(chat::parseTyping(json), chat::parseTyping);
    checkAgain(chat::parseReadMarker(json), chat::parseReadMarker);
    checkAgain(chat::parseProblem(json), chat::parseProblem);
    chat::parseGap(json);
    chat::parseHistory(json);
    chat::parseEditRequest(json);
    chat::parseDeleteRequest(json);
    chat::parseReactRequest(json);
    chat::parsePinRequest(json);
    chat::parsePresenceRequest(json);
    chat::withoutText(json);
    chat::parseTypingRequest(json);
    chat::parseReadRequest(json);
    chat::parseRemoveRequest(json);
    for (const QByteArrayView type : {QByteArrayView(), QByteArrayView("application/json")}) {
        if (const auto said = chat::parseSay(type, json)) {
            const auto again = chat::parseSay("application/json", chat::toJson(*said));
            fuzz::require(again && *again == *said, "what was said is read as the same");
        }
    }
    return 0;
}
