#include "server/net/handshake.h"

#include <QList>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace server {

namespace {

constexpr qsizetype longestMethod = 16;

struct Request {
    QByteArray method;
    QByteArray target;
    QByteArray version;
    std::vector<std::pair<QByteArray, QByteArray>> headers; // names in lower case

    int count(QByteArrayView name) const
    {
        return int(std::count_if(headers.begin(), headers.end(),
            [&](const auto &header) { return header.first == name; }));
    }
    QByteArray value(QByteArrayView name) const
    {
        for (const auto &[key, value] : headers) {
            if (key == name)
                return value;
        }
        return {};
    }
    // Whether a header that holds a list of words holds this one.
    bool lists(QByteArrayView name, QByteArrayView word) const
    {
        for (const auto &[key, value] : headers) {
            if (key != name)
                continue;
            for (const QByteArray &element : value.split(',')) {
                if (element.trimmed().toLower() == word)
                    return true;
            }
        }
        return false;
    }
};

QByteArray reason(int status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 426:
        return "Upgrade Required";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Error";
    }
}

HandshakeAnswer answer(int status, const QByteArray &text, const QByteArray &extraHeaders = {})
{
    return {status, httpResponse(status, text, extraHeaders)};
}

// A method and a blank, as far as bytes have come: anything else is no HTTP (a TLS hello, STOMP
// over TCP).
bool beginsLikeHttp(QByteArrayView received)
{
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto end = std::find_if_not(received.begin(), received.end(), isUpper);
    const qsizetype length = end - received.begin();
    if (length > longestMethod)
        return false;
    return end == received.end() || (*end == ' ' && length > 0);
}

bool hasControl(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

std::optional<HandshakeAnswer> readHeaders(
    const QList<QByteArray> &lines, const HandshakeRules &rules, Request &request)
{
    if (lines.size() - 1 > rules.mostHeaders)
        return answer(431, "Too many headers.");
    for (const QByteArray &line : lines) {
        if (line.size() > rules.longestLine)
            return answer(431, "A header is too long.");
    }
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon <= 0 || hasControl(lines[i]) || lines[i].front() == ' '
            || lines[i].front() == '\t')
            return answer(400, "A header is malformed.");
        request.headers.emplace_back(
            lines[i].first(colon).toLower(), lines[i].sliced(colon + 1).trimmed());
    }
    return std::nullopt;
}

// How many are here, besides who asks.
QByteArray peopleHeader(const HandshakeRules &rules)
{
    if (!rules.countConnections)
        return {};
    return "Maru-People: " + QByteArray::number(std::max(qint64(0), rules.countConnections() - 1))
        + "\r\n";
}

HandshakeVerdict judgeUpgrade(const Request &request, const HandshakeRules &rules)
{
    const bool isUpgrade =
        request.lists("upgrade", "websocket") && request.lists("connection", "upgrade");
    if (!isUpgrade) {
        return answer(426,
            "This is a Maru chat server; open it with Maru or another STOMP client over WebSocket.",
            "Upgrade: websocket\r\n" + peopleHeader(rules));
    }
    if (request.value("sec-websocket-version") != "13") {
        return answer(426, "Only version 13 of the WebSocket protocol is spoken here.",
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    }
    const auto key = QByteArray::fromBase64Encoding(
        request.value("sec-websocket-key"), QByteArray::AbortOnBase64DecodingErrors);
    if (request.count("sec-websocket-key") != 1 || !key || key.decoded.size() != 16)
        return answer(400, "Sec-WebSocket-Key is missing or is not 16 bytes in base64.");
    if (request.count("host") != 1 || request.value("host").isEmpty())
        return answer(400, "There must be one Host header.");
    if (request.count("origin") > 1)
        return answer(400, "There must not be two Origin headers.");
    const bool isAllowed = request.count("origin") == 0
        || isOriginAllowed(request.value("origin"), request.value("host"), rules.origin);
    if (!isAllowed)
        return answer(403, "Pages of this origin may not connect to this server.");
    return HandshakeUpgrade{};
}

HandshakeVerdict judgeRequest(QByteArrayView text, const HandshakeRules &rules)
{
    QList<QByteArray> lines = text.toByteArray().split('\n');
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
    }
    const QList<QByteArray> words = lines.front().split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/"))
        return HandshakeGarbage{};
    Request request{words[0], words[1], words[2], {}};
    if (request.version != "HTTP/1.1")
        return answer(505, "Only HTTP/1.1 is spoken here.");
    if (const std::optional<HandshakeAnswer> refusal = readHeaders(lines, rules, request))
        return *refusal;
    const qsizetype query = request.target.indexOf('?');
    if ((query < 0 ? request.target : request.target.first(query)) != rules.endpoint)
        return answer(404, "There is nothing here.");
    if (request.method != "GET")
        return answer(405, "Only GET is answered here.", "Allow: GET\r\n");
    return judgeUpgrade(request, rules);
}

} // namespace

QByteArray httpResponse(int status, const QByteArray &text, const QByteArray &extraHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason(status)
        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(text.size() + 1) + "\r\nX-Content-Type-Options: nosniff\r\n"
        + extraHeaders + "Connection: close\r\n\r\n" + text + '\n';
}

HandshakeVerdict judgeHandshake(QByteArrayView received, const HandshakeRules &rules)
{
    if (!beginsLikeHttp(received))
        return HandshakeGarbage{};
    const qsizetype end = received.indexOf(QByteArrayView("\r\n\r\n"));
    if (end < 0 && received.size() < rules.longestRequest)
        return HandshakeIncomplete{};
    if (end < 0 || end + 4 > rules.longestRequest)
        return answer(431, "The request is too long.");
    return judgeRequest(received.first(end), rules);
}

} // namespace server
