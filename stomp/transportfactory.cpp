#include "stomp/transportfactory.h"

#include "stomp/tcptransport.h"
#include "stomp/websockettransport.h"

namespace stomp {

using namespace Qt::StringLiterals;

namespace {

class NoTransport : public Transport {
public:
    void open(const QUrl &url) override
    {
        const QByteArray scheme = url.scheme().toUtf8();
        Q_EMIT closed({ErrorCode::InvalidUrl,
            "an address begins with ws://, wss://, stomp:// or stomp+ssl://, not with " + scheme});
    }
    void send(const QByteArray &) override { }
    void close() override { }
    void abort() override { }
};

bool isAny(const QString &scheme, QLatin1StringView plain, QLatin1StringView encrypted)
{
    return scheme == plain || scheme == encrypted;
}

std::unique_ptr<Transport> makeWebSocket(const ConnectOptions &options)
{
    const Limits &limits = options.limits;
    return std::make_unique<WebSocketTransport>(limits.headers + limits.body + limits.command,
        WebSocketOptions{options.trustedCertificate, options.sendsTextMessages,
            options.longestTextMessage, options.identity});
}

} // namespace

std::unique_ptr<Transport> makeTransport(const ConnectOptions &options)
{
    const QString scheme = options.url.scheme();
    const bool isValid = !options.url.host().isEmpty();
    if (isValid && isAny(scheme, "ws"_L1, "wss"_L1))
        return makeWebSocket(options);
    if (isValid && isAny(scheme, "stomp"_L1, "stomp+ssl"_L1))
        return std::make_unique<TcpTransport>(
            TcpOptions{options.trustedCertificate, options.lineEndAfterFrames, options.identity});
    return std::make_unique<NoTransport>();
}

} // namespace stomp
