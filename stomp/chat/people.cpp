// Members, typing, read markers and problems.
#include "stomp/chat/jsonreader.h"
#include "stomp/chat/payloads.h"

#include <QJsonArray>
#include <QJsonObject>

#include <limits>

namespace chat {

using stomp::Result;
using namespace Qt::StringLiterals;

namespace {

QLatin1String stateName(Presence state)
{
    return state == Presence::Away ? "away"_L1 : "online"_L1;
}

Presence readState(JsonReader &reader)
{
    const QString state = reader.text("state"_L1);
    if (state != stateName(Presence::Online) && state != stateName(Presence::Away))
        reader.fail("state"_L1, "is neither online nor away");
    return state == stateName(Presence::Away) ? Presence::Away : Presence::Online;
}

QJsonObject toObject(const Member &member)
{
    return {
        {"person"_L1, QString::fromUtf8(member.person)},
        {"name"_L1, member.name},
        {"guest"_L1, member.isGuest},
        {"state"_L1, stateName(member.state)},
        {"since"_L1, formatTime(member.since)},
    };
}

Result<Member> parseMember(const QJsonObject &object)
{
    JsonReader reader(object);
    Member member;
    member.person = reader.bytes("person"_L1);
    member.name = reader.text("name"_L1);
    member.isGuest = reader.truth("guest"_L1);
    member.state = readState(reader);
    member.since = reader.time("since"_L1);
    if (reader.error())
        return *reader.error();
    return member;
}

QLatin1String eventName(MemberChange::Event event)
{
    switch (event) {
    case MemberChange::Event::Joined:
        return "joined"_L1;
    case MemberChange::Event::Left:
        return "left"_L1;
    case MemberChange::Event::Changed:
        return "changed"_L1;
    }
    return {};
}

std::optional<MemberChange::Event> memberEvent(const QString &name)
{
    for (const auto event :
        {MemberChange::Event::Joined, MemberChange::Event::Left, MemberChange::Event::Changed}) {
        if (name == eventName(event))
            return event;
    }
    return std::nullopt;
}

// One request of a few fields: `read` takes them, the first error wins.
template<typename T, typename Read>
Result<T> parseFields(QByteArrayView json, Read read)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    T value = read(reader);
    if (reader.error())
        return *reader.error();
    return value;
}

qint64 readSeq(JsonReader &reader)
{
    const qint64 seq = reader.number("seq"_L1);
    if (seq < 0)
        reader.fail("seq"_L1, "is negative");
    return seq;
}

std::optional<qint64> readJoined(JsonReader &reader)
{
    const std::optional<qint64> joined = reader.optionalNumber("joined"_L1);
    if (joined && *joined < 0)
        reader.fail("joined"_L1, "is negative");
    return joined;
}

int readMinutes(JsonReader &reader)
{
    const qint64 minutes = reader.number("minutes"_L1);
    if (minutes < 0 || minutes > std::numeric_limits<int>::max()) {
        reader.fail("minutes"_L1, "is out of range");
        return 0;
    }
    return static_cast<int>(minutes);
}

} // namespace

QByteArray toJson(const Member &member)
{
    return compact(toObject(member));
}

QByteArray toJson(const std::vector<Member> &members)
{
    QJsonArray array;
    for (const Member &member : members)
        array.append(toObject(member));
    return compact(array);
}

Result<std::vector<Member>> parseMembers(QByteArrayView json)
{
    const Result<QJsonArray> array = parseArray(json);
    if (!array)
        return array.error();
    std::vector<Member> members;
    for (const QJsonValue &value : *array) {
        Result<Member> member = parseMember(value.toObject());
        if (!member)
            return member.error();
        members.push_back(*std::move(member));
    }
    return members;
}

QByteArray toJson(const MemberChange &change)
{
    return compact(
        QJsonObject{{"event"_L1, eventName(change.event)}, {"member"_L1, toObject(change.member)}});
}

Result<MemberChange> parseMemberChange(QByteArrayView json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    const std::optional<MemberChange::Event> event = memberEvent(reader.text("event"_L1));
    if (!event)
        reader.fail("event"_L1, "is not one of joined, left, changed");
    Result<Member> member = parseMember(reader.object("member"_L1));
    if (reader.error())
        return *reader.error();
    if (!member)
        return member.error();
    return MemberChange{*event, *std::move(member)};
}

QByteArray toJson(const Typing &typing)
{
    return compact(QJsonObject{{"person"_L1, QString::fromUtf8(typing.person)},
        {"name"_L1, typing.name}, {"on"_L1, typing.on}});
}

