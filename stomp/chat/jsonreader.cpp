#include "stomp/chat/jsonreader.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTimeZone>

#include <chrono>
#include <cmath>

namespace chat {

namespace {

constexpr double largestExact = 9007199254740992.0; // 2^53

stomp::Error badPayload(const QByteArray &text)
{
    return {stomp::ErrorCode::InvalidHeader, text};
}

stomp::Result<QJsonDocument> parseDocument(QByteArrayView json)
{
    QJsonParseError error;
    QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return badPayload("the body is not JSON: " + error.errorString().toUtf8());
    return document;
}

} // namespace

JsonReader::JsonReader(QJsonObject object)
    : m_object(std::move(object))
{
}

QString JsonReader::text(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    const QString text = value.toString();
    if (!value.isString())
        fail(name, "is not a text");
    else if (!text.isValidUtf16()) // half a surrogate, which no UTF-8 can carry
        fail(name, "holds half a character");
    return text;
}

QString JsonReader::textOr(QLatin1String name, const QString &fallback)
{
    return isAbsent(name) ? fallback : text(name);
}

std::optional<QString> JsonReader::optionalText(QLatin1String name)
{
    return isAbsent(name) ? std::nullopt : std::optional(text(name));
}

QByteArray JsonReader::bytes(QLatin1String name)
{
    return text(name).toUtf8();
}

QByteArray JsonReader::bytesOr(QLatin1String name, const QByteArray &fallback)
{
    return isAbsent(name) ? fallback : bytes(name);
}

qint64 JsonReader::number(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    const double number = value.toDouble();
    const bool isWhole =
        value.isDouble() && std::trunc(number) == number && std::abs(number) <= largestExact;
    if (!isWhole)
        fail(name, "is not a whole number");
    return isWhole ? qint64(number) : 0;
}

qint64 JsonReader::numberOr(QLatin1String name, qint64 fallback)
{
    return isAbsent(name) ? fallback : number(name);
}

std::optional<qint64> JsonReader::optionalNumber(QLatin1String name)
{
    return isAbsent(name) ? std::nullopt : std::optional(number(name));
}

bool JsonReader::truth(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isBool())
        fail(name, "is not true or false");
    return value.toBool();
}

bool JsonReader::truthOr(QLatin1String name, bool fallback)
{
    return isAbsent(name) ? fallback : truth(name);
}

std::optional<bool> JsonReader::optionalTruth(QLatin1String name)
{
    return isAbsent(name) ? std::nullopt : std::optional(truth(name));
}

qint64 JsonReader::time(QLatin1String name)
{
    const QDateTime time = QDateTime::fromString(text(name), Qt::ISODateWithMs);
    if (!time.isValid())
        fail(name, "is not a time");
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

QJsonObject JsonReader::object(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isObject())
        fail(name, "is not an object");
    return value.toObject();
}

QJsonArray JsonReader::array(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isArray())
        fail(name, "is not an array");
    return value.toArray();
}

void JsonReader::fail(QLatin1String name, const char *what)
{
    if (!m_error)
        m_error = badPayload('"' + QByteArray(name.data(), name.size()) + "\" " + what);
}

bool JsonReader::isAbsent(QLatin1String name) const
{
    const QJsonValue value = m_object.value(name);
    return value.isUndefined() || value.isNull();
}

stomp::Result<QJsonObject> parseObject(QByteArrayView json)
{
    stomp::Result<QJsonDocument> document = parseDocument(json);
    if (!document)
        return document.error();
    if (!document->isObject())
        return badPayload("the body is not a JSON object");
    return document->object();
}

stomp::Result<QJsonArray> parseArray(QByteArrayView json)
{
    stomp::Result<QJsonDocument> document = parseDocument(json);
    if (!document)
        return document.error();
    if (!document->isArray())
        return badPayload("the body is not a JSON array");
    return document->array();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray compact(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QString formatTime(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODateWithMs);
}

// The same without a QDateTime, for times that a clock can show.
QByteArray timeText(qint64 milliseconds)
{
    using namespace std::chrono;
    constexpr qint64 year10000 = 253'402'300'800'000;
    if (milliseconds < 0 || milliseconds >= year10000)
        return formatTime(milliseconds).toLatin1();
    const sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    QByteArray text("0000-00-00T00:00:00.000Z");
    const auto put = [&text](qsizetype end, qint64 number) {
        for (; number > 0; number /= 10)
            text[--end] = char('0' + number % 10);
    };
    put(4, int(date.year()));
    put(7, unsigned(date.month()));
    put(10, unsigned(date.day()));
    put(13, clock.hours().count());
    put(16, clock.minutes().count());
    put(19, clock.seconds().count());
    put(23, clock.subseconds().count());
    return text;
}

} // namespace chat
