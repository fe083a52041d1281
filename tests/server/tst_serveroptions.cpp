// The command line and the configuration file of maru-server: what they set, and what they complain
// of.

#include "server/commandline.h"
#include "server/configfile.h"
#include "server/logging.h"
#include "server/optionvalues.h"
#include "tests/stomp/certificates.h"

#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using server::CommandLine;
using server::parseCommandLine;
using server::ProgramOptions;

namespace {

using Arguments = std::vector<std::string>;

ProgramOptions parsed(const Arguments &arguments)
{
    const auto line = parseCommandLine(arguments);
    return line ? line->options : ProgramOptions();
}

QString write(const QTemporaryDir &directory, const QString &name, const QByteArray &text)
{
    QFile file(directory.filePath(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return file.fileName();
}

} // namespace

class TestServerOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreThoseOfTheContract();
    void everyOptionHasItsEffect();
    void wrongValuesAreNamed_data();
    void wrongValuesAreNamed();
    void addressesAreRead_data();
    void addressesAreRead();
    void commandsAreRead();
    void helpNamesEveryOption();
    void theCommandLineWinsOverTheFile();
    void theFileSetsLimits();
    void limitsArePrinted();
    void everyLimitTakesItsBounds();
    void mistakesInTheFileAreNamedWithTheirLine_data();
    void mistakesInTheFileAreNamedWithTheirLine();
    void aPasscodeIsTheFirstLineOfItsFile();
    void anEmptyPasswordFileIsRefused();
    void aCertificateAndItsKeyAreRead();
    void wrongCertificatesAndKeysAreNamed_data();
    void wrongCertificatesAndKeysAreNamed();
    void logLinesCannotBeForged();
};

void TestServerOptions::defaultsAreThoseOfTheContract()
{
    const auto line = parseCommandLine({});
    QVERIFY(line.hasValue());
    QVERIFY(!line->answer);
    const server::ServerOptions &options = line->options.server;
    QCOMPARE(options.listen.size(), std::size_t(1));
    QCOMPARE(options.listen[0].address, QHostAddress(QHostAddress::Any));
    QCOMPARE(int(options.listen[0].port), 7666);
    QCOMPARE(options.worker.handshake.endpoint, "/ws-connect");
    QCOMPARE(options.prefixes.application, "/publish");
    QCOMPARE(options.prefixes.broker, "/subscribe");
    QVERIFY(options.listenTcp.empty());
    QVERIFY(options.worker.tcpLineFeeds);
    QVERIFY(options.tls.certificates.isEmpty());
    QCOMPARE(options.worker.session.protocol.limits.body, 1024 * 1024);
    QCOMPARE(options.worker.tcpBody, 16 * 1024 * 1024);
    QCOMPARE(options.mostPerAddress, 0);
    QVERIFY(!options.inMemory);
    QVERIFY2(options.dataDirectory.endsWith(QStringLiteral("/maru/server")),
        qPrintable(options.dataDirectory));
    QVERIFY(options.workers >= 1 && options.workers <= 8);
    QVERIFY(options.worker.session.protocol.passcode.isEmpty());
}

void TestServerOptions::everyOptionHasItsEffect()
{
    const ProgramOptions options = parsed({"--listen", "127.0.0.1:0", "--listen=[::1]:80",
        "--endpoint", "/chat", "--allow-origin", "https://a.example", "--allow-origin", "*",
        "--server-name", "chat.example", "--application-prefix", "/app", "--broker-prefix", "/live",
        "--tcp", "127.0.0.1:0", "--tcp", "[::1]:61613", "--tcp-line-feed", "off", "--rooms",
        "listed", "--queue-overflow", "dead-letter", "--topic-overflow", "drop", "--in-memory",
        "--retention-count", "1000", "--retention-days", "30", "--workers", "3", "--log-level",
        "debug", "--announce", "  The kitchen "});
    const server::ServerOptions &server = options.server;
    QCOMPARE(server.listen.size(), std::size_t(2));
    QCOMPARE(server::toBytes(server.listen[0]), "127.0.0.1:0");
    QCOMPARE(options.announcedName, QStringLiteral("The kitchen"));
    QCOMPARE(server::toBytes(server.listen[1]), "[::1]:80");
    QCOMPARE(server.listenTcp.size(), std::size_t(2));
    QCOMPARE(server::toBytes(server.listenTcp[1]), "[::1]:61613");
    QCOMPARE(server.listenTcp[0].protocol, server::Protocol::Tcp);
    QVERIFY(!server.worker.tcpLineFeeds);
    QCOMPARE(server.worker.handshake.endpoint, "/chat");
    QCOMPARE(server.worker.handshake.origin.allowed,
        (std::vector<QByteArray>{"https://a.example", "*"}));
    QCOMPARE(server.worker.handshake.origin.serverNames, std::vector<QByteArray>{"chat.example"});
    QCOMPARE(server.prefixes.application, "/app");
    QCOMPARE(server.prefixes.broker, "/live");
    QCOMPARE(server.rooms.opening, server::RoomOpening::Listed);
    QCOMPARE(server.broker.queueOverflow, server::QueueOverflow::DeadLetter);
    QCOMPARE(server.worker.session.topicOverflow, server::TopicOverflow::Drop);
    QVERIFY(server.inMemory);
    QCOMPARE(server.workers, 3);
    QCOMPARE(server.log.maximumEntries, 1000);
    QCOMPARE(server.log.maximumAgeMs, 30LL * 24 * 60 * 60 * 1000);
    QCOMPARE(options.logLevel, server::LogLevel::Debug);
    QCOMPARE(parsed({"--data", "/tmp/rooms"}).server.dataDirectory, QStringLiteral("/tmp/rooms"));
}

// S-369
void TestServerOptions::wrongValuesAreNamed_data()
{
    QTest::addColumn<Arguments>("arguments");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const Arguments &arguments, const char *named) {
        QTest::newRow((arguments[0] + ' ' + (arguments.size() > 1 ? arguments[1] : "")).c_str())
            << arguments << QByteArray(named);
    };
    row({"--listen", "7666"}, "--listen");
    row({"--listen", "::1:7666"}, "--listen");
    row({"--listen", "127.0.0.1:65536"}, "127.0.0.1:65536");
    row({"--listen", "host.example:80"}, "--listen");
    row({"--announce", " "}, "--announce");
    row({"--endpoint", "chat"}, "--endpoint");
    row({"--endpoint", "/a?b"}, "--endpoint");
    row({"--allow-origin", "https://a.example/"}, "--allow-origin");
    row({"--allow-origin", "a.example"}, "--allow-origin");
    row({"--server-name", "a:80"}, "--server-name");
    row({"--application-prefix", "publish"}, "--application-prefix");
    row({"--application-prefix", "/topic"}, "--application-prefix");
    row({"--broker-prefix", "/user/x"}, "--broker-prefix");
    row({"--broker-prefix", "/publish"}, "--broker-prefix");
    row({"--broker-prefix", "/publish/live"}, "--broker-prefix");
    row({"--rooms", "shut"}, "open or listed");
    row({"--queue-overflow", "wait"}, "reject, drop-oldest or dead-letter");
    row({"--topic-overflow", "wait"}, "disconnect or drop");
    row({"--tls-client-ca", "/no/such/file"}, "--tls-client-ca");
    row({"--preset", "rabbit"}, "--preset"); // there are none (S-274, S-281)
    row({"--workers", "0"}, "a number from 1 to 64");
    row({"--workers", "65"}, "--workers");
    row({"--retention-count", "-1"}, "a number of entries, or 0 for all");
    row({"--retention-days", "40000"}, "a number of days up to 36500, or 0 for ever");
    row({"--log-level", "loud"}, "--log-level");
    row({"--password-file", "/no/such/file"}, "/no/such/file");
    row({"--config", "/no/such/file"}, "/no/such/file");
    row({"--data", "/tmp", "--in-memory"}, "--in-memory");
    row({"--listen"}, "--listen");
    row({"--tcp", "61613"}, "--tcp");
    row({"--tcp-line-feed", "maybe"}, "on or off");
    row({"--tls-cert", "/no/such/file"}, "/no/such/file");
    row({"--tls-key", "/no/such/file"}, "/no/such/file");
    row({"--no-such-option"}, "--no-such-option");
    row({"extra"}, "extra");
}

