#include "app/client/runninginstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>

namespace app {

namespace {

constexpr int patience = 3000; // milliseconds
constexpr qint64 longestRequest = 16 * 1024;
constexpr char taken[] = "taken\n";

// Of a socket's path there are only 107 characters.
constexpr qsizetype longestPath = 100;

// One for each profile, by whatever path it is named: in the folder of running programs, which is
// this user's alone, else in the profile.
QString socketPath(const QString &profile)
{
    const QString canonical = QFileInfo(profile).canonicalFilePath();
    const QString folder = canonical.isEmpty() ? profile : canonical;
    const QString inProfile = folder + QStringLiteral("/maru.socket");
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (runtime.isEmpty() && inProfile.size() <= longestPath)
        return inProfile;
    const QByteArray name =
        QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).first(12).toHex();
    return (runtime.isEmpty() ? QDir::tempPath() : runtime) + QStringLiteral("/maru-")
        + QString::fromLatin1(name);
}

} // namespace

QByteArray HandedOver::toJson() const
{
    const QJsonObject object{{QStringLiteral("join"), join},
        {QStringLiteral("room"), QString::fromLatin1(room)},
        {QStringLiteral("activationToken"), QString::fromLatin1(activationToken)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<HandedOver> HandedOver::fromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    return HandedOver{object[u"join"].toString(), object[u"room"].toString().toLatin1(),
        object[u"activationToken"].toString().toLatin1()};
}

RunningInstance::RunningInstance(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_server(std::make_unique<QLocalServer>())
{
    const QString path = socketPath(profile);
    QLocalServer::removeServer(path); // of one that was killed
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &RunningInstance::accept);
    m_server->listen(path); // without it a second program only says that this one runs
}

RunningInstance::~RunningInstance() = default;

void RunningInstance::accept()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void RunningInstance::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestRequest)
            socket->abort();
        return;
    }
    const auto what = HandedOver::fromJson(socket->readLine(longestRequest));
    if (what) {
        socket->write(taken);
        socket->flush();
    }
    socket->disconnectFromServer();
    if (what)
        Q_EMIT asked(*what);
}

bool RunningInstance::handOver(const QString &profile, const HandedOver &what)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath(profile));
    if (!socket.waitForConnected(patience))
        return false;
    socket.write(what.toJson() + '\n');
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(patience))
            return false;
    }
    return socket.readLine() == taken;
}

} // namespace app
