#include "app/applicationoptions.h"

#include <QTest>

using app::ApplicationOptions;

class ApplicationOptionsTest : public QObject {
    Q_OBJECT

private:
    static ApplicationOptions parse(const QStringList &arguments)
    {
        return ApplicationOptions::parse(QStringList{QStringLiteral("maru")} + arguments);
    }

private Q_SLOTS:
    void nothingGivenMeansTheStartPage()
    {
        const ApplicationOptions options = parse({});
        QVERIFY(!options.hostName);
        QVERIFY(options.join.isEmpty());
        QVERIFY(options.error.isEmpty());
    }

    void hostTakesANameOrNone()
    {
        QCOMPARE(parse({QStringLiteral("--host")}).hostName, std::optional(QString()));
        QCOMPARE(parse({QStringLiteral("--host"), QStringLiteral("Ann")}).hostName,
            std::optional(QStringLiteral("Ann")));
        QCOMPARE(
            parse({QStringLiteral("--host=Ann")}).hostName, std::optional(QStringLiteral("Ann")));
        const auto followed =
            parse({QStringLiteral("--host"), QStringLiteral("--profile"), QStringLiteral("p")});
        QCOMPARE(followed.hostName, std::optional(QString()));
        QCOMPARE(followed.profile, QStringLiteral("p"));
    }

    void joinRoomAndName()
    {
        const auto options = parse(
            {QStringLiteral("--join"), QStringLiteral("ws://host:7666"), QStringLiteral("--room"),
                QStringLiteral("general"), QStringLiteral("--name"), QStringLiteral("민수")});
        QCOMPARE(options.join, QStringLiteral("ws://host:7666"));
        QCOMPARE(options.room, QByteArray("general"));
        QCOMPARE(options.name, QStringLiteral("민수"));
    }

    void theNameIsKeptFromTheWindowSystem()
    {
        const char *const arguments[] = {"maru", "--name", "Ann", "--join", "host", "--name"};
        QCOMPARE(ApplicationOptions::protectedArguments(6, arguments),
            (std::vector<std::string>{"maru", "--name=Ann", "--join", "host", "--name"}));
    }

    void aLinkAloneJoins()
    {
        const QString link = QStringLiteral("maru://192.168.1.20:7666/lobby");
        QCOMPARE(parse({link}).join, link);
        QCOMPARE(parse({QStringLiteral("MARU://host")}).join, QStringLiteral("MARU://host"));
        QVERIFY(!parse({link, QStringLiteral("maru://other")}).error.isEmpty());
        QVERIFY(!parse({QStringLiteral("http://host")}).error.isEmpty());
    }

    void whatIsUnknownIsNamed()
    {
        QVERIFY(parse({QStringLiteral("--hots")}).error.contains(QStringLiteral("hots")));
        QVERIFY(parse({QStringLiteral("stray")}).error.contains(QStringLiteral("stray")));
    }

    void helpNamesEveryOption()
    {
        const QString help = parse({QStringLiteral("--help")}).help;
        for (const char *option : {"--host", "--join", "--room", "--name", "--profile"}) {
            QVERIFY(help.contains(QLatin1String(option)));
        }
        QVERIFY(parse({QStringLiteral("--version")}).help.startsWith(QStringLiteral("maru ")));
    }
};

QTEST_GUILESS_MAIN(ApplicationOptionsTest)
#include "tst_applicationoptions.moc"
