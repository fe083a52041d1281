#include "app/client/database.h"

#include <QDateTime>
#include <QFile>
#include <QSqlError>
#include <QTimeZone>
#include <QUuid>
#include <QVariant>

#include <array>

namespace app {

namespace {

// Result codes of sqlite3.h; the upper bits of an extended code say more.
constexpr int primaryCodeMask = 0xff;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;

Database::Trouble troubleOf(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & primaryCodeMask;
    return code == sqliteCorrupt || code == sqliteNotADatabase ? Database::Trouble::Damaged
                                                               : Database::Trouble::Unusable;
}

// SQLite gives its log the rights of the file: those are to be right before it is opened.
void makePrivate(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadWrite, QFile::ReadOwner | QFile::WriteOwner))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

Database::Database(const QString &file, Durability durability, const Schema &schema)
    : m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
    m_database.setDatabaseName(file);
    makePrivate(file);
    open(durability, schema);
}

Database::Database(const QString &file)
    : m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
    if (!m_database.open())
        note(m_database.lastError());
}

Database::~Database()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase(); // the name can only be removed when nobody holds the connection
    QSqlDatabase::removeDatabase(m_name);
}

void Database::open(Durability durability, const Schema &schema)
{
    if (!m_database.open()) {
        note(m_database.lastError());
        return;
    }
    const bool isEach = durability == Durability::EachCommit;
    m_isReady = change(QStringLiteral("PRAGMA journal_mode = WAL"))
        && change(isEach ? QStringLiteral("PRAGMA synchronous = FULL")
                         : QStringLiteral("PRAGMA synchronous = NORMAL"))
        && migrate(durability, schema);
    if (m_isReady)
        m_trouble = Trouble::None;
}

bool Database::migrate(Durability durability, const Schema &schema)
{
    qint64 version = 0;
    if (!read(QStringLiteral("PRAGMA user_version"), {},
            [&version](const QSqlQuery &row) { version = row.value(0).toLongLong(); }))
        return false;
    const auto newest = static_cast<qint64>(schema.size());
    if (version == newest)
        return true;
    if (version < 0 || version > newest) {
        m_trouble = version < 0 ? Trouble::Damaged : Trouble::TooNew;
        m_problem = QStringLiteral("version %1").arg(version);
        return false;
    }
    if (version > 0 && durability == Durability::EachCommit && !keepCopy(version))
        return false;
    if (!begin())
        return false;
    bool isDone = true;
    for (; isDone && version < newest; ++version) {
        for (const QString &statement : schema[static_cast<std::size_t>(version)])
            isDone = isDone && change(statement);
    }
    isDone = isDone && change(QStringLiteral("PRAGMA user_version = %1").arg(newest)) && commit();
    if (!isDone)
        rollBack();
    return isDone;
}

// Whole or not at all; one that an earlier try has left is made anew.
bool Database::keepCopy(qint64 version)
{
    const QString copy = copyOfVersion(m_database.databaseName(), version);
    QFile::remove(copy);
    makePrivate(copy);
    return change(QStringLiteral("VACUUM INTO ?"), {copy});
}

bool Database::isSound()
{
    QString answer;
    const bool isRead = read(QStringLiteral("PRAGMA quick_check(1)"), {},
        [&answer](const QSqlQuery &row) { answer = row.value(0).toString(); });
    if (isRead && answer != u"ok") {
        m_trouble = Trouble::Damaged;
        m_problem = answer.simplified();
    }
    return isRead && answer == u"ok";
}

bool Database::change(const QString &sql, const QVariantList &values)
{
    QSqlQuery *query = execute(sql, values);
    if (!query)
        return false;
    query->finish();
    return true;
}

bool Database::read(const QString &sql, const QVariantList &values,
    const std::function<void(const QSqlQuery &)> &takeRow)
{
    QSqlQuery *query = execute(sql, values);
    if (!query)
        return false;
    while (query->next())
        takeRow(*query);
    const bool isWhole = !query->lastError().isValid() || note(query->lastError());
    query->finish();
    return isWhole;
}

bool Database::begin()
{
    return change(QStringLiteral("BEGIN IMMEDIATE"));
}

bool Database::commit()
{
    return change(QStringLiteral("COMMIT"));
}

// SQLite has rolled back by itself after some failures; then there is nothing to do.
void Database::rollBack()
{
    const Trouble trouble = m_trouble;
    const QString problem = m_problem;
    change(QStringLiteral("ROLLBACK"));
    m_trouble = trouble;
    m_problem = problem;
}

QSqlQuery *Database::execute(const QString &sql, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &query = m_statements[sql];
    if (!query) {
        query = std::make_unique<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            note(query->lastError());
            m_statements.erase(sql);
            return nullptr;
        }
    }
    for (int i = 0; i < static_cast<int>(values.size()); ++i)
        query->bindValue(i, values[i]);
    if (query->exec())
        return query.get();
    note(query->lastError());
    query->finish();
    return nullptr;
}

bool Database::note(const QSqlError &error)
{
    m_trouble = troubleOf(error);
    m_problem = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    return false;
}

QString copyOfVersion(const QString &file, qint64 version)
{
    return QStringLiteral("%1.version-%2").arg(file).arg(version);
}

// The database itself comes last: while a log is being moved away, the place must not look free for
// a new database, which SQLite would read that log into.
QString setDatabaseAside(const QString &file, qint64 now)
{
    static const std::array<QString, 3> suffixes{
        QStringLiteral("-wal"), QStringLiteral("-shm"), QString()};
    const QString time = QDateTime::fromMSecsSinceEpoch(now, QTimeZone::utc())
                             .toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString base = file + QStringLiteral(".damaged-") + time;
    QString target = base;
    for (int i = 2; QFile::exists(target); ++i)
        target = QStringLiteral("%1-%2").arg(base).arg(i);
    for (const QString &suffix : suffixes) {
        if (QFile::exists(file + suffix) && !QFile::rename(file + suffix, target + suffix))
            return {};
    }
    return target;
}

} // namespace app
