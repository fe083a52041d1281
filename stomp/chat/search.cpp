#include "stomp/chat/search.h"

#include "stomp/chat/jsonreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace chat {

using stomp::Result;
using namespace Qt::StringLiterals;

namespace {

QJsonArray toArray(const std::vector<SearchPiece> &pieces)
{
    QJsonArray array;
    for (const SearchPiece &piece : pieces)
        array.append(QJsonObject{{"text"_L1, piece.text}, {"hit"_L1, piece.isHit}});
    return array;
}

Result<SearchHit> parseHit(const QJsonObject &object)
{
    JsonReader reader(object);
    const QJsonObject message = reader.object("entry"_L1);
    const QJsonArray pieces = reader.array("pieces"_L1);
    if (reader.error())
        return *reader.error();
    Result<Entry> entry = parseEntry(QJsonDocument(message).toJson(QJsonDocument::Compact));
    if (!entry)
        return entry.error();
    SearchHit hit{*std::move(entry), {}};
    for (const QJsonValue &value : pieces) {
        JsonReader piece(value.toObject());
        hit.pieces.push_back({piece.text("text"_L1), piece.truth("hit"_L1)});
        if (piece.error())
            return *piece.error();
    }
    return hit;
}

} // namespace

QByteArray searchHitJson(const QByteArray &room, qint64 seq, QByteArrayView entry,
    const std::vector<SearchPiece> &pieces)
{
    QByteArray json = "{\"room\":\"" + room + "\",\"seq\":" + QByteArray::number(seq);
    json.append(",\"entry\":").append(entry);
    return json.append(",\"pieces\":").append(compact(toArray(pieces))).append('}');
}

QByteArray searchJson(const std::vector<QByteArray> &hits, qint64 before, bool isComplete)
{
    QByteArray json = "{\"hits\":[";
    for (const QByteArray &hit : hits) {
        if (!json.endsWith('['))
            json.append(',');
        json.append(hit);
    }
    json.append("],\"before\":").append(before > 0 ? QByteArray::number(before) : "null");
    return json.append(isComplete ? ",\"complete\":true}" : ",\"complete\":false}");
}

Result<SearchResult> parseSearchResult(QByteArrayView json)
{
    const Result<QJsonObject> object = parseObject(json);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    SearchResult result;
    const QJsonArray hits = reader.array("hits"_L1);
    result.before = reader.numberOr("before"_L1, 0);
    result.isComplete = reader.truthOr("complete"_L1, true);
    if (reader.error())
        return *reader.error();
    for (const QJsonValue &value : hits) {
        Result<SearchHit> hit = parseHit(value.toObject());
        if (!hit)
            return hit.error();
        result.hits.push_back(*std::move(hit));
    }
    return result;
}

} // namespace chat
