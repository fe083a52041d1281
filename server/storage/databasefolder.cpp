#include "server/storage/databasefolder.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace server {

namespace {

LogError unusable(const QString &path, const QString &why)
{
    return {
        "folder-unusable", QStringLiteral("The data folder %1 cannot be used: %2").arg(path, why)};
}

LogError unusable(const QString &path, int errorNumber)
{
    return unusable(path, QString::fromLocal8Bit(std::strerror(errorNumber)));
}

// So that a folder made now is still there after a power cut.
void syncFolder(const QString &path)
{
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
}

LogResult<void> makeFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return {};
    if (info.exists())
        return unusable(path, QStringLiteral("it is not a folder"));
    const QString parent = info.absolutePath();
    if (!QDir().mkpath(parent))
        return unusable(path, QStringLiteral("%1 cannot be created").arg(parent));
    if (::mkdir(QFile::encodeName(path).constData(), S_IRWXU) != 0 && errno != EEXIST)
        return unusable(path, errno);
    syncFolder(parent);
    return {};
}

LogResult<void> checkAccess(const QString &path, int mode)
{
    const QByteArray name = QFile::encodeName(path);
    if (::faccessat(AT_FDCWD, name.constData(), mode, AT_EACCESS) != 0 && errno != ENOENT)
        return unusable(path, errno);
    return {};
}

LogResult<int> lockFolder(const QString &path)
{
    const int folder =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return unusable(path, errno);
    if (::flock(folder, LOCK_EX | LOCK_NB) == 0)
        return folder;
    const int reason = errno;
    ::close(folder);
    if (reason == EWOULDBLOCK)
        return LogError{"folder-locked",
            QStringLiteral("The data folder %1 cannot be used: it is locked by another server")
                .arg(path)};
    return unusable(path, reason);
}

// The database itself comes last: while a log is being moved away, the place must not look free for
// a new database, which SQLite would read that log into.
const std::array<QString, 4> &fileSuffixes()
{
    static const std::array<QString, 4> suffixes{
        QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral("-journal"), QString()};
    return suffixes;
}

} // namespace

QString databaseFile(const QString &folder)
{
    return QDir::cleanPath(QDir().absoluteFilePath(folder)) + QStringLiteral("/maru.sqlite");
}

QString restoredFile(const QString &databaseFile)
{
    return databaseFile + QStringLiteral(".restored");
}

DatabaseFolder::DatabaseFolder(QString path, int lock)
    : m_path(std::move(path))
    , m_lock(lock)
{
}

DatabaseFolder::~DatabaseFolder()
{
    ::close(m_lock);
}

LogResult<std::unique_ptr<DatabaseFolder>> DatabaseFolder::open(const QString &path)
{
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(path));
    if (const auto made = makeFolder(folder); !made)
        return made.error();
    if (const auto access = checkAccess(folder, R_OK | W_OK | X_OK); !access)
        return access.error();
    const LogResult<int> lock = lockFolder(folder);
    if (!lock)
        return lock.error();
    std::unique_ptr<DatabaseFolder> opened(new DatabaseFolder(folder, *lock));
    for (const QString &suffix : fileSuffixes()) {
        const auto access = checkAccess(opened->databaseFile() + suffix, R_OK | W_OK);
        if (!access)
            return access.error();
    }
    return opened;
}

QString DatabaseFolder::databaseFile() const
{
    return server::databaseFile(m_path);
}

LogResult<QString> DatabaseFolder::moveAside(const QString &reason, qint64 nowMs) const
{
    const QString time = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC)
                             .toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const QString base = databaseFile() + u'.' + reason + u'-' + time;
    QString target = base;
    for (int i = 2; QFile::exists(target); ++i)
        target = QStringLiteral("%1-%2").arg(base).arg(i);
    for (const QString &suffix : fileSuffixes()) {
        const QString from = databaseFile() + suffix;
        if (QFile::exists(from) && !QFile::rename(from, target + suffix))
            return unusable(m_path, QStringLiteral("%1 cannot be renamed").arg(from));
    }
    syncFolder(m_path);
    return target;
}

} // namespace server
