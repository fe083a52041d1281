#include "stomp/clientframes.h"

#include <initializer_list>

namespace stomp {

namespace {

constexpr qsizetype longestErrorText = 1024;

void appendOthers(
    Frame &frame, const Headers &headers, std::initializer_list<QByteArrayView> excepted)
{
    Headers others = headers;
    for (const QByteArrayView name : excepted)
        others.remove(name);
    for (const auto &[name, value] : others)
        frame.headers.append(name, value);
}

} // namespace

Frame connectFrame(const ConnectOptions &options)
{
    const QByteArray host = options.url.host().toUtf8();
    Frame frame{options.usesStompCommand ? Command::Stomp : Command::Connect,
        {{"accept-version", "1.2,1.1,1.0"}, {"host", options.headers.find("host").value_or(host)},
            {"heart-beat", toBytes(options.heartBeat)}},
        {}};
    if (!options.login.isEmpty())
        frame.headers.append("login", options.login);
    if (!options.passcode.isEmpty())
        frame.headers.append("passcode", options.passcode);
    appendOthers(frame, options.headers, {"accept-version", "host", "heart-beat"});
    return frame;
}

Frame subscribeFrame(const QByteArray &id, const QByteArray &destination, const Headers &headers)
{
    Frame frame{
        Command::Subscribe, {{"id", id}, {"destination", destination}, {"receipt", id}}, {}};
    appendOthers(frame, headers, {"id", "destination", "receipt"});
    return frame;
}

Frame sendFrame(const QByteArray &destination, const QByteArray &body, const Headers &headers,
    const QByteArray &receipt)
{
    Frame frame{Command::Send, {{"destination", destination}}, body};
    if (!receipt.isEmpty())
        frame.headers.append("receipt", receipt);
    appendOthers(frame, headers, {"destination", "receipt"});
    return frame;
}

Error toError(const Frame &errorFrame)
{
    const ErrorCode code =
        parseCodeName(errorFrame.header("code")).value_or(ErrorCode::ServerError);
    QByteArray text = errorFrame.header("message");
    const QByteArray body = errorFrame.body.left(longestErrorText).trimmed();
    if (text.isEmpty())
        text = body;
    else if (!body.isEmpty() && body != text)
        text += ": " + body;
    return {code, text};
}

} // namespace stomp
