// Every rule of the protocol on the wire: the scripts of scripts/, against the real maru-server,
// over each carrier it offers.

#include "tests/support/serverprocess.h"
#include "tests/wire/scriptrunner.h"
#include "tests/wire/servercommand.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

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
    void addRows(const QString &file, const wire::Script &script);

    QTemporaryDir m_directory;
    std::vector<RunningServer> m_servers;
};

Q_DECLARE_METATYPE(wire::Script)
Q_DECLARE_METATYPE(wire::Carrier)

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

    const QDir folder(qEnvironmentVariable("MARU_WIRE_SCRIPTS", QStringLiteral(WIRE_SCRIPTS)));
    for (const QString &name : folder.entryList({u"*.stomp"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
        const wire::ScriptFile content = wire::parseScripts(file.readAll());
        QVERIFY2(
            content.complaint.isEmpty(), qPrintable(name) + QByteArray(": ") + content.complaint);
        for (const wire::Script &script : content.scripts)
            addRows(name.chopped(6), script);
    }
}

void TestWire::addRows(const QString &file, const wire::Script &script)
{
    for (const QByteArray &version : script.versions) {
        const QByteArray row = file.toUtf8() + ": " + script.requirements.join(' ') + ' '
            + script.title + (script.versions.size() > 1 ? " in " + version : QByteArray());
        if (script.runsOverWebSocket)
            QTest::newRow(row + " (WebSocket)") << script << version << wire::Carrier::WebSocket;
        if (script.runsOverTcp)
            QTest::newRow(row + " (TCP)") << script << version << wire::Carrier::Tcp;
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
