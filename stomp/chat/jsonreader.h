#pragma once

#include "stomp/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace chat {

// Takes fields out of a JSON object and remembers the first one that is missing or of the wrong
// type, so that a parser reads straight down and asks once at its end.
class JsonReader {
public:
    explicit JsonReader(QJsonObject object);

    QString text(QLatin1String name);
    QString textOr(QLatin1String name, const QString &fallback);
    std::optional<QString> optionalText(QLatin1String name);
    // Ids and the like: text that is UTF-8 on the wire.
    QByteArray bytes(QLatin1String name);
    QByteArray bytesOr(QLatin1String name, const QByteArray &fallback);
    // Whole numbers up to 2^53, what JSON numbers carry exactly.
    qint64 number(QLatin1String name);
    qint64 numberOr(QLatin1String name, qint64 fallback);
    std::optional<qint64> optionalNumber(QLatin1String name);
    bool truth(QLatin1String name);
    bool truthOr(QLatin1String name, bool fallback);
    std::optional<bool> optionalTruth(QLatin1String name);
    // "2026-11-22T14:30:00.123Z" as milliseconds since 1970 UTC.
    qint64 time(QLatin1String name);
    QJsonObject object(QLatin1String name);
    QJsonArray array(QLatin1String name);

    // Says that a field is wrong for a reason of the caller's.
    void fail(QLatin1String name, const char *what);
    const std::optional<stomp::Error> &error() const { return m_error; }

private:
    bool isAbsent(QLatin1String name) const;

    QJsonObject m_object;
    std::optional<stomp::Error> m_error;
};

// The object or array that a body is; an error in plain words when it is neither.
stomp::Result<QJsonObject> parseObject(QByteArrayView json);
stomp::Result<QJsonArray> parseArray(QByteArrayView json);

QByteArray compact(const QJsonObject &object);
QByteArray compact(const QJsonArray &array);
QString formatTime(qint64 milliseconds);
QByteArray timeText(qint64 milliseconds);

} // namespace chat
