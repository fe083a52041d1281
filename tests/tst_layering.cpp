// Holds the #include lines of the product against the table of folders in ARCHITECTURE.md.

#include "tests/support/includerules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

class TestLayering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIncludeOfTheProductFollowsTheTable();
    void anIncludeIsJudgedByTheFoldersOfBothFiles_data();
    void anIncludeIsJudgedByTheFoldersOfBothFiles();
    void aViolationNamesFileLineAndRule();
};

void TestLayering::everyIncludeOfTheProductFollowsTheTable()
{
    const QDir root(QStringLiteral(MARU_SOURCE_DIR));
    int files = 0;
    QStringList report;
    for (const QString &top : {u"app"_s, u"server"_s, u"stomp"_s}) {
        QDirIterator walk(
            root.filePath(top), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            ++files;
            for (const auto &found :
                test::checkIncludes(root.relativeFilePath(file.fileName()), file.readAll())) {
                report << u"%1:%2: includes %3, but %4"_s.arg(found.file)
                              .arg(found.line)
                              .arg(found.include, found.rule);
            }
        }
    }
    QVERIFY2(files > 20, "the sources were not found");
    QVERIFY2(report.isEmpty(), qPrintable(u"\n"_s + report.join(u'\n')));
}

void TestLayering::anIncludeIsJudgedByTheFoldersOfBothFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("include");
    QTest::addColumn<bool>("isAllowed");

    const auto row = [](const char *name, const char *file, const char *include, bool isAllowed) {
        QTest::newRow(name) << QString::fromLatin1(file) << QByteArray(include) << isAllowed;
    };
    row("own folder", "server/broker/broker.cpp", "\"server/broker/queue.h\"", true);
    row("folder of the table", "server/broker/broker.h", "\"stomp/frame.h\"", true);
    row("standard header", "stomp/frame.h", "<vector>", true);
    row("Qt class", "stomp/frame.h", "<QByteArray>", true);
    row("Qt header that is no module", "stomp/frame.h", "<QtGlobal>", true);
    row("generated moc file", "app/views/page.cpp", "\"page.moc\"", true);
    row("host service", "app/client/hostservice.cpp", "\"server/server.h\"", true);
    row("interface of the broker", "server/rooms/room.h", "\"server/broker/inboundhandler.h\"",
        true);
    row("top of the server", "server/server.cpp", "\"server/net/listener.h\"", true);

    row("library uses program", "stomp/client.cpp", "\"server/server.h\"", false);
    row("library uses the chat above it", "stomp/client.cpp", "\"stomp/chat/payloads.h\"", false);
    row("broker knows connections", "server/broker/broker.cpp", "\"server/net/session.h\"", false);
    row("rooms know the broker", "server/rooms/room.h", "\"server/broker/broker.h\"", false);
    row("part uses the top", "server/net/worker.cpp", "\"server/server.h\"", false);
    row("second way to the server", "app/client/chatclient.cpp", "\"server/server.h\"", false);
    row("host service looks deeper", "app/client/hostservice.cpp", "\"server/net/worker.h\"",
        false);
    row("view speaks the protocol", "app/views/mainwindow.cpp", "\"stomp/client.h\"", false);
    row("model knows its view", "app/models/timelinemodel.h", "\"app/views/composer.h\"", false);
    row("delegate knows the client", "app/delegates/messagedelegate.cpp",
        "\"app/client/timeline.h\"", false);
    row("relative include", "stomp/frame.h", "\"headers.h\"", false);
    row("folder out of the table", "app/misc/thing.cpp", "\"stomp/frame.h\"", false);
    row("whole Qt module", "stomp/frame.h", "<QtCore>", false);
    row("test module", "server/rooms/room.cpp", "<QtTest>", false);
    row("blanks before", "stomp/client.cpp", "  \"server/server.h\"", false);
}

void TestLayering::anIncludeIsJudgedByTheFoldersOfBothFiles()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, include);
    QFETCH(bool, isAllowed);

    QCOMPARE(test::checkIncludes(file, "#include " + include + "\n").empty(), isAllowed);
}

void TestLayering::aViolationNamesFileLineAndRule()
{
    const auto found = test::checkIncludes(u"app/models/roomlistmodel.cpp"_s,
        "#include \"app/client/chatclient.h\"\n\n  # include \"stomp/client.h\"\n");

    const std::vector<test::IncludeViolation> expected{{u"app/models/roomlistmodel.cpp"_s, 3,
        u"stomp/client.h"_s, u"app/models may include itself, app/client"_s}};
    QVERIFY(found == expected);
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
