// What maru-server says and how it ends when it cannot start: one clear line and an exit status by
// cause.

#include "tests/support/serverprocess.h"
#include "tests/support/stompdialogue.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using test::runServer;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
    file.write(content);
}

// The run ended with this status and one line that has this text in it.
void compare(const test::FinishedRun &run, int code, const QByteArray &text)
{
    QVERIFY2(run.ended, run.errors);
    QCOMPARE(run.code, code);
    QVERIFY2(run.errors.contains(text), run.errors);
    QCOMPARE(run.errors.trimmed().count('\n'), 0);
    QVERIFY(run.output.isEmpty());
}

} // namespace

class TestOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWrongOptionOrFileIsNamed_data();
    void aWrongOptionOrFileIsNamed();
    void anAddressInUseIsNamed();
    void aDataFolderThatIsAFileIsNamed();
    void aDataFolderOfARunningServerIsLeftAlone();
    void aFreePortIsReported();
    void severalListenersAreReported();
    void theConfigurationFileSetsOptionsAndTheCommandLineWins();
    void helpAndVersionGoToStandardOutput_data();
    void helpAndVersionGoToStandardOutput();
    void aPasscodeIsAskedForWhereAFileSaysSo();

private:
    QTemporaryDir m_directory;
};

void TestOptions::aWrongOptionOrFileIsNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");

    const QString broken = m_directory.filePath(u"broken.toml"_s);
    const QString unknownKey = m_directory.filePath(u"unknown.toml"_s);
    write(broken, "rooms = [\n");
    write(unknownKey, "no-such-key = 1\n");
    QTest::newRow("unknown option")
        << QStringList{u"--no-such-option"_s} << QByteArray("--no-such-option");
    QTest::newRow("bad address") << QStringList{u"--listen"_s, u"nowhere"_s}
                                 << QByteArray("nowhere");
    QTest::newRow("port too large")
        << QStringList{u"--listen"_s, u"127.0.0.1:70000"_s} << QByteArray("70000");
    QTest::newRow("bad choice") << QStringList{u"--rooms"_s, u"shut"_s} << QByteArray("shut");
    QTest::newRow("bad number") << QStringList{u"--workers"_s, u"many"_s} << QByteArray("many");
    QTest::newRow("bad level") << QStringList{u"--log-level"_s, u"loud"_s} << QByteArray("loud");
    QTest::newRow("no configuration file")
        << QStringList{u"--config"_s, u"/no/such/file.toml"_s} << QByteArray("/no/such/file.toml");
    QTest::newRow("broken configuration file")
        << QStringList{u"--config"_s, broken} << QByteArray("broken.toml");
    QTest::newRow("unknown key") << QStringList{u"--config"_s, unknownKey}
                                 << QByteArray("no-such-key");
    QTest::newRow("no password file") << QStringList{u"--password-file"_s, u"/no/such/password"_s}
                                      << QByteArray("/no/such/password");
}

void TestOptions::aWrongOptionOrFileIsNamed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    compare(runServer(arguments + QStringList{u"--data"_s, m_directory.filePath(u"unused"_s)}), 2,
        named);
    QVERIFY(!QDir(m_directory.filePath(u"unused"_s)).exists());
}

void TestOptions::anAddressInUseIsNamed()
{
    QTcpServer occupier;
    QVERIFY(occupier.listen(QHostAddress::LocalHost));
    const QString address = u"127.0.0.1:%1"_s.arg(occupier.serverPort());

    compare(runServer({u"--in-memory"_s, u"--listen"_s, address}), 3, address.toUtf8());
}

void TestOptions::aDataFolderThatIsAFileIsNamed()
{
    const QString file = m_directory.filePath(u"a-file"_s);
    write(file, "precious");

    compare(runServer({u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, file}), 4, file.toUtf8());

    QFile content(file);
    QVERIFY(content.open(QIODevice::ReadOnly));
    QCOMPARE(content.readAll(), "precious");
}

void TestOptions::aDataFolderOfARunningServerIsLeftAlone()
{
    test::ServerProcess first;
    QVERIFY2(first.start(), qPrintable(first.whyNot()));

    compare(runServer({u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, first.dataDirectory()}), 4,
        first.dataDirectory().toUtf8());

    test::StompDialogue ann(first.url());
    QVERIFY(ann.connectAs("Ann"));
}

void TestOptions::aFreePortIsReported()
{
    test::ServerProcess server({u"--endpoint"_s, u"/chat"_s});
    QVERIFY2(server.start(), qPrintable(server.whyNot()));

    QCOMPARE(server.url().scheme(), u"ws"_s);
    QCOMPARE(server.url().host(), u"127.0.0.1"_s);
    QCOMPARE(server.url().path(), u"/chat"_s);
    QVERIFY(server.port() != 0);
}

void TestOptions::severalListenersAreReported()
{
    test::ServerProcess server({u"--listen"_s, u"127.0.0.1:0"_s, u"--listen"_s, u"[::1]:0"_s});
    QVERIFY2(server.start(), qPrintable(server.whyNot()));

    QCOMPARE(server.urls().size(), 3);
    for (const QUrl &url : server.urls()) {
        test::StompDialogue person(url);
        QVERIFY2(person.connectAs("Ann"), qPrintable(url.toString()));
    }
}

void TestOptions::theConfigurationFileSetsOptionsAndTheCommandLineWins()
{
    const QString file = m_directory.filePath(u"good.toml"_s);
    write(file, "endpoint = \"/from-file\"\napplication-prefix = \"/app\"\n");
    test::ServerProcess server({u"--config"_s, file, u"--endpoint"_s, u"/from-command-line"_s});
    QVERIFY2(server.start(), qPrintable(server.whyNot()));

    QCOMPARE(server.url().path(), u"/from-command-line"_s);
    test::StompDialogue ann(server.url());
    QVERIFY(ann.connectAs("Ann"));
    QCOMPARE(ann.connectedHeaders().value("application-prefix"), "/app");
}

void TestOptions::helpAndVersionGoToStandardOutput_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("help") << u"--help"_s << QByteArray("--allow-origin");
    QTest::newRow("version") << u"--version"_s << QByteArray(MARU_VERSION);
}

void TestOptions::helpAndVersionGoToStandardOutput()
{
    QFETCH(QString, option);
    QFETCH(QByteArray, text);
    const auto run = runServer({option});
    QVERIFY(run.ended);
    QCOMPARE(run.code, 0);
    QVERIFY2(run.output.contains(text), run.output);
}

void TestOptions::aPasscodeIsAskedForWhereAFileSaysSo()
{
    const QString file = m_directory.filePath(u"password"_s);
    write(file, "open sesame\n");
    test::ServerProcess server({u"--password-file"_s, file});
    QVERIFY2(server.start(), qPrintable(server.whyNot()));

    test::StompDialogue without(server.url());
    test::StompDialogue wrong(server.url());
    test::StompDialogue right(server.url());
    QVERIFY(!without.connectAs("Ann"));
    QVERIFY(!wrong.connectAs("Ann", "passcode:open\n"));
    QVERIFY(right.connectAs("Ann", "passcode:open sesame\n"));
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
