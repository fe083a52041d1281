#include "stomp/heartbeat.h"

#include <QList>

#include <algorithm>

namespace stomp {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds longest = std::chrono::hours(24);

std::optional<milliseconds> parseInterval(const QByteArray &text)
{
    const bool isNumber = !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber)
        return std::nullopt;
    bool fits = false;
    const qlonglong value = text.toLongLong(&fits);
    return fits ? std::min(milliseconds(value), longest) : longest;
}

milliseconds agreeOnOne(milliseconds sender, milliseconds receiver)
{
    const bool isWanted = sender.count() > 0 && receiver.count() > 0;
    return isWanted ? std::max(sender, receiver) : milliseconds(0);
}

} // namespace

Result<HeartBeat> parseHeartBeat(const std::optional<QByteArray> &header)
{
    if (!header)
        return HeartBeat{};
    const QList<QByteArray> parts = header->split(',');
    if (parts.size() == 2) {
        const std::optional<milliseconds> sends = parseInterval(parts[0].trimmed());
        const std::optional<milliseconds> wants = parseInterval(parts[1].trimmed());
        if (sends && wants)
            return HeartBeat{*sends, *wants};
    }
    return Error{ErrorCode::InvalidHeader,
        "heart-beat is not two numbers of milliseconds, like 10000,10000"};
}

QByteArray toBytes(HeartBeat heartBeat)
{
    return QByteArray::number(qlonglong(heartBeat.sends.count())) + ','
        + QByteArray::number(qlonglong(heartBeat.wants.count()));
}

AgreedHeartBeat agree(HeartBeat mine, HeartBeat theirs)
{
    return {agreeOnOne(mine.sends, theirs.wants), agreeOnOne(theirs.sends, mine.wants)};
}

} // namespace stomp
