#include "server/storage/backup.h"

#include "server/storage/databasefolder.h"
#include "server/storage/searchdatabase.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqliteschema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QVariant>

#include <fcntl.h>
#include <unistd.h>

namespace server {

namespace {

LogError fileUnusable(const QString &file, const QString &why)
{
    return {"file-unusable", QStringLiteral("%1: %2").arg(file, why)};
}

LogError folderUnusable(const QString &folder, const QString &why)
{
    return {"folder-unusable",
        QStringLiteral("The data folder %1 cannot be used: %2").arg(folder, why)};
}

bool isDatabase(const QString &file)
{
    QFile database(file);
    return database.open(QIODevice::ReadOnly) && database.read(16).startsWith("SQLite format 3");
}

bool isSameFile(const QString &a, const QString &b)
{
    return QFileInfo::exists(a)
        && QFileInfo(a).canonicalFilePath() == QFileInfo(b).canonicalFilePath();
}

// On the disk, not only in its cache.
bool sync(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool isDone = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return isDone;
}

LogResult<BackupContent> contentOf(SqliteConnection &database)
{
    const auto rooms = database.value(QStringLiteral("SELECT count(*) FROM rooms"));
    const auto entries = database.value(QStringLiteral("SELECT count(*) FROM entries"));
    if (!rooms || !entries)
        return rooms ? entries.error() : rooms.error();
    return BackupContent{rooms->toLongLong(), entries->toLongLong()};
}

// What is copied is one moment of the database, by a reader beside the writer.
LogResult<void> copyInto(SqliteConnection &database, const QString &file)
{
    QString quoted = file;
    quoted.replace(u'\'', QStringLiteral("''"));
    const auto copied = database.run(QStringLiteral("VACUUM INTO '%1'").arg(quoted));
    if (!copied && copied.error().code == "damaged")
        return copied.error();
    if (!copied)
        return fileUnusable(file, copied.error().detail);
    if (!sync(file))
        return fileUnusable(file, QStringLiteral("it cannot be written to the disk"));
    return {};
}

// Opened only for reading, and found to be a whole database of a version that is known.
LogResult<std::unique_ptr<SqliteConnection>> openChecked(const QString &file)
{
    if (!isDatabase(file))
        return fileUnusable(file, QStringLiteral("it is no backup of a server"));
    if (schemaVersionOfFile(file) > static_cast<qint64>(schemaMigrations().size()))
        return fileUnusable(file, schemaTooNew(schemaVersionOfFile(file)).detail);
    auto database = SqliteConnection::open(file, SqliteConnection::Access::ReadOnly);
    if (!database)
        return fileUnusable(file, database.error().detail);
    const auto check = (*database)->value(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!check)
        return fileUnusable(file, check.error().detail);
    if (check->toString() != u"ok")
        return fileUnusable(
            file, QStringLiteral("it is damaged: %1").arg(check->toString().simplified()));
    if (const auto content = contentOf(**database); !content)
        return fileUnusable(file, QStringLiteral("it is no backup of a server"));
    return database;
}

// A file that is removed unless it is finished.
class UnfinishedFile {
public:
    explicit UnfinishedFile(QString name)
        : m_name(std::move(name))
    {
        QFile::remove(m_name);
    }
    ~UnfinishedFile() { QFile::remove(m_name); }
    UnfinishedFile(const UnfinishedFile &) = delete;
    UnfinishedFile &operator=(const UnfinishedFile &) = delete;

    const QString &name() const { return m_name; }
    // Under its name there may be something, which is replaced. What people said is for the
    // owner's eyes only.
    bool finishAs(const QString &file) const
    {
        return QFile::setPermissions(m_name, QFile::ReadOwner | QFile::WriteOwner)
            && ::rename(QFile::encodeName(m_name).constData(), QFile::encodeName(file).constData())
            == 0
            && sync(QFileInfo(file).absolutePath());
    }

private:
    QString m_name;
};

} // namespace

LogResult<BackupContent> backUp(const QString &folder, const QString &file)
{
    const QString source = databaseFile(folder);
    if (!isDatabase(source))
        return folderUnusable(folder, QStringLiteral("no rooms are kept there"));
    const QString target = QFileInfo(file).absoluteFilePath();
    if (QFileInfo::exists(target) && !isDatabase(target))
        return fileUnusable(file, QStringLiteral("it exists and is no backup"));
    if (QFileInfo(target).absoluteDir() == QFileInfo(source).absoluteDir()
        && QFileInfo(target).fileName().startsWith(QFileInfo(source).fileName()))
        return fileUnusable(file, QStringLiteral("the server's own files are there"));
    const auto database = SqliteConnection::open(source, SqliteConnection::Access::ReadOnly);
    if (!database)
        return folderUnusable(folder, database.error().detail);
    const UnfinishedFile copy(target + QStringLiteral(".unfinished"));
    if (const auto copied = copyInto(**database, copy.name()); !copied)
        return copied.error();
    const auto checked = openChecked(copy.name());
    if (!checked)
        return checked.error();
    const LogResult<BackupContent> content = contentOf(**checked);
    if (content && !copy.finishAs(target))
        return fileUnusable(file, QStringLiteral("it cannot be written"));
    return content;
}

LogResult<Restored> restore(const QString &file, const QString &folderPath, qint64 nowMs)
{
    if (isSameFile(file, databaseFile(folderPath)))
        return fileUnusable(file, QStringLiteral("it is what the data folder has"));
    Restored restored;
    const auto backup = openChecked(file);
    if (!backup)
        return backup.error();
    const auto content = contentOf(**backup);
    if (!content)
        return content.error();
    restored.content = *content;
    const auto folder = DatabaseFolder::open(folderPath);
    if (!folder)
        return folder.error();
    const QString target = (*folder)->databaseFile();
    const UnfinishedFile copy(target + QStringLiteral(".unfinished"));
    if (const auto copied = copyInto(**backup, copy.name()); !copied)
        return folderUnusable(folderPath, copied.error().detail);
    if (!copy.finishAs(restoredFile(target)))
        return folderUnusable(folderPath, QStringLiteral("it cannot be written"));
    if (QFile::exists(target)) {
        const auto moved = (*folder)->moveAside(QStringLiteral("before-restore"), nowMs);
        if (!moved)
            return moved.error();
        restored.movedTo = *moved;
    }
    removeSearchIndex(target);
    if (!QFile::rename(restoredFile(target), target) || !sync(folderPath))
        return folderUnusable(folderPath, QStringLiteral("it cannot be written"));
    return restored;
}

} // namespace server
