// maru-server backup, restore and export, beside a server that runs and without one.

#include "tests/support/roomreading.h"
#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using stomp::Command;
using test::runServer;
using test::StompDialogue;

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestMaintenance : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;

    QString path(const QString &name) const { return m_directory.filePath(name); }

    static void sendAll(StompDialogue &person, int from, int count)
    {
        for (int number = from; number < from + count; ++number) {
            const QByteArray id = QByteArray::number(number);
            person.send(
                "SEND\ndestination:/publish/chat/general\nreceipt:" + id + "\n\ntext " + id);
        }
    }
    static void takeReceipts(StompDialogue &person, int count)
    {
        for (int i = 0; i < count; ++i) {
            const auto receipt = person.next();
            QVERIFY(receipt);
            QCOMPARE(receipt->command, Command::Receipt);
        }
    }

private Q_SLOTS:
    void aBackupWhileMessagesAreWrittenHasAllReceiptedBefore()
    {
        test::ServerProcess server;
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        StompDialogue ann(server.url());
        QVERIFY(ann.connectAs("Ann"));
        sendAll(ann, 1, 1000);
        takeReceipts(ann, 400); // these are receipted before the backup begins
        const QString file = path(u"copy"_s);
        const auto backup = runServer({u"backup"_s, file, u"--data"_s, server.dataDirectory()});
        QVERIFY2(backup.ended, backup.errors);
        QVERIFY2(backup.code == 0, backup.errors);
        QVERIFY(backup.output.startsWith(file.toUtf8()));
        takeReceipts(ann, 600);

        const QString elsewhere = path(u"elsewhere"_s);
        const auto restored = runServer({u"--data"_s, elsewhere, u"restore"_s, file});
        QVERIFY2(restored.ended && restored.code == 0, restored.errors);
        const auto exported = runServer(
            {u"export"_s, u"general"_s, u"-"_s, u"--format"_s, u"json"_s, u"--data"_s, elsewhere});
        QVERIFY2(exported.ended && exported.code == 0, exported.errors);
        const QJsonArray entries = QJsonDocument::fromJson(exported.output)[u"entries"].toArray();
        QVERIFY2(entries.size() >= 400, QByteArray::number(entries.size()));
        for (int i = 0; i < entries.size(); ++i) {
            QCOMPARE(entries[i][u"seq"].toInt(), i + 1);
            QCOMPARE(entries[i][u"text"].toString(), u"text %1"_s.arg(i + 1));
        }
    }

    void aServerServesWhatWasRestored()
    {
        test::ServerProcess server;
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        const QStringList data{u"--data"_s, server.dataDirectory()};
        const QString file = path(u"before"_s);
        {
            StompDialogue ann(server.url());
            QVERIFY(ann.connectAs("Ann"));
            sendAll(ann, 1, 3);
            takeReceipts(ann, 3);
            QCOMPARE(runServer(QStringList{u"backup"_s, file} + data).code, 0);
            sendAll(ann, 4, 2);
            takeReceipts(ann, 2);
        }
        const auto refused = runServer(QStringList{u"restore"_s, file} + data);
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.errors.contains("locked"), refused.errors);
        server.askToStop();
        QVERIFY(server.waitForExit());
        const auto restored = runServer(QStringList{u"restore"_s, file} + data);
        QVERIFY2(restored.code == 0, restored.errors);
        QVERIFY2(restored.output.contains("before-restore"), restored.output);
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        StompDialogue bob(server.url());
        QVERIFY(bob.connectAs("Bob"));
        QCOMPARE(test::readWholeRoom(bob, "general").size(), 3U);
        const QByteArray hits = bob.ask("/publish/search", "query:text\n");
        QCOMPARE(QJsonDocument::fromJson(hits)[u"hits"].toArray().size(), 3);
    }

    void aRoomIsExportedBesideARunningServer()
    {
        test::ServerProcess server;
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        const QStringList data{u"--data"_s, server.dataDirectory()};
        StompDialogue ann(server.url());
        QVERIFY(ann.connectAs("Ann"));
        ann.send("SEND\ndestination:/publish/chat/general\nreceipt:1\n\n안녕 <b>");
        takeReceipts(ann, 1);
        const std::map<QString, QByteArray> files{{u"a.html"_s, "안녕 &lt;b&gt;"},
            {u"a.json"_s, "안녕 <b>"}, {u"a.txt"_s, "Ann: 안녕 <b>"}};
        for (const auto &[name, text] : files) {
            const auto run = runServer(QStringList{u"export"_s, u"general"_s, path(name)} + data);
            QVERIFY2(run.ended && run.code == 0, run.errors);
            QVERIFY2(contentOf(path(name)).contains(text), contentOf(path(name)));
        }
    }

    void whatCannotBeDoneIsSaidInOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("named");
        const QStringList empty{u"--data"_s, path(u"none"_s)};
        const auto row = [](const char *name, const QStringList &arguments, int code,
                             const QByteArray &named) {
            QTest::newRow(name) << arguments << code << named;
        };
        row("backup without a file", {u"backup"_s}, 2, "FILE");
        row("backup of no rooms", QStringList{u"backup"_s, path(u"x"_s)} + empty, 4, "none");
        row("restore of no file", QStringList{u"restore"_s, path(u"y"_s)} + empty, 2, "y");
        row("export without a format", QStringList{u"export"_s, u"a"_s, path(u"x.pdf"_s)} + empty,
            2, "--format");
        row("export in a wrong format",
            QStringList{u"export"_s, u"a"_s, u"-"_s, u"--format"_s, u"pdf"_s} + empty, 2,
            "html, json or text");
        row("export of no rooms", QStringList{u"export"_s, u"a"_s, path(u"x.html"_s)} + empty, 4,
            "none");
        row("in memory", {u"--in-memory"_s, u"backup"_s, path(u"x"_s)}, 2, "--in-memory");
    }

    void whatCannotBeDoneIsSaidInOneLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const auto run = runServer(arguments);
        QVERIFY2(run.ended, run.errors);
        QTEST(run.code, "code");
        QVERIFY2(run.errors.contains(named), run.errors);
        QCOMPARE(run.errors.trimmed().count('\n'), 0);
        QVERIFY(run.output.isEmpty());
        QVERIFY(!QFile::exists(path(u"x"_s)) && !QFile::exists(path(u"none"_s)));
    }

    void aRoomThatIsNotThereIsNamed()
    {
        test::ServerProcess server;
        QVERIFY2(server.start(), qPrintable(server.whyNot()));
        const auto run = runServer(
            {u"export"_s, u"nowhere"_s, path(u"n.html"_s), u"--data"_s, server.dataDirectory()});
        QCOMPARE(run.code, 2);
        QVERIFY2(run.errors.contains("nowhere"), run.errors);
        QVERIFY(!QFile::exists(path(u"n.html"_s)));
    }
};

QTEST_GUILESS_MAIN(TestMaintenance)
#include "tst_maintenance.moc"
