#include "server/storage/sqlitestatement.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace server;
using namespace Qt::StringLiterals;

// Values come out of a database as they went in, and a statement says what went wrong.
class SqliteStatementTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SqliteConnection> connect()
    {
        return std::move(*SqliteConnection::open(
            m_folder.filePath(m_file), SqliteConnection::Access::ReadWrite));
    }

    QTemporaryDir m_folder;
    QString m_file;
    std::unique_ptr<SqliteConnection> m_connection;

private Q_SLOTS:
    void init()
    {
        static int files = 0;
        m_file = u"file-%1"_s.arg(++files);
        m_connection = connect();
        QVERIFY(m_connection->run(u"CREATE TABLE things (number INTEGER PRIMARY KEY, whole, "
                                  "bytes BLOB NOT NULL, words TEXT NOT NULL)"_s));
    }

    void cleanup() { m_connection.reset(); }

    void valuesComeBackAsTheyWere_data()
    {
        QTest::addColumn<qint64>("whole");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("plain") << qint64{7} << QByteArray("abc") << u"abc"_s;
        QTest::newRow("empty") << qint64{0} << QByteArray("") << u""_s;
        QTest::newRow("null") << qint64{-1} << QByteArray() << QString();
        QTest::newRow("large") << std::numeric_limits<qint64>::max() << QByteArray(100'000, 'x')
                               << QString(100'000, u'가');
        QTest::newRow("small") << std::numeric_limits<qint64>::min() << QByteArray("\0a\0", 3)
                               << u"회의 👩‍👩‍👧 é"_s;
        QTest::newRow("no UTF-8") << qint64{1} << QByteArray("\xff\xfe\x00\x80", 4) << u"'\"\\"_s;
    }

    void valuesComeBackAsTheyWere()
    {
        QFETCH(qint64, whole);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        SqliteStatement insert(
            *m_connection, u"INSERT INTO things (whole, bytes, words) VALUES (?, ?, ?)"_s);
        SqliteStatement select(*m_connection, u"SELECT whole, bytes, words FROM things"_s);
        QVERIFY(insert.change(whole, bytes, words));
        QVERIFY(insert.change(whole, bytes, Utf8Text{words.toUtf8()}));
        QVERIFY(select.run());
        for (int row = 0; row < 2; ++row) {
            QVERIFY(select.next());
            QCOMPARE(select.integer(0), whole);
            QCOMPARE(select.bytes(1), bytes);
            QCOMPARE(select.view(1).toByteArray(), bytes);
            QCOMPARE(select.text(2), words);
            QVERIFY(!select.isNull(1) && !select.isNull(2));
            QCOMPARE(select.value(0), QVariant(whole));
            QCOMPARE(select.value(1).typeId(), int(QMetaType::QByteArray));
            QCOMPARE(select.value(2).typeId(), int(QMetaType::QString));
        }
        QVERIFY(!select.next());
        QVERIFY(!select.next());
        QVERIFY(select.finish());
    }

    void runningAgainStartsAnew()
    {
        SqliteStatement count(*m_connection,
            u"WITH RECURSIVE numbers (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers "
            "LIMIT 5) SELECT n FROM numbers"_s);
        QVERIFY(count.run(qint64{1}));
        QVERIFY(count.next() && count.next());
        QCOMPARE(count.integer(0), 2);
        QVERIFY(count.run(qint64{10}));
        for (qint64 expected = 10; expected < 15; ++expected) {
            QVERIFY(count.next());
            QCOMPARE(count.integer(0), expected);
        }
        QVERIFY(!count.next());
    }

    void whatIsAskedWithMayBeGoneWhileThereAreRows()
    {
        SqliteStatement echo(*m_connection, u"SELECT ? UNION ALL SELECT ?"_s);
        {
            QByteArray bytes(64, 'b');
            QByteArray more(64, 'm');
            QVERIFY(echo.run(bytes, more));
            bytes.fill('x');
            more.fill('x');
        }
        QVERIFY(echo.next());
        QCOMPARE(echo.bytes(0), QByteArray(64, 'b'));
        QVERIFY(echo.next());
        QCOMPARE(echo.bytes(0), QByteArray(64, 'm'));
    }

    void rowsAreCopiedAsTheyAre()
    {
        QVERIFY(m_connection->run(
            u"INSERT INTO things (number, whole, bytes, words) VALUES (1, NULL, x'', ''), "
            "(2, 1.5, x'00ff', '회의'), (3, 'text', 'no blob', x'01')"_s));
        QVERIFY(m_connection->run(u"CREATE TABLE others AS SELECT * FROM things WHERE 0"_s));
        SqliteStatement rows(*m_connection, u"SELECT rowid, * FROM things ORDER BY number"_s);
        SqliteStatement insert(*m_connection, u"INSERT INTO others VALUES (?, ?, ?, ?)"_s);
        QVERIFY(rows.run());
        while (rows.next())
            QVERIFY(insert.changeByRow(rows, 1));
        const auto differing = m_connection->value(
            u"SELECT count(*) FROM things JOIN others ON others.number = things.number "
            "WHERE typeof(things.whole) = typeof(others.whole) AND things.whole IS others.whole "
            "AND typeof(things.bytes) = typeof(others.bytes) AND things.bytes IS others.bytes "
            "AND typeof(things.words) = typeof(others.words) AND things.words IS others.words"_s);
        QCOMPARE(differing->toInt(), 3);
    }

    void aRowThatMayNotBeIsAConstraintViolation()
    {
        SqliteStatement insert(
            *m_connection, u"INSERT INTO things (number, bytes, words) VALUES (?, x'', '')"_s);
        QVERIFY(insert.change(qint64{1}));
        const auto again = insert.change(qint64{1});
        QVERIFY(!again);
        QVERIFY(insert.isConstraintViolation());
        QCOMPARE(again.error().code, "storage-failed");
        QVERIFY(again.error().detail.contains(u"UNIQUE"));
        QVERIFY(insert.change(qint64{2}));
        QVERIFY(!insert.isConstraintViolation());
        QCOMPARE(insert.lastInsertId(), 2);
    }

    void whatWasChangedIsCounted()
    {
        SqliteStatement insert(
            *m_connection, u"INSERT INTO things (bytes, words) VALUES (x'', '')"_s);
        for (int i = 0; i < 3; ++i)
            QVERIFY(insert.change());
        SqliteStatement remove(*m_connection, u"DELETE FROM things WHERE number < ?"_s);
        QVERIFY(remove.change(qint64{3}));
        QCOMPARE(remove.changedRows(), 2);
    }

    void aStatementThatDoesNotFitSaysWhy()
    {
        SqliteStatement wrong(*m_connection, u"SELECT word FROM nowhere"_s);
        QVERIFY(wrong.preparationError().isValid());
        QVERIFY(wrong.preparationError().text.contains(u"nowhere"));
        QVERIFY(!wrong.run());
        QVERIFY(!wrong.next());
        QVERIFY(!wrong.change(qint64{1}, QByteArray("a"), u"b"_s));
        QVERIFY(!wrong.finish());
    }

    void aChangeHoldsNobodyUp()
    {
        const auto other = connect();
        SqliteStatement insert(*m_connection,
            u"INSERT INTO things (bytes, words) VALUES (x'', '') RETURNING number"_s);
        QVERIFY(insert.change());
        QVERIFY(other->run(u"PRAGMA busy_timeout = 0"_s));
        QVERIFY(other->run(u"DROP TABLE things"_s));
    }

    void anErrorBetweenRowsIsToldAtTheEnd()
    {
        SqliteStatement absolute(
            *m_connection, u"SELECT abs(1) UNION ALL SELECT abs(-9223372036854775808)"_s);
        QVERIFY(absolute.run());
        QVERIFY(absolute.next());
        QVERIFY(!absolute.next());
        const auto finished = absolute.finish();
        QVERIFY(!finished);
        QVERIFY(finished.error().detail.contains(u"overflow"));
    }

    void aStatementMayOutliveItsConnection()
    {
        SqliteStatement select(*m_connection, u"SELECT count(*) FROM things"_s);
        QVERIFY(select.run() && select.next());
        m_connection.reset();
        QCOMPARE(select.integer(0), 0);
    }
};

QTEST_GUILESS_MAIN(SqliteStatementTest)
#include "tst_sqlitestatement.moc"
