// Every rule of the protocol on the wire: the scripts of scripts/, against the real maru-server,
// over each carrier it offers.

#include "tests/support/serverprocess.h"
#include "tests/wire/scriptrows.h"
#include "tests/wire/scriptrunner.h"
#include "tests/wire/servercommand.h"

#include <QTemporaryDir>
#include <QTest>

class TestWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();
    void theServerKeepsTheRules_data();
    void theServerKeepsTheRules();

private:
    struct RunningServer {
        wire::ServerSettings settings;
        std::unique_ptr<test::ServerProcess> process;
    };

    test::ServerProcess *server(const wire::ServerSettings &settings);

    QTemporaryDir m_directory;
    std::vector<RunningServer> m_servers;
};

void TestWire::cleanupTestCase()
{
    for (RunningServer &server : m_servers) {
        server.process->askToStop();
        const auto exit = server.process->waitForExit();
        QVERIFY2(exit, server.process->log());
        QCOMPARE(exit->code, 0);
    }
}

void TestWire::theServerKeepsTheRules_data()
{
    QTest::addColumn<wire::Script>("script");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<wire::Carrier>("carrier");

    const wire::ScriptFolder folder =
        wire::readScripts(qEnvironmentVariable("MARU_WIRE_SCRIPTS", QStringLiteral(WIRE_SCRIPTS)));
    QVERIFY2(folder.complaint.isEmpty(), folder.complaint);
    for (const auto &[file, script] : folder.scripts) {
        for (const QByteArray &version : script.versions)
            wire::addRows(file, script, version);
    }
}

void TestWire::theServerKeepsTheRules()
{
    QFETCH(wire::Script, script);
    QFETCH(QByteArray, version);
    QFETCH(wire::Carrier, carrier);

    test::ServerProcess *process = server(script.server);
    QVERIFY2(process->isRunning(), qPrintable(process->whyNot()));
    const quint16 port = carrier == wire::Carrier::Tcp ? process->tcpPort() : process->port();
    wire::ScriptRunner runner(carrier, port, version);
    const QByteArray wrong = runner.run(script);
    QVERIFY2(wrong.isEmpty(), wrong);
    QVERIFY(process->isRunning());
}

test::ServerProcess *TestWire::server(const wire::ServerSettings &settings)
{
    for (const RunningServer &running : m_servers) {
        if (running.settings == settings)
            return running.process.get();
    }
    const QString name = QString::number(m_servers.size());
    m_servers.push_back({settings,
        std::make_unique<test::ServerProcess>(wire::serverArguments(settings, name, m_directory))});
    m_servers.back().process->start();
    return m_servers.back().process.get();
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
