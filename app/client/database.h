#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariantList>

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QSqlError;

namespace app {

// One SQLite file of the client, with the version of its tables. Belongs to the thread that opened
// it.
class Database {
public:
    enum class Durability {
        EachCommit, // survives a power cut
        Eventually, // survives a crash of the program
    };
    enum class Trouble {
        None,
        Damaged,
        TooNew, // written by a later version of the program
        Unusable, // disk full, no rights, …
    };
    // Number N leads from version N to N + 1; version 0 is the empty database. A file of an earlier
    // version is led to the newest in one transaction; of what is to survive a power cut, a copy as
    // it was stays beside it (copyOfVersion()).
    using Schema = std::vector<QStringList>;

    // Look at trouble() before anything else.
    Database(const QString &file, Durability durability, const Schema &schema);
    // For reading alone: nothing is made or changed.
    explicit Database(const QString &file);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    // It could be opened, and has the tables.
    bool isReady() const { return m_isReady; }
    // Of the last thing that failed.
    Trouble trouble() const { return m_trouble; }
    const QString &problem() const { return m_problem; } // SQLite's words
    // Reads all of it.
    bool isSound();

    bool change(const QString &sql, const QVariantList &values = {});
    bool read(const QString &sql, const QVariantList &values,
        const std::function<void(const QSqlQuery &)> &takeRow);
    // What is changed between the two happens as one, or not at all.
    bool begin();
    bool commit();
    void rollBack();

private:
    void open(Durability durability, const Schema &schema);
    bool migrate(Durability durability, const Schema &schema);
    bool keepCopy(qint64 version);
    QSqlQuery *execute(const QString &sql, const QVariantList &values);
    bool note(const QSqlError &error);

    QString m_name;
    QSqlDatabase m_database;
    std::map<QString, std::unique_ptr<QSqlQuery>> m_statements; // by their SQL
    bool m_isReady = false;
    Trouble m_trouble = Trouble::None;
    QString m_problem;
};

// The name of the copy that a migration from this version leaves.
QString copyOfVersion(const QString &file, qint64 version);

// Gives a damaged database and what belongs to it another name, which is returned; empty when that
// failed.
QString setDatabaseAside(const QString &file, qint64 now);

} // namespace app
