// What strangers do to a maru-server, while others beside them go on talking and notice nothing:
// every script of a hostile input (M-…), of tests/wire and of this folder, and the inputs that are
// more than a script.

#include "tests/system/hostile/hostileinput.h"
#include "tests/wire/scriptrows.h"
#include "tests/wire/scriptrunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using hostile::HostileInput;
using hostile::WatchedServer;

class TestHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();
    void nobodyNoticesAScript_data();
    void nobodyNoticesAScript();
    void nobodyNoticesAnAttack_data();
    void nobodyNoticesAnAttack();
    void theServersGiveBackWhatTheyTook();

private:
    WatchedServer *server(const wire::ServerSettings &settings);

    QTemporaryDir m_directory;
    std::vector<std::unique_ptr<WatchedServer>> m_servers;
};

Q_DECLARE_METATYPE(HostileInput)

namespace {

bool isHostile(const wire::Script &script)
{
    const bool isInput = std::any_of(script.requirements.begin(), script.requirements.end(),
        [](const QByteArray &number) { return number.startsWith("M-"); });
    return isInput && !script.server.options.contains(u"--endpoint"_s);
}

} // namespace

void TestHostile::cleanupTestCase()
{
    m_servers.clear();
}

void TestHostile::nobodyNoticesAScript_data()
{
    QTest::addColumn<wire::Script>("script");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<wire::Carrier>("carrier");

    for (const QString &name : {QStringLiteral(WIRE_SCRIPTS), QStringLiteral(HOSTILE_SCRIPTS)}) {
        const wire::ScriptFolder folder = wire::readScripts(name);
        QVERIFY2(folder.complaint.isEmpty(), folder.complaint);
        for (const auto &[file, script] : folder.scripts) {
            // One version is enough here: the others are what tst_wire is for.
            if (isHostile(script))
                wire::addRows(file, script, script.versions.back());
        }
    }
}

void TestHostile::nobodyNoticesAScript()
{
    QFETCH(wire::Script, script);
    QFETCH(QByteArray, version);
    QFETCH(wire::Carrier, carrier);

    WatchedServer *watched = server(script.server);
    QVERIFY(watched);
    wire::ScriptRunner runner(carrier, watched->port(carrier), version);
    const QByteArray wrong = runner.run(script);
    QVERIFY2(wrong.isEmpty(), wrong);
    const QByteArray strange = watched->expectPeace();
    QVERIFY2(strange.isEmpty(), strange);
}

void TestHostile::nobodyNoticesAnAttack_data()
{
    QTest::addColumn<HostileInput>("input");

    for (const auto &inputs : {hostile::byteInputs(), hostile::connectingInputs(),
             hostile::floodInputs(), hostile::readerInputs(), hostile::resourceInputs(),
             hostile::webSocketInputs(), hostile::applicationInputs()}) {
        for (const HostileInput &input : inputs)
            QTest::newRow(input.name) << input;
    }
}

void TestHostile::nobodyNoticesAnAttack()
{
    QFETCH(HostileInput, input);

    WatchedServer *watched = server(input.server);
    QVERIFY(watched);
    const QByteArray wrong = input.attack(*watched);
    QVERIFY2(wrong.isEmpty(), wrong);
    const QByteArray strange = watched->expectPeace();
    QVERIFY2(strange.isEmpty(), strange);
}

void TestHostile::theServersGiveBackWhatTheyTook()
{
    QVERIFY(!m_servers.empty());
    for (const auto &watched : m_servers) {
        watched->setWatched(true);
        const QByteArray strange = watched->expectCleanEnd();
        QVERIFY2(strange.isEmpty(), strange + " (" + watched->settings().limits + ')');
    }
}

WatchedServer *TestHostile::server(const wire::ServerSettings &settings)
{
    for (const auto &watched : m_servers)
        watched->setWatched(watched->settings() == settings);
    const auto found = std::find_if(m_servers.begin(), m_servers.end(),
        [&](const auto &watched) { return watched->settings() == settings; });
    if (found != m_servers.end())
        return found->get();
    auto watched =
        std::make_unique<WatchedServer>(settings, QString::number(m_servers.size()), m_directory);
    if (const QByteArray strange = watched->start(); !strange.isEmpty()) {
        qWarning("%s", strange.constData());
        return nullptr;
    }
    m_servers.push_back(std::move(watched));
    return m_servers.back().get();
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
