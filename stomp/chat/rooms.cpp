// Rooms as lists and events show them.
#include "stomp/chat/destinations.h"
#include "stomp/chat/jsonreader.h"
#include "stomp/chat/payloads.h"

#include <QJsonArray>
#include <QJsonObject>

namespace chat {

using stomp::Result;
using namespace Qt::StringLiterals;

namespace {

QJsonObject toObject(const RoomInfo &room)
{
    QJsonObject object{
        {"id"_L1, QString::fromUtf8(room.id)},
        {"name"_L1, room.name},
        {"topic"_L1, room.topic},
        {"creator"_L1, QString::fromUtf8(room.creator)},
        {"lastSeq"_L1, room.lastSeq},
        {"members"_L1, room.members},
        {"read"_L1, room.read},
        {"joined"_L1, room.joined},
    };
    if (room.isArchived)
        object.insert("archived"_L1, true);
    return object;
}

Result<RoomInfo> parseRoom(const QJsonObject &object)
{
    JsonReader reader(object);
    RoomInfo room;
    room.id = reader.bytes("id"_L1);
    if (!isValidRoomId(room.id))
        reader.fail("id"_L1, "is not a room id");
    room.name = reader.text("name"_L1);
    room.topic = reader.textOr("topic"_L1, {});
    room.creator = reader.bytesOr("creator"_L1, {});
    room.lastSeq = reader.number("lastSeq"_L1);
    room.members = static_cast<int>(reader.numberOr("members"_L1, 0));
    room.read = reader.numberOr("read"_L1, 0);
    room.joined = reader.numberOr("joined"_L1, 0);
    room.isArchived = reader.truthOr("archived"_L1, false);
    if (reader.error())
        return *reader.error();
    return room;
}

QLatin1String eventName(RoomChange::Event event)
{
    switch (event) {
    case RoomChange::Event::Created:
        return "created"_L1;
    case RoomChange::Event::Changed:
        return "changed"_L1;
    case RoomChange::Event::Archived:
        return "archived"_L1;
    }
    return {};
}

std::optional<RoomChange::Event> roomEvent(const QString &name)
{
    for (const auto event :
        {RoomChange::Event::Created, RoomChange::Event::Changed, RoomChange::Event::Archived}) {
        if (name == eventName(event))
            return event;
    }
    return std::nullopt;
}

} // namespace

QByteArray toJson(const RoomInfo &room)
{
    return compact(toObject(room));
}

QByteArray toJson(const std::vector<RoomInfo> &rooms)
{
    QJsonArray array;
    for (const RoomInfo &room : rooms)
        array.append(toObject(room));
    return compact(array);
}

Result<std::vector<RoomInfo>> parseRooms(QByteArrayView json)
{
    const Result<QJsonArray> array = parseArray(json);
    if (!array)
        return array.error();
    std::vector<RoomInfo> rooms;
    for (const QJsonValue &value : *array) {
        Result<RoomInfo> room = parseRoom(value.toObject());
        if (!room)
            return room.error();
        rooms.push_back(*std::move(room));
    }
    return rooms;
}

QByteArray toJson(const RoomChange &change)
{
    return compact(
        QJsonObject{{"event"_L1, eventName(change.event)}, {"room"_L1, toObject(change.room)}});
}

Result<RoomChange> parseRoomChange(QByteArrayView json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    const std::optional<RoomChange::Event> event = roomEvent(reader.text("event"_L1));
    if (!event)
        reader.fail("event"_L1, "is not one of created, changed, archived");
    Result<RoomInfo> room = parseRoom(reader.object("room"_L1));
    if (reader.error())
        return *reader.error();
    if (!room)
        return room.error();
    return RoomChange{*event, *std::move(room)};
}

QByteArray toJson(const RoomRequest &request)
{
    QJsonObject object{{"id"_L1, QString::fromUtf8(request.id)}};
    if (request.name)
        object.insert("name"_L1, *request.name);
    if (request.topic)
        object.insert("topic"_L1, *request.topic);
    if (request.isArchived)
        object.insert("archived"_L1, *request.isArchived);
    return compact(object);
}

Result<RoomRequest> parseRoomRequest(QByteArrayView json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    RoomRequest request;
    request.id = reader.bytes("id"_L1);
    request.name = reader.optionalText("name"_L1);
    request.topic = reader.optionalText("topic"_L1);
    request.isArchived = reader.optionalTruth("archived"_L1);
    if (reader.error())
        return *reader.error();
    return request;
}

} // namespace chat