void TestServerOptions::wrongValuesAreNamed()
{
    QFETCH(Arguments, arguments);
    QFETCH(QByteArray, named);
    const auto line = parseCommandLine(arguments);
    QVERIFY(!line);
    QVERIFY2(line.error().contains(named), line.error());
    QVERIFY2(!line.error().contains('\n'), line.error());
}

void TestServerOptions::addressesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("address");
    const auto row = [](const char *text, const char *address) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(address);
    };
    row("127.0.0.1:7666", "127.0.0.1:7666");
    row("[::1]:0", "[::1]:0");
    row("[fe80::1]:80", "[fe80::1]:80");
    row("localhost:80", "127.0.0.1:80");
    row("*:80", "0.0.0.0:80");
    row("0.0.0.0:80", "0.0.0.0:80");
    row("127.0.0.1", "");
    row("127.0.0.1:", "");
    row(":80", "");
    row("127.0.0.1:+80", "");
    row("127.0.0.1:80x", "");
    row("[127.0.0.1]:80", "");
    row("::1:80", "");
    row("", "");
}

void TestServerOptions::addressesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, address);
    const auto read = server::parseListenAddress(text);
    QCOMPARE(read ? server::toBytes(*read) : QByteArray(), address);
}

void TestServerOptions::commandsAreRead()
{
    QVERIFY(!parseCommandLine({})->task);
    const auto backup = parseCommandLine({"backup", "to", "--data", "here"});
    QVERIFY(backup && backup->task);
    QCOMPARE(std::get<server::BackUpTask>(*backup->task).file, QStringLiteral("to"));
    QCOMPARE(backup->options.server.dataDirectory, QStringLiteral("here"));
    const auto restore = parseCommandLine({"--data", "here", "restore", "from"});
    QCOMPARE(std::get<server::RestoreTask>(*restore->task).file, QStringLiteral("from"));
    const auto byEnding = parseCommandLine({"export", "general", "a.txt"});
    const auto &text = std::get<server::ExportTask>(*byEnding->task);
    QCOMPARE(text.room, "general");
    QCOMPARE(int(text.format), int(server::ExportFormat::Text));
    const auto byName = parseCommandLine({"export", "general", "-", "--format", "html"});
    QCOMPARE(
        int(std::get<server::ExportTask>(*byName->task).format), int(server::ExportFormat::Html));
    for (const Arguments &wrong : {Arguments{"backup"}, Arguments{"restore"},
             Arguments{"backup", "a", "b"}, Arguments{"backup", "a", "restore", "b"},
             Arguments{"export", "general"}, Arguments{"export", "general", "a.pdf"}})
        QVERIFY(!parseCommandLine(wrong));
}

