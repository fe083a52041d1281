#include "server/broker/failureframes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace server {

namespace {

stomp::Frame errorFrameOf(
    const QByteArray &code, const QByteArray &text, const stomp::Headers &concerned)
{
    stomp::Frame frame{stomp::Command::Error,
        {{"message", text}, {"code", code}, {"content-type", "text/plain"}}, text};
    for (const auto &[name, value] : concerned)
        frame.headers.append(name, value);
    return frame;
}

QJsonArray fieldList(const std::vector<FieldProblem> &fields)
{
    QJsonArray list;
    for (const FieldProblem &problem : fields)
        list.append(QJsonObject{
            {QStringLiteral("field"), problem.field}, {QStringLiteral("detail"), problem.detail}});
    return list;
}

} // namespace

stomp::Frame protocolErrorFrame(const stomp::Error &error, const QByteArray &receipt)
{
    stomp::Headers concerned;
    if (!receipt.isEmpty())
        concerned.append("receipt-id", receipt);
    return errorFrameOf(stomp::codeName(error.code), error.text, concerned);
}

stomp::Frame refusalFrame(const Request &request, const Problem &problem)
{
    return errorFrameOf(problem.code, problem.detail.toUtf8(), concernedHeaders(request));
}

stomp::Frame refusalFrame(const Problem &problem)
{
    return errorFrameOf(problem.code, problem.detail.toUtf8(), {});
}

stomp::Headers concernedHeaders(const Request &request)
{
    stomp::Headers headers;
    if (!request.receipt.isEmpty())
        headers.append("receipt-id", request.receipt);
    if (!request.subscription.isEmpty())
        headers.append("subscription", request.subscription);
    headers.append("command", stomp::toBytes(request.command));
    return headers;
}

QByteArray problemBody(const Problem &problem, const QByteArray &destination)
{
    QJsonObject object{{QStringLiteral("code"), QString::fromUtf8(problem.code)},
        {QStringLiteral("detail"), problem.detail},
        {QStringLiteral("destination"), QString::fromUtf8(destination)}};
    if (!problem.fields.empty())
        object.insert(QStringLiteral("fields"), fieldList(problem.fields));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

CloseReason protocolCloseReason(stomp::ErrorCode code)
{
    switch (code) {
    case stomp::ErrorCode::IdTooLong:
    case stomp::ErrorCode::TooManySubscriptions:
    case stomp::ErrorCode::TooManyTransactions:
    case stomp::ErrorCode::HeaderLineTooLong:
        return CloseReason::LimitExceeded;
    default:
        return CloseReason::ProtocolError;
    }
}

} // namespace server
