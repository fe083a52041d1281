#include "server/server.h"

#include "server/broker/brokerloop.h"
#include "server/net/acceptor.h"
#include "server/net/worker.h"
#include "server/rooms/roomsapplication.h"
#include "server/storage/databasefolder.h"
#include "server/storage/memorymessagelog.h"
#include "server/storage/sqliteopening.h"
#include "server/storage/storagethreads.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>
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
    if (options.openLog)
        return options.openLog;
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
    if (!options.tls.certificates.isEmpty()) {
        options.worker.tls = tlsConfiguration(options.tls);
        options.worker.handshake.origin.isSecure = true;
    }
    return options;
}

std::vector<ListenAddress> allAddresses(const ServerOptions &options)
{
    std::vector<ListenAddress> all = options.listen;
    for (const ListenAddress &address : options.listenTcp)
        all.push_back({address.address, address.port, Protocol::Tcp});
    return all;
}

// The fingerprint in the groups in which a client shows it, for the host to read out. A server
// whose dates do not hold works, and its clients will complain.
void tellOfCertificate(const TlsIdentity &identity)
{
    if (identity.certificates.isEmpty())
        return;
    const QSslCertificate &certificate = identity.certificates.constFirst();
    QByteArray fingerprint = certificate.digest(QCryptographicHash::Sha256).toHex().toUpper();
    for (qsizetype at = fingerprint.size() - 4; at > 0; at -= 4)
        fingerprint.insert(at, ' ');
    qCInfo(server::log) << "the certificate's fingerprint (SHA-256) is" << fingerprint.constData();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (now < certificate.effectiveDate() || now > certificate.expiryDate()) {
        qCWarning(server::log) << "the certificate is valid from"
                               << qPrintable(certificate.effectiveDate().toString(Qt::ISODate))
                               << "to"
                               << qPrintable(certificate.expiryDate().toString(Qt::ISODate));
    }
}

// Stopping as a whole takes less than 5 s: the sessions have WorkerSettings::lingerAtStop of it.
using std::chrono::milliseconds;
constexpr milliseconds stopBrokerBy{3500};
constexpr milliseconds stopStorageBy{4500};
constexpr milliseconds brokerAnswersIn{500};

class StopWatch {
public:
    milliseconds until(milliseconds time) const
    {
        const auto elapsed = std::chrono::steady_clock::now() - m_start;
        return std::max(milliseconds(0), time - std::chrono::duration_cast<milliseconds>(elapsed));
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

std::unique_ptr<InboundHandler> makeRooms(const RoomsOptions &options, LogSnapshot snapshot)
{
    return std::make_unique<RoomsApplication>(options, std::move(snapshot));
}

} // namespace

// Destroyed from the last to the first.
struct Server::Parts {
    std::unique_ptr<StorageThreads> storage;
    std::unique_ptr<BrokerLoop> broker;
    std::vector<std::unique_ptr<Worker>> workers;
    std::atomic<std::size_t> nextWorker{0};
    std::unique_ptr<Acceptor> acceptor;
};

Server::Server(ServerOptions options, ApplicationFactory makeApplication)
    : m_makeApplication(makeApplication ? std::move(makeApplication) : makeRooms)
    , m_hostToken(makeToken())
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
    auto parts = std::make_shared<Parts>();
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
    parts.acceptor = std::make_unique<Acceptor>(*m_statistics,
        AcceptorOptions{m_options.mostConnections, m_options.mostPerAddress, m_options.failedLogins,
            m_options.countsLoopback, m_options.worker.tls.has_value(),
            m_options.worker.eventDispatcher},
        [&parts](AcceptedConnection connection) {
            const std::size_t turn = parts.nextWorker.fetch_add(1, std::memory_order_relaxed);
            parts.workers[turn % parts.workers.size()]->adopt(std::move(connection));
        });
    Acceptor::Bound bound = parts.acceptor->bind(allAddresses(m_options));
    if (!bound) {
        const Acceptor::BindError &error = bound.error();
        return StartError{StartError::addressUnusable,
            QStringLiteral("cannot listen on %1: %2; another address or port should be given")
                .arg(QString::fromLatin1(toBytes(error.address)), QString::fromUtf8(error.text))};
    }
    const bool isOnDisk = !m_options.inMemory && !m_options.openLog;
    parts.storage = std::make_unique<StorageThreads>(logFactory(m_options),
        isOnDisk ? std::optional(databaseFile(m_options.dataDirectory)) : std::nullopt);
    LogResult<LogSnapshot> snapshot = parts.storage->start(
        [&parts](std::vector<LogAnswer> answers) { parts.broker->post(std::move(answers)); });
    if (!snapshot) {
        return StartError{StartError::dataUnusable,
            QStringLiteral("cannot use the data folder %1: %2")
                .arg(m_options.dataDirectory, snapshot.error().detail)};
    }
    tellOfCertificate(m_options.tls);
    m_bound = *std::move(bound);
    connectParts(parts, *std::move(snapshot));
    return {};
}