void TestServerOptions::helpNamesEveryOption()
{
    const auto line = parseCommandLine({"--help"});
    QVERIFY(line && line->answer);
    for (const server::OptionDefinition &option : server::optionTable())
        QVERIFY2(line->answer->contains(QByteArray("--") + option.name), option.name);
    for (const char *name : {"--config", "--version", "--help", "backup", "restore", "export"})
        QVERIFY2(line->answer->contains(name), name);
    QCOMPARE(*parseCommandLine({"--version"})->answer, "maru-server " MARU_VERSION "\n");
}

void TestServerOptions::theCommandLineWinsOverTheFile()
{
    const QTemporaryDir directory;
    const QString file = write(directory, QStringLiteral("a.toml"),
        "endpoint = \"/file\"\nworkers = 5\nin-memory = true\n"
        "listen = [\"127.0.0.1:1\", \"127.0.0.1:2\"]\nserver-name = \"one.example\"\n");
    const ProgramOptions options =
        parsed({"--endpoint", "/line", "--listen", "127.0.0.1:3", "--config", file.toStdString()});
    QCOMPARE(options.server.worker.handshake.endpoint, "/line");
    QCOMPARE(options.server.workers, 5);
    QVERIFY(options.server.inMemory);
    QCOMPARE(options.server.listen.size(), std::size_t(1));
    QCOMPARE(int(options.server.listen[0].port), 3);
    QCOMPARE(
        options.server.worker.handshake.origin.serverNames, std::vector<QByteArray>{"one.example"});
}

void TestServerOptions::theFileSetsLimits()
{
    ProgramOptions options;
    const auto error = server::applyConfig(options,
        "[limits]\nconnections = 12\nbody = 2048\nlogin-time = 500\nheart-beat = 3000\n"
        "subscriptions = 7\ntext = 99\nmessages-per-minute = 60\nwaiting-bytes = 4096\n",
        "a.toml");
    QVERIFY2(!error, error.value_or(QByteArray()));
    const auto &session = options.server.worker.session;
    QCOMPARE(options.server.mostConnections, 12);
    QCOMPARE(session.protocol.limits.body, 2048);
    QCOMPARE(session.protocol.loginTimeout, std::chrono::milliseconds(500));
    QCOMPARE(session.protocol.heartBeat.sends, std::chrono::milliseconds(3000));
    QCOMPARE(session.protocol.heartBeat.wants, std::chrono::milliseconds(3000));
    QCOMPARE(session.slowReader.bytes, 4096);
    QCOMPARE(options.server.broker.subscriptions, 7);
    QCOMPARE(options.server.rooms.maxText, 99);
    QCOMPARE(options.server.rooms.messagesPerMinute, 60);
}

