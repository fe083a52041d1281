// Entries of a room's sequence, what is said, and pages of history.
#include "stomp/chat/jsonreader.h"
#include "stomp/chat/jsonwriter.h"
#include "stomp/chat/payloads.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace chat {

using stomp::Error;
using stomp::ErrorCode;
using stomp::Result;
using namespace Qt::StringLiterals;

namespace {

QLatin1String typeName(EntryType type)
{
    switch (type) {
    case EntryType::Message:
        return QLatin1String("message");
    case EntryType::Edit:
        return QLatin1String("edit");
    case EntryType::Delete:
        return QLatin1String("delete");
    case EntryType::Reaction:
        return QLatin1String("reaction");
    case EntryType::Pin:
        return QLatin1String("pin");
    case EntryType::Room:
        return QLatin1String("room");
    }
    return {};
}

std::optional<EntryType> parseType(const QString &name)
{
    for (const EntryType type : {EntryType::Message, EntryType::Edit, EntryType::Delete,
             EntryType::Reaction, EntryType::Pin, EntryType::Room}) {
        if (name == typeName(type))
            return type;
    }
    return std::nullopt;
}

// An entry whose text is withheld has an empty one, so that readers who know nothing of it go on.
QString readText(JsonReader &reader, Entry &entry)
{
    entry.isDeleted = reader.truthOr("deleted"_L1, false);
    return entry.isDeleted ? reader.textOr("text"_L1, {}) : reader.text("text"_L1);
}

void readContent(JsonReader &reader, Entry &entry)
{
    switch (entry.type) {
    case EntryType::Message:
        entry.text = readText(reader, entry);
        entry.replyTo = reader.bytesOr("replyTo"_L1, {});
        break;
    case EntryType::Edit:
        entry.text = readText(reader, entry);
        break;
    case EntryType::Delete:
        break;
    case EntryType::Reaction:
        entry.emoji = reader.text("emoji"_L1);
        entry.on = reader.truth("on"_L1);
        break;
    case EntryType::Pin:
        entry.on = reader.truth("on"_L1);
        break;
    case EntryType::Room:
        entry.name = reader.text("name"_L1);
        entry.topic = reader.textOr("topic"_L1, {});
        entry.isArchived = reader.truthOr("archived"_L1, false);
        break;
    }
}

bool hasText(EntryType type)
{
    return type == EntryType::Message || type == EntryType::Edit;
}

// The names in their order; `seq` is left out when it is not given.
QByteArray write(const Entry &entry, std::optional<qint64> seq)
{
    const QByteArray text = entry.text.toUtf8();
    JsonWriter json(256 + text.size());
    if (entry.type == EntryType::Room)
        json.truth("archived", entry.isArchived);
    json.beginObject("author");
    json.text("id", entry.author.id);
    json.text("name", entry.author.name.toUtf8());
    json.endObject();
    if (entry.isDeleted)
        json.truth("deleted", true);
    if (entry.type == EntryType::Reaction)
        json.text("emoji", entry.emoji.toUtf8());
    json.text("id", entry.id);
    if (entry.type == EntryType::Room)
        json.text("name", entry.name.toUtf8());
    if (entry.type == EntryType::Reaction || entry.type == EntryType::Pin)
        json.truth("on", entry.on);
    if (entry.type == EntryType::Message && entry.replyTo.isEmpty())
        json.null("replyTo");
    else if (entry.type == EntryType::Message)
        json.text("replyTo", entry.replyTo);
    json.text("room", entry.room);
    json.text("sentAt", timeText(entry.sentAt));
    if (seq)
        json.number("seq", *seq);
    if (hasText(entry.type))
        json.text("text", text);
    if (entry.type == EntryType::Room)
        json.text("topic", entry.topic.toUtf8());
    json.text("type", typeName(entry.type));
    return json.take();
}

std::optional<Gap> parseGap(const QJsonObject &object)
{
    if (object.value("type"_L1) != "gap"_L1)
        return std::nullopt;
    JsonReader reader(object);
    const Gap gap{reader.number("from"_L1), reader.number("to"_L1)};
    return reader.error() ? std::nullopt : std::optional(gap);
}

Result<Entry> entryOf(const QJsonObject &object)
{
    JsonReader reader(object);
    Entry entry;
    const std::optional<EntryType> type = parseType(reader.text("type"_L1));
    if (!type)
        reader.fail("type"_L1, "is not one of message, edit, delete, reaction, pin, room");
    entry.type = type.value_or(EntryType::Message);
    entry.id = reader.bytes("id"_L1);
    entry.room = reader.bytes("room"_L1);
    entry.seq = reader.numberOr("seq"_L1, 0);
    if (entry.seq < 0)
        reader.fail("seq"_L1, "is negative");
    JsonReader author(reader.object("author"_L1));
    entry.author = {author.bytes("id"_L1), author.text("name"_L1)};
    if (author.error())
        reader.fail("author"_L1, "has no id and name");
    entry.sentAt = reader.time("sentAt"_L1);
    readContent(reader, entry);
    if (reader.error())
        return *reader.error();
    return entry;
}

// More types may come; an entry without any is a mistake.
bool isOfAnotherType(const QJsonObject &object)
{
    const QJsonValue type = object.value("type"_L1);
    return type.isString() && !parseType(type.toString());
}

bool isJson(QByteArrayView contentType)
{
    constexpr QByteArrayView json = "application/json";
    if (contentType.isEmpty() || contentType == json)
        return !contentType.isEmpty();
    return contentType.toByteArray().split(';').constFirst().trimmed().toLower() == json;
}

Result<Say> checkSay(Say say)
{
    if (say.text.trimmed().isEmpty())
        return Error{ErrorCode::InvalidHeader, "the text is empty"};
    return say;
}

Result<Say> parsePlainSay(QByteArrayView body)
{
    if (!body.isValidUtf8())
        return Error{ErrorCode::InvalidUtf8, "the text is not valid UTF-8"};
    return checkSay({QString::fromUtf8(body), {}});
}

} // namespace

