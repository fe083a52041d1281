#include "server/routing/handlerresult.h"

#include <QJsonDocument>

namespace server {

EncodedBody toBody(const QByteArray &bytes)
{
    return {"application/octet-stream", bytes};
}

EncodedBody toBody(const QString &text)
{
    return {"text/plain;charset=utf-8", text.toUtf8()};
}

EncodedBody toBody(const QJsonObject &object)
{
    return {"application/json", QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

EncodedBody toBody(const QJsonArray &array)
{
    return {"application/json", QJsonDocument(array).toJson(QJsonDocument::Compact)};
}

stomp::Headers headersOf(const EncodedBody &body)
{
    return stomp::Headers{{"content-type", body.contentType}};
}

} // namespace server