// S-368: what is printed can be read again, and says what is so.
void TestServerOptions::limitsArePrinted()
{
    const QByteArray defaults = *parseCommandLine({"--limits"})->answer;
    QVERIFY2(defaults.contains("\nbody = 1048576 # 1024 to 1073741824\n"), defaults);
    QVERIFY2(defaults.contains("\nlogin-time = 10000 #"), defaults);
    QCOMPARE(defaults.count('\n'), qsizetype(server::limitTable().size()) + 1);
    QByteArray doubled = "[limits]\n";
    for (const server::LimitDefinition &limit : server::limitTable()) {
        const qint64 value = std::min(limit.largest, 2 * limit.smallest + 1);
        doubled += QByteArray(limit.name) + " = " + QByteArray::number(value) + '\n';
    }
    const QTemporaryDir directory;
    const QString file = write(directory, QStringLiteral("a.toml"), doubled);
    const QByteArray printed =
        *parseCommandLine({"--config", file.toStdString(), "--limits"})->answer;
    QByteArray bare;
    for (const QByteArray &line : printed.trimmed().split('\n'))
        bare += line.left(line.indexOf(" #") < 0 ? line.size() : line.indexOf(" #")) + '\n';
    QCOMPARE(bare, doubled);
}

void TestServerOptions::everyLimitTakesItsBounds()
{
    for (const server::LimitDefinition &limit : server::limitTable()) {
        const auto complaint = [&](qint64 value) {
            ProgramOptions options;
            return server::applyConfig(options,
                QByteArray("[limits]\n") + limit.name + " = " + QByteArray::number(value) + '\n',
                "a.toml");
        };
        QVERIFY2(!complaint(limit.smallest), limit.name);
        QVERIFY2(!complaint(limit.largest), limit.name);
        for (const qint64 beyond : {limit.smallest - 1, limit.largest + 1}) {
            const auto error = complaint(beyond);
            QVERIFY2(error && error->startsWith("a.toml:2: limits."), limit.name);
            QVERIFY2(error->contains(limit.name), limit.name);
        }
    }
}

void TestServerOptions::mistakesInTheFileAreNamedWithTheirLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("complaint");
    QTest::newRow("unknown key") << QByteArray("\nlisten-to = \"x\"\n")
                                 << QByteArray("a.toml:2: listen-to is no option");
    QTest::newRow("unknown limit") << QByteArray("[limits]\n\nbodies = 3\n")
                                   << QByteArray("a.toml:3: limits.bodies is no limit");
    QTest::newRow("limit as text") << QByteArray("[limits]\nbody = \"many\"\n")
                                   << QByteArray("a.toml:2: limits.body should be a number from");
    QTest::newRow("wrong value") << QByteArray("workers = 1000\n")
                                 << QByteArray("a.toml:1: workers is \"1000\", and should be");
    QTest::newRow("list of one") << QByteArray("endpoint = [\"/a\", \"/b\"]\n")
                                 << QByteArray("a.toml:1: endpoint should be one value");
    QTest::newRow("empty list") << QByteArray("listen = []\n")
                                << QByteArray("a.toml:1: listen should be text or a list");
    QTest::newRow("limits as number")
        << QByteArray("limits = 3\n") << QByteArray("a.toml:1: limits should be a table");
    QTest::newRow("no TOML") << QByteArray("workers = 1\nworkers = \n") << QByteArray("a.toml:2: ");
    QTest::newRow("file of a file")
        << QByteArray("config = \"b.toml\"\n") << QByteArray("a.toml:1: config is no option");
}

void TestServerOptions::mistakesInTheFileAreNamedWithTheirLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, complaint);
    ProgramOptions options;
    const auto error = server::applyConfig(options, text, "a.toml");
    QVERIFY(error.has_value());
    QVERIFY2(error->startsWith(complaint), *error);
    QVERIFY2(!error->contains('\n'), *error);
}