QByteArray toJson(const Entry &entry)
{
    return write(entry, entry.seq);
}

QByteArray toJsonWithoutSeq(const Entry &entry)
{
    return write(entry, std::nullopt);
}

QByteArray withSeq(QByteArrayView entryWithoutSeq, qint64 seq)
{
    QByteArray json;
    json.reserve(entryWithoutSeq.size() + 32);
    json.append("{\"seq\":")
        .append(QByteArray::number(seq))
        .append(',')
        .append(entryWithoutSeq.sliced(1));
    return json;
}

Result<Entry> parseEntry(QByteArrayView json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return object.error();
    return entryOf(*object);
}

QByteArray withoutText(QByteArrayView entryWithoutSeq)
{
    const Result<QJsonObject> object = parseObject(entryWithoutSeq);
    Result<Entry> entry = object ? entryOf(*object) : Result<Entry>(object.error());
    if (!entry || (entry->type != EntryType::Message && entry->type != EntryType::Edit))
        return entryWithoutSeq.toByteArray();
    entry->text.clear();
    entry->isDeleted = true;
    return toJsonWithoutSeq(*entry);
}

QByteArray toJson(const Gap &gap)
{
    return compact(QJsonObject{{"type"_L1, "gap"_L1}, {"from"_L1, gap.from}, {"to"_L1, gap.to}});
}

std::optional<Gap> parseGap(QByteArrayView json)
{
    const Result<QJsonObject> object = parseObject(json);
    return object ? parseGap(*object) : std::nullopt;
}

QByteArray toJson(const Say &say)
{
    QJsonObject object{{"text"_L1, say.text}};
    if (!say.replyTo.isEmpty())
        object.insert("replyTo"_L1, QString::fromUtf8(say.replyTo));
    return compact(object);
}

Result<Say> parseSay(QByteArrayView contentType, QByteArrayView body)
{
    if (!isJson(contentType))
        return parsePlainSay(body);
    const Result<QJsonObject> object = parseObject(body);
    if (!object)
        return object.error();
    QLatin1String field = "text"_L1;
    for (const QLatin1String name : {"text"_L1, "content"_L1, "message"_L1}) {
        if (object->contains(name)) {
            field = name;
            break;
        }
    }
    JsonReader reader(*object);
    Say say{reader.text(field), reader.bytesOr("replyTo"_L1, {})};
    if (reader.error())
        return *reader.error();
    return checkSay(std::move(say));
}

QByteArray historyJson(const std::vector<QByteArray> &entries, bool isStart, bool isEnd)
{
    QByteArray json = "{\"entries\":[";
    for (const QByteArray &entry : entries) {
        if (!json.endsWith('['))
            json.append(',');
        json.append(entry);
    }
    json.append(isStart ? "],\"start\":true" : "],\"start\":false");
    return json.append(isEnd ? ",\"end\":true}" : ",\"end\":false}");
}

Result<HistoryPage> parseHistory(QByteArrayView json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    HistoryPage page;
    page.isStart = reader.truth("start"_L1);
    page.isEnd = reader.truthOr("end"_L1, false);
    const QJsonArray entries = reader.array("entries"_L1);
    if (reader.error())
        return *reader.error();
    for (const QJsonValue &value : entries) {
        if (const auto gap = parseGap(value.toObject())) {
            page.gaps.push_back(*gap);
            continue;
        }
        if (isOfAnotherType(value.toObject()))
            continue;
        Result<Entry> entry = entryOf(value.toObject());
        if (!entry)
            return entry.error();
        page.entries.push_back(*std::move(entry));
    }
    return page;
}

} // namespace chat