Result<Typing> parseTyping(QByteArrayView json)
{
    return parseFields<Typing>(json, [](JsonReader &reader) {
        return Typing{reader.bytes("person"_L1), reader.text("name"_L1), reader.truth("on"_L1)};
    });
}

QByteArray toJson(const TypingRequest &request)
{
    return compact(QJsonObject{{"on"_L1, request.on}});
}

Result<TypingRequest> parseTypingRequest(QByteArrayView json)
{
    return parseFields<TypingRequest>(
        json, [](JsonReader &reader) { return TypingRequest{reader.truth("on"_L1)}; });
}

QByteArray toJson(const ReadMarker &marker)
{
    return compact(QJsonObject{{"room"_L1, QString::fromUtf8(marker.room)}, {"seq"_L1, marker.seq},
        {"joined"_L1, marker.joined}});
}

Result<ReadMarker> parseReadMarker(QByteArrayView json)
{
    return parseFields<ReadMarker>(json, [](JsonReader &reader) {
        return ReadMarker{reader.bytes("room"_L1), readSeq(reader), readJoined(reader).value_or(0)};
    });
}

QByteArray toJson(const ReadRequest &request)
{
    QJsonObject object{{"seq"_L1, request.seq}};
    if (request.joined)
        object.insert("joined"_L1, *request.joined);
    return compact(object);
}

Result<ReadRequest> parseReadRequest(QByteArrayView json)
{
    return parseFields<ReadRequest>(json, [](JsonReader &reader) {
        return ReadRequest{readSeq(reader), readJoined(reader)};
    });
}

QByteArray toJson(const EditRequest &request)
{
    return compact(
        QJsonObject{{"id"_L1, QString::fromUtf8(request.id)}, {"text"_L1, request.text}});
}

Result<EditRequest> parseEditRequest(QByteArrayView json)
{
    return parseFields<EditRequest>(json, [](JsonReader &reader) {
        return EditRequest{reader.bytes("id"_L1), reader.text("text"_L1)};
    });
}

QByteArray toJson(const DeleteRequest &request)
{
    return compact(QJsonObject{{"id"_L1, QString::fromUtf8(request.id)}});
}

Result<DeleteRequest> parseDeleteRequest(QByteArrayView json)
{
    return parseFields<DeleteRequest>(
        json, [](JsonReader &reader) { return DeleteRequest{reader.bytes("id"_L1)}; });
}

QByteArray toJson(const ReactRequest &request)
{
    return compact(QJsonObject{{"id"_L1, QString::fromUtf8(request.id)},
        {"emoji"_L1, request.emoji}, {"on"_L1, request.on}});
}

Result<ReactRequest> parseReactRequest(QByteArrayView json)
{
    return parseFields<ReactRequest>(json, [](JsonReader &reader) {
        return ReactRequest{
            reader.bytes("id"_L1), reader.text("emoji"_L1), reader.truthOr("on"_L1, true)};
    });
}

QByteArray toJson(const PinRequest &request)
{
    return compact(QJsonObject{{"id"_L1, QString::fromUtf8(request.id)}, {"on"_L1, request.on}});
}

Result<PinRequest> parsePinRequest(QByteArrayView json)
{
    return parseFields<PinRequest>(json, [](JsonReader &reader) {
        return PinRequest{reader.bytes("id"_L1), reader.truthOr("on"_L1, true)};
    });
}

QByteArray toJson(const PresenceRequest &request)
{
    return compact(QJsonObject{{"state"_L1, stateName(request.state)}});
}

Result<PresenceRequest> parsePresenceRequest(QByteArrayView json)
{
    return parseFields<PresenceRequest>(
        json, [](JsonReader &reader) { return PresenceRequest{readState(reader)}; });
}

QByteArray toJson(const RemoveRequest &request)
{
    return compact(QJsonObject{
        {"person"_L1, QString::fromUtf8(request.person)}, {"minutes"_L1, request.minutes}});
}

Result<RemoveRequest> parseRemoveRequest(QByteArrayView json)
{
    return parseFields<RemoveRequest>(json, [](JsonReader &reader) {
        return RemoveRequest{reader.bytes("person"_L1), readMinutes(reader)};
    });
}

QByteArray toJson(const Problem &problem)
{
    return compact(QJsonObject{{"code"_L1, QString::fromUtf8(problem.code)},
        {"detail"_L1, problem.detail}, {"destination"_L1, QString::fromUtf8(problem.destination)}});
}

Result<Problem> parseProblem(QByteArrayView json)
{
    return parseFields<Problem>(json, [](JsonReader &reader) {
        return Problem{reader.bytes("code"_L1), reader.textOr("detail"_L1, {}),
            reader.bytesOr("destination"_L1, {})};
    });
}

} // namespace chat
