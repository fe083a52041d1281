#include "server/net/framelog.h"

#include <QLoggingCategory>
#include <QString>

#include <algorithm>
#include <array>

namespace server {

namespace {

Q_LOGGING_CATEGORY(frames, "maru.frames", QtWarningMsg)

constexpr qsizetype mostOfAHeader = 100;
constexpr qsizetype mostOfABody = 60;

bool isSecret(const QByteArray &name)
{
    static constexpr std::array secrets{
        "passcode", "password", "person-secret", "host-token", "authorization", "cookie", "token"};
    return std::any_of(secrets.begin(), secrets.end(),
        [&](const char *secret) { return name.compare(secret, Qt::CaseInsensitive) == 0; });
}

QByteArray cut(const QByteArray &text, qsizetype most)
{
    return text.size() <= most ? text : text.first(most) + "...";
}

void write(const char *direction, const SessionId &session, const stomp::Frame &frame)
{
    qCDebug(frames).noquote().nospace()
        << direction << " session " << session.serial << " of worker " << session.worker << ": "
        << QString::fromUtf8(describeForLog(frame));
}

} // namespace

QByteArray describeForLog(const stomp::Frame &frame)
{
    QByteArray text = stomp::toBytes(frame.command);
    for (const auto &[name, value] : frame.headers)
        text += ' ' + cut(name, mostOfAHeader) + ':'
            + (isSecret(name) ? QByteArray("...") : cut(value, mostOfAHeader));
    if (!frame.body.isEmpty())
        text += " (" + QByteArray::number(frame.body.size()) + " bytes) "
            + cut(frame.body, mostOfABody);
    return text;
}

void logReceived(const SessionId &session, const stomp::Frame &frame)
{
    if (frames().isDebugEnabled())
        write("from", session, frame);
}

void logSent(const SessionId &session, const stomp::Frame &frame)
{
    if (frames().isDebugEnabled())
        write("to", session, frame);
}

void logSent(const OutboundMessage &message, const Receiver &receiver)
{
    if (!frames().isDebugEnabled())
        return;
    stomp::Frame frame{stomp::Command::Message, message.headers(), message.body()};
    frame.headers.append("subscription", receiver.subscription);
    write("to", receiver.session, frame);
}

} // namespace server
