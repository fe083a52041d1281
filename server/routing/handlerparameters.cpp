#include "server/routing/handlerparameters.h"

#include <QJsonDocument>
#include <QJsonParseError>
#include <QStringList>

namespace server {

namespace {

QString toText(std::string_view name)
{
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

// The media type without its parameters.
QByteArray mediaType(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return contentType.first(end < 0 ? contentType.size() : end).trimmed().toByteArray().toLower();
}

Problem badPayload(const QString &detail)
{
    return Problem{"bad-payload", detail};
}

} // namespace

bool fromSegment(QByteArrayView text, QByteArray &value)
{
    value = text.toByteArray();
    return true;
}

bool fromSegment(QByteArrayView text, QString &value)
{
    value = QString::fromUtf8(text);
    return text.isValidUtf8();
}

Decoded fromBody(QByteArrayView, QByteArrayView body, QByteArray &value)
{
    value = body.toByteArray();
    return {};
}

Decoded fromBody(QByteArrayView contentType, QByteArrayView body, QString &value)
{
    const QByteArray type = mediaType(contentType);
    if (!type.isEmpty() && !type.startsWith("text/"))
        return badPayload(QStringLiteral("The body is not text."));
    if (!body.isValidUtf8())
        return badPayload(QStringLiteral("The body is not valid UTF-8."));
    value = QString::fromUtf8(body);
    return {};
}

Decoded fromBody(QByteArrayView contentType, QByteArrayView body, QJsonObject &value)
{
    if (mediaType(contentType) != "application/json")
        return badPayload(QStringLiteral("The body is not application/json."));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body.toByteArray(), &error);
    if (!document.isObject())
        return badPayload(QStringLiteral("The body is not a JSON object."));
    value = document.object();
    return {};
}

Problem badPath(std::string_view variable)
{
    return Problem{"bad-path",
        QStringLiteral("The destination has no acceptable \"%1\".").arg(toText(variable))};
}

Problem missingHeader(std::string_view name)
{
    return Problem{
        "missing-header", QStringLiteral("The header \"%1\" is missing.").arg(toText(name))};
}

Problem badHeader(std::string_view name)
{
    return Problem{"bad-header",
        QStringLiteral("The header \"%1\" has no acceptable value.").arg(toText(name))};
}

Problem badFields(FieldProblems fields)
{
    QStringList sentences;
    for (const FieldProblem &problem : fields)
        sentences.append(problem.field + QStringLiteral(": ") + problem.detail);
    return Problem{"invalid-payload", sentences.join(QStringLiteral("; ")), std::move(fields)};
}

} // namespace server