void Server::connectParts(Parts &parts, LogSnapshot snapshot)
{
    parts.broker = std::make_unique<BrokerLoop>(
        m_makeApplication(m_options.rooms, std::move(snapshot)), m_options.broker);
    BrokerLoop::Ports ports;
    for (int i = 0; i < m_options.workers; ++i) {
        parts.workers.push_back(std::make_unique<Worker>(quint32(i), m_options.worker,
            *m_statistics, [broker = parts.broker.get()](std::vector<FromWorker> values) {
                return broker->post(std::move(values));
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

bool Server::stop()
{
    if (!m_parts)
        return true;
    const StopWatch watch;
    m_parts->acceptor->stop();
    for (const auto &worker : m_parts->workers)
        worker->beginStop();
    for (const auto &worker : m_parts->workers)
        worker->join();
    m_lastOfBroker = askBroker();
    if (!m_parts->broker->stop(watch.until(stopBrokerBy)))
        qCWarning(log) << "the broker ended with writes that storage had left unanswered";
    const bool isInTime = stopStorage(watch.until(stopStorageBy));
    if (!isInTime)
        qCWarning(log) << "storage did not end in time";
    m_parts.reset();
    m_bound.clear();
    qCInfo(log) << "stopped;" << toBytes(stats()).constData();
    return isInTime;
}

// A disk that hangs cannot be hurried: what storage still needs stays with its thread then.
bool Server::stopStorage(std::chrono::milliseconds time)
{
    std::promise<void> stopped;
    std::future<void> isStopped = stopped.get_future();
    std::thread stopper([parts = m_parts, stopped = std::move(stopped)]() mutable {
        parts->storage->stop();
        parts.reset();
        stopped.set_value();
    });
    const bool isInTime = isStopped.wait_for(time) == std::future_status::ready;
    if (isInTime)
        stopper.join();
    else
        stopper.detach();
    return isInTime;
}

std::vector<QByteArray> Server::urls() const
{
    const bool isSecure = m_options.worker.tls.has_value();
    std::vector<QByteArray> urls;
    for (const ListenAddress &address : m_bound) {
        if (address.protocol == Protocol::Tcp)
            urls.push_back((isSecure ? "stomp+ssl://" : "tcp://") + toBytes(address));
        else
            urls.push_back((isSecure ? "wss://" : "ws://") + toBytes(address)
                + m_options.worker.handshake.endpoint);
    }
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
    return {m_statistics->snapshot(), m_parts ? askBroker() : m_lastOfBroker};
}

BrokerStatistics Server::askBroker() const
{
    auto answer = std::make_shared<std::promise<BrokerStatistics>>();
    std::future<BrokerStatistics> given = answer->get_future();
    m_parts->broker->askStatistics(
        [answer](const BrokerStatistics &statistics) { answer->set_value(statistics); });
    const bool isInTime = given.wait_for(brokerAnswersIn) == std::future_status::ready;
    return isInTime ? given.get() : m_lastOfBroker;
}

} // namespace server
