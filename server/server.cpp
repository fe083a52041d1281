#include "server/server.h"

#include "server/broker/brokerloop.h"
#include "server/net/acceptor.h"
#include "server/net/worker.h"
#include "server/rooms/roomsapplication.h"
#include "server/storage/memorymessagelog.h"
#include "server/storage/sqliteopening.h"
#include "server/storage/storageloop.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <array>
#include <atomic>
#include <utility>

namespace server {

namespace {

Q_LOGGING_CATEGORY(log, "maru.server")

QByteArray makeToken()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

StorageLoop::Factory logFactory(const ServerOptions &options)
{
    LogOptions log = options.log;
    if (options.inMemory && log.maximumEntries == 0)
        log.maximumEntries = MemoryMessageLog::defaultMaximumEntries;
    return [inMemory = options.inMemory, folder = options.dataDirectory,
               log]() -> LogResult<std::unique_ptr<MessageLog>> {
        if (inMemory)
            return std::unique_ptr<MessageLog>(std::make_unique<MemoryMessageLog>(log));
        LogResult<OpenedLog> opened = openSqliteLog(folder, log);
        if (!opened)
            return opened.error();
        for (const QString &warning : opened->warnings)
            qCWarning(server::log) << qUtf8Printable(warning);
        return std::move(opened->log);
    };
}

// The prefixes and the largest body stand in the options once.
ServerOptions completed(ServerOptions options, const QByteArray &hostToken)
{
    options.broker.applicationPrefix = options.prefixes.application;
    options.broker.brokerPrefix = options.prefixes.broker;
    options.rooms.prefixes = options.prefixes;
    options.rooms.maxBody = options.worker.session.protocol.limits.body;
    options.worker.session.protocol.hostToken = hostToken;
    options.worker.session.protocol.serverName = "maru/" MARU_VERSION;
    return options;
}

} // namespace

// Destroyed from the last to the first.
struct Server::Parts {
    std::unique_ptr<StorageLoop> storage;
    std::unique_ptr<BrokerLoop> broker;
    std::vector<std::unique_ptr<Worker>> workers;
    std::atomic<std::size_t> nextWorker{0};
    std::unique_ptr<Acceptor> acceptor;
};

Server::Server(ServerOptions options)
    : m_hostToken(makeToken())
    , m_statistics(std::make_unique<NetStatistics>())
{
    m_options = completed(std::move(options), m_hostToken);
}

Server::~Server()
{
    stop();
}

stomp::BasicResult<void, StartError> Server::start()
{
    if (m_parts)
        return {};
    auto parts = std::make_unique<Parts>();
    if (const auto opened = open(*parts); !opened)
        return opened;
    m_parts = std::move(parts);
    m_parts->acceptor->accept();
    qCInfo(log) << "started with" << m_options.workers << "workers";
    return {};
}

// Addresses first: a server that cannot have them leaves the data folder as it is.
stomp::BasicResult<void, StartError> Server::open(Parts &parts)
{
    parts.acceptor = std::make_unique<Acceptor>(
        *m_statistics, m_options.mostConnections, [&parts](qintptr descriptor) {
            const std::size_t turn = parts.nextWorker.fetch_add(1, std::memory_order_relaxed);
            parts.workers[turn % parts.workers.size()]->adopt(descriptor);
        });
    Acceptor::Bound bound = parts.acceptor->bind(m_options.listen);
    if (!bound) {
        const Acceptor::BindError &error = bound.error();
        return StartError{StartError::addressUnusable,
            QStringLiteral("cannot listen on %1: %2; another address or port should be given")
                .arg(QString::fromLatin1(toBytes(error.address)), QString::fromUtf8(error.text))};
    }
    parts.storage = std::make_unique<StorageLoop>(logFactory(m_options));
    LogResult<LogSnapshot> snapshot = parts.storage->start(
        [&parts](std::vector<LogAnswer> answers) { parts.broker->post(std::move(answers)); });
    if (!snapshot) {
        return StartError{StartError::dataUnusable,
            QStringLiteral("cannot use the data folder %1: %2")
                .arg(m_options.dataDirectory, snapshot.error().detail)};
    }
    m_bound = *std::move(bound);
    connectParts(parts, *std::move(snapshot));
    return {};
}

void Server::connectParts(Parts &parts, LogSnapshot snapshot)
{
    parts.broker = std::make_unique<BrokerLoop>(
        std::make_unique<RoomsApplication>(m_options.rooms, std::move(snapshot)), m_options.broker);
    BrokerLoop::Ports ports;
    for (int i = 0; i < m_options.workers; ++i) {
        parts.workers.push_back(std::make_unique<Worker>(quint32(i), m_options.worker,
            *m_statistics, [broker = parts.broker.get()](std::vector<FromWorker> values) {
                broker->post(std::move(values));
            }));
        ports.workers.push_back(
            [worker = parts.workers.back().get()](
                std::vector<ToWorker> values) { worker->post(std::move(values)); });
    }
    ports.log = [storage = parts.storage.get()](
                    std::vector<LogRequest> requests) { storage->post(std::move(requests)); };
    parts.broker->start(std::move(ports));
    for (const auto &worker : parts.workers)
        worker->start();
}

void Server::stop()
{
    if (!m_parts)
        return;
    m_parts->acceptor->stop();
    for (const auto &worker : m_parts->workers)
        worker->beginStop();
    for (const auto &worker : m_parts->workers)
        worker->join();
    m_parts->broker->stop();
    m_parts->storage->stop();
    m_parts.reset();
    m_bound.clear();
    qCInfo(log) << "stopped;" << toBytes(stats()).constData();
}

std::vector<QByteArray> Server::urls() const
{
    std::vector<QByteArray> urls;
    for (const ListenAddress &address : m_bound)
        urls.push_back("ws://" + toBytes(address) + m_options.worker.handshake.endpoint);
    return urls;
}

std::vector<quint16> Server::ports() const
{
    std::vector<quint16> ports;
    for (const ListenAddress &address : m_bound)
        ports.push_back(address.port);
    return ports;
}

ServerStats Server::stats() const
{
    return {m_statistics->snapshot()};
}

} // namespace server