void TestServerOptions::aPasscodeIsTheFirstLineOfItsFile()
{
    const QTemporaryDir directory;
    for (const QByteArray text : {"open sesame", "open sesame\n", "open sesame\r\nmore\n"}) {
        const QString file = write(directory, QStringLiteral("passcode"), text);
        const ProgramOptions options = parsed({"--password-file", file.toStdString()});
        QCOMPARE(options.server.worker.session.protocol.passcode, "open sesame");
    }
}

void TestServerOptions::anEmptyPasswordFileIsRefused()
{
    const QTemporaryDir directory;
    const QString file = write(directory, QStringLiteral("passcode"), "\nsecond line\n");
    const auto line = parseCommandLine({"--password-file", file.toStdString()});
    QVERIFY(!line);
    QVERIFY(line.error().contains(file.toUtf8()));
    QVERIFY(!line.error().contains("second"));
}

void TestServerOptions::aCertificateAndItsKeyAreRead()
{
    const QTemporaryDir directory;
    const test::Identity here = test::here();
    const QByteArray chain = here.certificate.toPem() + test::elsewhere().certificate.toPem();
    const QString cert = write(directory, QStringLiteral("cert.pem"), chain);
    const QString key = write(directory, QStringLiteral("key.pem"), here.key.toPem());
    const auto line =
        parseCommandLine({"--tls-cert", cert.toStdString(), "--tls-key", key.toStdString()});
    QVERIFY2(line.hasValue(), line ? QByteArray() : line.error());
    QCOMPARE(line->options.server.tls.certificates.size(), 2);
    QCOMPARE(line->options.server.tls.certificates[0], here.certificate);
    QCOMPARE(line->options.server.tls.key, here.key);
    const QSslConfiguration made = server::tlsConfiguration(line->options.server.tls);
    QCOMPARE(made.protocol(), QSsl::TlsV1_2OrLater);
    QCOMPARE(made.peerVerifyMode(), QSslSocket::VerifyNone);
    const auto asking = parseCommandLine({"--tls-cert", cert.toStdString(), "--tls-key",
        key.toStdString(), "--tls-client-ca", cert.toStdString()});
    QVERIFY2(asking.hasValue(), asking ? QByteArray() : asking.error());
    const QSslConfiguration asked = server::tlsConfiguration(asking->options.server.tls);
    QCOMPARE(asked.peerVerifyMode(), QSslSocket::VerifyPeer);
    QCOMPARE(asked.caCertificates().size(), 2);
    QCOMPARE(made.localCertificateChain().size(), 2);
}

void TestServerOptions::wrongCertificatesAndKeysAreNamed_data()
{
    QTest::addColumn<QByteArray>("cert");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("named");
    const QByteArray cert = test::here().certificate.toPem();
    const QByteArray key = test::here().key.toPem();
    QTest::newRow("no key") << cert << QByteArray() << QByteArray("--tls-key");
    QTest::newRow("no certificate") << QByteArray() << key << QByteArray("--tls-cert");
    QTest::newRow("another key") << cert << test::otherHere().key.toPem() << QByteArray("key.pem");
    QTest::newRow("key as certificate") << key << key << QByteArray("cert.pem");
    QTest::newRow("certificate as key") << cert << cert << QByteArray("key.pem");
    QTest::newRow("noise") << QByteArray("noise") << key << QByteArray("cert.pem");
    QTest::newRow("cut key") << cert << key.first(80) << QByteArray("key.pem");
    QTest::newRow("key with a passphrase")
        << cert << test::here().key.toPem("sesame") << QByteArray("key.pem");
}

void TestServerOptions::wrongCertificatesAndKeysAreNamed()
{
    QFETCH(QByteArray, cert);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, named);
    const QTemporaryDir directory;
    Arguments arguments;
    const auto add = [&](const char *option, const QString &name, const QByteArray &text) {
        if (text.isEmpty())
            return;
        arguments.push_back(option);
        arguments.push_back(write(directory, name, text).toStdString());
    };
    add("--tls-cert", QStringLiteral("cert.pem"), cert);
    add("--tls-key", QStringLiteral("key.pem"), key);
    const auto line = parseCommandLine(arguments);
    QVERIFY(!line);
    QVERIFY2(line.error().contains(named), line.error());
    QVERIFY2(!line.error().contains('\n'), line.error());
}

void TestServerOptions::logLinesCannotBeForged()
{
    QCOMPARE(
        server::escapedForLog("a\nb\x1b[2J\x7f\xea\xb0\x80"), "a\\x0ab\\x1b[2J\\x7f\xea\xb0\x80");
}

QTEST_GUILESS_MAIN(TestServerOptions)
#include "tst_serveroptions.moc"
