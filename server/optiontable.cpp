#include "server/optiontable.h"

#include "server/optionvalues.h"
#include "stomp/chat/announcement.h"

#include <QFile>

#include <algorithm>

namespace server {

namespace {

using Texts = std::vector<QByteArray>;
using Complaint = std::optional<QByteArray>;

std::optional<std::vector<ListenAddress>> parseAddresses(const Texts &texts, Protocol protocol)
{
    std::vector<ListenAddress> addresses;
    for (const QByteArray &text : texts) {
        const std::optional<ListenAddress> address = parseListenAddress(text);
        if (!address)
            return std::nullopt;
        addresses.push_back({address->address, address->port, protocol});
    }
    return addresses;
}

Complaint applyListen(ProgramOptions &options, const Texts &texts)
{
    auto addresses = parseAddresses(texts, Protocol::WebSocket);
    if (!addresses)
        return "an ADDRESS:PORT such as 127.0.0.1:7666 or [::1]:7666";
    options.server.listen = *std::move(addresses);
    return std::nullopt;
}

Complaint applyTcp(ProgramOptions &options, const Texts &texts)
{
    auto addresses = parseAddresses(texts, Protocol::Tcp);
    if (!addresses)
        return "an ADDRESS:PORT such as 127.0.0.1:61613 or [::1]:61613";
    options.server.listenTcp = *std::move(addresses);
    return std::nullopt;
}

Complaint applyTcpLineFeed(ProgramOptions &options, const Texts &texts)
{
    if (texts.front() != "on" && texts.front() != "off")
        return "on or off";
    options.server.worker.tcpLineFeeds = texts.front() == "on";
    return std::nullopt;
}

Complaint applyTlsCert(ProgramOptions &options, const Texts &texts)
{
    const auto certificates = readCertificates(QFile::decodeName(texts.front()));
    if (!certificates)
        return "a readable PEM file with the server's certificate, and behind it those that vouch "
               "for it";
    options.server.tls.certificates = *certificates;
    return std::nullopt;
}

Complaint applyTlsKey(ProgramOptions &options, const Texts &texts)
{
    const auto key = readPrivateKey(QFile::decodeName(texts.front()));
    if (!key)
        return "a readable PEM file with a private key (RSA or elliptic curve) without passphrase";
    options.server.tls.key = *key;
    return std::nullopt;
}

Complaint applyTopicOverflow(ProgramOptions &options, const Texts &texts)
{
    if (texts.front() != "disconnect" && texts.front() != "drop")
        return "disconnect or drop";
    options.server.worker.session.topicOverflow =
        texts.front() == "drop" ? TopicOverflow::Drop : TopicOverflow::Disconnect;
    return std::nullopt;
}

Complaint applyTlsClientCa(ProgramOptions &options, const Texts &texts)
{
    const auto authorities = readCertificates(QFile::decodeName(texts.front()));
    if (!authorities)
        return "a readable PEM file with the certificates of those who sign the clients'";
    options.server.tls.clientAuthorities = *authorities;
    return std::nullopt;
}

Complaint applyEndpoint(ProgramOptions &options, const Texts &texts)
{
    if (!isPath(texts.front()))
        return "a path that begins with /, such as /ws-connect";
    options.server.worker.handshake.endpoint = texts.front();
    return std::nullopt;
}

Complaint applyOrigins(ProgramOptions &options, const Texts &texts)
{
    if (!std::all_of(texts.begin(), texts.end(), isOrigin))
        return "an origin such as https://chat.example, or *";
    options.server.worker.handshake.origin.allowed = texts;
    return std::nullopt;
}

Complaint applyServerNames(ProgramOptions &options, const Texts &texts)
{
    if (!std::all_of(texts.begin(), texts.end(), isHostName))
        return "a host name without port, such as chat.example";
    options.server.worker.handshake.origin.serverNames = texts;
    return std::nullopt;
}

Complaint applyApplicationPrefix(ProgramOptions &options, const Texts &texts)
{
    if (!isPrefix(texts.front()))
        return "a prefix such as /publish, none of /topic, /queue and /user";
    options.server.prefixes.application = texts.front();
    return std::nullopt;
}

Complaint applyBrokerPrefix(ProgramOptions &options, const Texts &texts)
{
    if (!isPrefix(texts.front()))
        return "a prefix such as /subscribe, none of /topic, /queue and /user";
    options.server.prefixes.broker = texts.front();
    return std::nullopt;
}

Complaint applyRooms(ProgramOptions &options, const Texts &texts)
{
    if (texts.front() != "open" && texts.front() != "listed")
        return "open or listed";
    options.server.rooms.opening =
        texts.front() == "open" ? RoomOpening::Open : RoomOpening::Listed;
    return std::nullopt;
}

Complaint applyQueueOverflow(ProgramOptions &options, const Texts &texts)
{
    static const std::map<QByteArray, QueueOverflow> policies{{"reject", QueueOverflow::Reject},
        {"drop-oldest", QueueOverflow::DropOldest}, {"dead-letter", QueueOverflow::DeadLetter}};
    const auto found = policies.find(texts.front());
    if (found == policies.end())
        return "reject, drop-oldest or dead-letter";
    options.server.broker.queueOverflow = found->second;
    return std::nullopt;
}

Complaint applyData(ProgramOptions &options, const Texts &texts)
{
    if (texts.front().isEmpty())
        return "a directory";
    options.server.dataDirectory = QFile::decodeName(texts.front());
    return std::nullopt;
}

Complaint applyInMemory(ProgramOptions &options, const Texts &texts)
{
    if (texts.front() != "true" && texts.front() != "false")
        return "true or false";
    options.server.inMemory = texts.front() == "true";
    return std::nullopt;
}

// 0 keeps everything.
std::optional<qint64> readCount(const QByteArray &text, qint64 most)
{
    bool isNumber = false;
    const qint64 count = text.toLongLong(&isNumber);
    return isNumber && count >= 0 && count <= most ? std::optional(count) : std::nullopt;
}

Complaint applyRetentionCount(ProgramOptions &options, const Texts &texts)
{
    const auto count = readCount(texts.front(), 1'000'000'000'000);
    if (!count)
        return "a number of entries, or 0 for all";
    options.server.log.maximumEntries = *count;
    return std::nullopt;
}

Complaint applyRetentionDays(ProgramOptions &options, const Texts &texts)
{
    constexpr qint64 msPerDay = 24LL * 60 * 60 * 1000;
    const auto days = readCount(texts.front(), 36'500);
    if (!days)
        return "a number of days up to 36500, or 0 for ever";
    options.server.log.maximumAgeMs = *days * msPerDay;
    return std::nullopt;
}

Complaint applyPasswordFile(ProgramOptions &options, const Texts &texts)
{
    const std::optional<QByteArray> passcode = readPasscode(QFile::decodeName(texts.front()));
    if (!passcode)
        return "a readable file whose first line is the passcode";
    options.server.worker.session.protocol.passcode = *passcode;
    return std::nullopt;
}

Complaint applyWorkers(ProgramOptions &options, const Texts &texts)
{
    bool isNumber = false;
    const int count = texts.front().toInt(&isNumber);
    if (!isNumber || count < 1 || count > 64)
        return "a number from 1 to 64";
    options.server.workers = count;
    return std::nullopt;
}

Complaint applyAnnounce(ProgramOptions &options, const Texts &texts)
{
    options.announcedName = chat::cleanServerName(QString::fromUtf8(texts.front()));
    if (options.announcedName.isEmpty())
        return "a name to be shown, such as Kitchen";
    return std::nullopt;
}

Complaint applyLogLevel(ProgramOptions &options, const Texts &texts)
{
    static const std::map<QByteArray, LogLevel> levels{{"error", LogLevel::Error},
        {"warning", LogLevel::Warning}, {"info", LogLevel::Info}, {"debug", LogLevel::Debug}};
    const auto found = levels.find(texts.front());
    if (found == levels.end())
        return "error, warning, info or debug";
    options.logLevel = found->second;
    return std::nullopt;
}

} // namespace

const std::vector<OptionDefinition> &optionTable()
{
    static const std::vector<OptionDefinition> table{
        {"listen", "ADDRESS:PORT",
            "WebSocket and HTTP; may repeat; port 0 takes a free one. Default: all interfaces, "
            "port 7666",
            true, applyListen},
        {"tcp", "ADDRESS:PORT", "STOMP over plain TCP; may repeat; off by default", true, applyTcp},
        {"tcp-line-feed", "on|off",
            "on (default): over TCP an end of line follows each frame, for readers of lines", false,
            applyTcpLineFeed},
        {"tls-cert", "FILE",
            "PEM; with --tls-key: the listeners then speak wss:// and stomp+ssl://", false,
            applyTlsCert},
        {"tls-key", "FILE", "PEM; the private key of the certificate", false, applyTlsKey},
        {"tls-client-ca", "FILE",
            "PEM; only clients whose certificate one of these has signed may connect", false,
            applyTlsClientCa},
        {"endpoint", "PATH", "path of the WebSocket handshake; default /ws-connect", false,
            applyEndpoint},
        {"allow-origin", "ORIGIN",
            "browsers' pages that may connect; may repeat; * allows all; default: same origin only",
            true, applyOrigins},
        {"server-name", "HOST",
            "a host name under which this server is reached; may repeat (same origin counts for "
            "these, IP addresses and localhost only)",
            true, applyServerNames},
        {"application-prefix", "P", "destinations answered by code; default /publish", false,
            applyApplicationPrefix},
        {"broker-prefix", "P", "destinations that only the server publishes to; default /subscribe",
            false, applyBrokerPrefix},
        {"rooms", "open|listed",
            "open (default): a room comes into being when first spoken in; listed: only by SEND "
            "/publish/rooms",
            false, applyRooms},
        {"queue-overflow", "reject|drop-oldest|dead-letter",
            "what a full queue does: reject (default) refuses the SEND; else its oldest message "
            "goes",
            false, applyQueueOverflow},
        {"topic-overflow", "disconnect|drop",
            "what a topic does to a reader that is far behind: disconnect (default) lets it be "
            "cut; "
            "drop leaves new messages out",
            false, applyTopicOverflow},
        {"data", "DIRECTORY", "where rooms are kept; default $XDG_DATA_HOME/maru/server", false,
            applyData},
        {"in-memory", "", "keep nothing (a receipt then means accepted)", false, applyInMemory},
        {"retention-count", "N",
            "so many entries of each room are kept, the newest; default 0: all", false,
            applyRetentionCount},
        {"retention-days", "N", "so long entries are kept; default 0: for ever", false,
            applyRetentionDays},
        {"password-file", "FILE", "joining asks for this passcode", false, applyPasswordFile},
        {"workers", "N", "threads that carry connections; default: one per core, at most 8", false,
            applyWorkers},
        {"announce", "NAME",
            "the local network is told of this server under that name, so that it is listed "
            "without typing",
            false, applyAnnounce},
        {"log-level", "LEVEL", "error, warning, info, debug; logs go to stderr", false,
            applyLogLevel},
    };
    return table;
}

std::optional<QByteArray> applyOptions(
    ProgramOptions &options, const OptionTexts &texts, const QByteArray &prefix)
{
    for (const OptionDefinition &option : optionTable()) {
        const auto given = texts.find(option.name);
        if (given == texts.end())
            continue;
        if (const Complaint right = option.apply(options, given->second)) {
            QByteArray value;
            for (const QByteArray &text : given->second)
                value += (value.isEmpty() ? "" : " ") + text;
            return prefix + option.name + " is \"" + value + "\", and should be " + *right;
        }
    }
    return std::nullopt;
}

} // namespace server
