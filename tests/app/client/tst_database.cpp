// Files of earlier versions of the client are led to the newest, whole or not at all.

#include "app/client/database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using app::Database;

namespace {

const QStringList first{u"CREATE TABLE note (text TEXT NOT NULL)"_s};
const QStringList second{u"ALTER TABLE note ADD COLUMN length INTEGER NOT NULL DEFAULT 0"_s,
    u"UPDATE note SET length = length(text)"_s};
const QStringList third{u"CREATE TABLE shout (text TEXT NOT NULL)"_s,
    u"INSERT INTO shout (text) SELECT upper(text) FROM note"_s};
const QStringList broken{u"UPDATE note SET text = ''"_s, u"INSERT INTO nowhere VALUES (1)"_s};

QString valueOf(Database &database, const QString &sql)
{
    QString value;
    database.read(sql, {}, [&value](const QSqlQuery &row) { value = row.value(0).toString(); });
    return value;
}

} // namespace

class TestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        Database database(file(), Database::Durability::EachCommit, {first});
        QVERIFY(database.change(u"INSERT INTO note (text) VALUES ('hello')"_s));
    }

    void aNewFileHasTheNewestTables()
    {
        Database database(
            m_directory->filePath(u"new"_s), Database::Durability::EachCommit, {first, second});
        QVERIFY(database.isReady());
        QCOMPARE(valueOf(database, u"PRAGMA user_version"_s), u"2"_s);
        QVERIFY(!QFile::exists(app::copyOfVersion(m_directory->filePath(u"new"_s), 0)));
    }

    void whatAnEarlierVersionWroteIsLedThroughAllSteps()
    {
        Database database(file(), Database::Durability::EachCommit, {first, second, third});
        QVERIFY(database.isReady());
        QCOMPARE(valueOf(database, u"PRAGMA user_version"_s), u"3"_s);
        QCOMPARE(valueOf(database, u"SELECT length FROM note"_s), u"5"_s);
        QCOMPARE(valueOf(database, u"SELECT text FROM shout"_s), u"HELLO"_s);
    }

    void aCopyStaysAsItWas()
    {
        {
            Database database(file(), Database::Durability::EachCommit, {first, second});
            QVERIFY(database.change(u"DELETE FROM note"_s));
        }
        const QString copy = app::copyOfVersion(file(), 1);
        QVERIFY(!(QFile::permissions(copy) & (QFile::ReadGroup | QFile::ReadOther)));
        Database earlier(copy);
        QCOMPARE(valueOf(earlier, u"PRAGMA user_version"_s), u"1"_s);
        QCOMPARE(valueOf(earlier, u"SELECT text FROM note"_s), u"hello"_s);
    }

    void whatCanBeFetchedAgainNeedsNoCopy()
    {
        const Database database(file(), Database::Durability::Eventually, {first, second});
        QVERIFY(database.isReady());
        QVERIFY(!QFile::exists(app::copyOfVersion(file(), 1)));
    }

    void aStepThatFailsChangesNothing()
    {
        {
            const Database database(
                file(), Database::Durability::EachCommit, {first, second, broken});
            QVERIFY(!database.isReady());
            QCOMPARE(database.trouble(), Database::Trouble::Unusable);
        }
        Database database(file(), Database::Durability::EachCommit, {first});
        QVERIFY(database.isReady());
        QCOMPARE(valueOf(database, u"SELECT text FROM note"_s), u"hello"_s);
        const Database again(file(), Database::Durability::EachCommit, {first, second});
        QVERIFY2(again.isReady(), "the copy of the try that failed is in nobody's way");
    }

    void whatALaterVersionWroteIsLeftAlone()
    {
        {
            const Database later(file(), Database::Durability::EachCommit, {first, second});
            QVERIFY(later.isReady());
        }
        const Database database(file(), Database::Durability::EachCommit, {first});
        QVERIFY(!database.isReady());
        QCOMPARE(database.trouble(), Database::Trouble::TooNew);
    }

private:
    QString file() const { return m_directory->filePath(u"file.db"_s); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
