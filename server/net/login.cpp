#include "server/net/login.h"

#include <sodium/crypto_generichash.h>
#include <sodium/utils.h>

#include <algorithm>
#include <optional>

namespace server {

using std::chrono::milliseconds;
using stomp::Error;
using stomp::ErrorCode;

namespace {

constexpr qsizetype secretLength = 32;

QByteArray hash(const QByteArray &bytes)
{
    QByteArray out(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(out.data()), std::size_t(out.size()),
        reinterpret_cast<const unsigned char *>(bytes.constData()), std::size_t(bytes.size()),
        nullptr, 0);
    return out;
}

// A peer that wishes for beats oftener than we offer gets them; never oftener than the smallest.
stomp::HeartBeat offer(const SessionOptions &options, stomp::HeartBeat wish)
{
    const auto meet = [&](milliseconds own, milliseconds theirs) {
        if (own.count() == 0 || theirs.count() == 0)
            return own;
        return std::clamp(theirs, std::min(options.smallestHeartBeat, own), own);
    };
    return {meet(options.heartBeat.sends, wish.wants), meet(options.heartBeat.wants, wish.sends)};
}

std::optional<Error> checkPasscode(
    const stomp::Frame &frame, const SessionOptions &options, bool isHost)
{
    if (options.passcode.isEmpty() || isHost)
        return std::nullopt;
    const std::optional<QByteArray> passcode = frame.headers.find("passcode");
    if (passcode && isEqualInConstantTime(*passcode, options.passcode))
        return std::nullopt;
    return Error{ErrorCode::AuthenticationFailed,
        passcode ? "the passcode is not right" : "this server asks for a passcode"};
}

bool hasHostToken(const stomp::Frame &frame, const SessionOptions &options)
{
    const std::optional<QByteArray> token = frame.headers.find("host-token");
    return token && !options.hostToken.isEmpty()
        && isEqualInConstantTime(*token, options.hostToken);
}

stomp::Result<QByteArray> hashOfPerson(const stomp::Frame &frame)
{
    const QByteArray secret = frame.header("person-secret");
    if (secret.isEmpty())
        return QByteArray();
    const QByteArray hashed = hashOfSecret(secret);
    if (hashed.isEmpty()) {
        return Error{
            ErrorCode::InvalidHeader, "person-secret is not 32 bytes written in base64url"};
    }
    return hashed;
}

} // namespace

bool isEqualInConstantTime(const QByteArray &left, const QByteArray &right)
{
    // Hashes have one length, so that the comparison does not tell that of the passcode.
    const QByteArray first = hash(left);
    const QByteArray second = hash(right);
    return sodium_memcmp(first.constData(), second.constData(), std::size_t(first.size())) == 0;
}

QByteArray hashOfSecret(const QByteArray &secret)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        secret, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != secretLength)
        return {};
    return hash(decoded.decoded);
}

stomp::Result<Login> judgeLogin(
    const stomp::Frame &frame, const SessionOptions &options, const QByteArray &remoteAddress)
{
    const std::optional<stomp::Version> version =
        stomp::negotiateVersion(frame.headers.find("accept-version"));
    if (!version)
        return Error{ErrorCode::UnsupportedVersion, "Supported protocol versions are 1.0 1.1 1.2"};
    const auto wish = stomp::parseHeartBeat(frame.headers.find("heart-beat"));
    if (!wish)
        return wish.error();
    const bool isHost = hasHostToken(frame, options);
    if (const std::optional<Error> error = checkPasscode(frame, options, isHost))
        return *error;
    const stomp::Result<QByteArray> person = hashOfPerson(frame);
    if (!person)
        return person.error();
    Login login;
    login.request = {*version, frame.header("login"), *person, isHost, remoteAddress};
    login.offered = offer(options, *wish);
    login.heartBeat = stomp::agree(login.offered, *wish);
    return login;
}

} // namespace server
