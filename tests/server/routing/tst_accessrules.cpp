// Who may send and subscribe where, said as a list of rules.

#include "server/routing/application.h"

#include <QTest>

#include <stdexcept>

using namespace server;
using stomp::Command;
using Unlisted = AccessRules::Unlisted;

namespace {

const Caller guest{{1, 1}, "p-1", QStringLiteral("Guest"), "guest", true, false};
const Caller person{{1, 2}, "p-2", QStringLiteral("Ann"), "ann", false, false};
const Caller host{{1, 3}, "p-3", QStringLiteral("Host"), "host", false, true};

AccessRules newsRules(Unlisted unlisted)
{
    return AccessRules(unlisted)
        .allow({Command::Send}, "/topic/news/**", AccessRules::isHost)
        .refuse({Command::Send, Command::Subscribe}, "/topic/news/secret/**")
        .refuse({Command::Send}, "/topic/news/**")
        .allow({Command::Subscribe}, "/topic/**")
        .allow({Command::Send}, "/topic/{any}", AccessRules::isPerson);
}

stomp::Frame frame(Command command, const QByteArray &destination)
{
    return {command, {{"destination", destination}, {"id", "1"}}, {}};
}

bool isAllowed(
    AccessRules rules, Command command, const QByteArray &destination, const Caller &caller = guest)
{
    return !rules.judge(frame(command, destination), caller).instead();
}

} // namespace

class tst_accessrules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // S-335
    void theFirstRuleThatFitsDecides_data()
    {
        QTest::addColumn<Command>("command");
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArray>("allowed"); // guest, person, host; listed by first letter
        QTest::addColumn<QByteArray>("allowedWhenUnlistedIs");
        const auto row = [](const char *name, Command command, const char *destination,
                             const char *allowed, const char *open = nullptr) {
            QTest::newRow(name) << command << QByteArray(destination) << QByteArray(allowed)
                                << QByteArray(open ? open : allowed);
        };
        row("the first of two", Command::Send, "/topic/news/today", "h");
        row("the role is part of the rule", Command::Send, "/topic/news/secret/a", "h");
        row("the command, too", Command::Subscribe, "/topic/news/today", "gph");
        row("nobody", Command::Subscribe, "/topic/news/secret/a", "");
        row("a pattern's own segment", Command::Send, "/topic/chat", "ph", "gph");
        row("one segment is not two", Command::Send, "/topic/chat/a", "", "gph");
        row("unlisted", Command::Send, "/queue/a", "", "gph");
        row("unlisted command", Command::Subscribe, "/queue/a", "", "gph");
    }

    void theFirstRuleThatFitsDecides()
    {
        QFETCH(Command, command);
        QFETCH(QByteArray, destination);
        QFETCH(QByteArray, allowed);
        QFETCH(QByteArray, allowedWhenUnlistedIs);
        const auto letters = [&](Unlisted unlisted) {
            QByteArray out;
            for (const Caller &caller : {guest, person, host}) {
                if (isAllowed(newsRules(unlisted), command, destination, caller))
                    out += caller.login.left(1) == "a" ? 'p' : caller.login.at(0);
            }
            return out;
        };
        QCOMPARE(letters(Unlisted::Refused), allowed);
        QCOMPARE(letters(Unlisted::Allowed), allowedWhenUnlistedIs);
    }

    // S-335, M-052
    void aPatternNeedsTheRightToAllOfIt_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("beside what is refused") << QByteArray("/topic/chat/**") << true;
        QTest::newRow("names beside it") << QByteArray("/topic/chat/{name}/a") << true;
        QTest::newRow("all of it") << QByteArray("/topic/**") << false;
        QTest::newRow("one level above") << QByteArray("/topic/news/*/a") << false;
        QTest::newRow("half a segment") << QByteArray("/topic/news/s*/a") << false;
        QTest::newRow("inside") << QByteArray("/topic/news/secret/*") << false;
        QTest::newRow("not listed") << QByteArray("/subscribe/**") << false;
    }

    void aPatternNeedsTheRightToAllOfIt()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(bool, allowed);
        QCOMPARE(isAllowed(newsRules(Unlisted::Refused), Command::Subscribe, pattern), allowed);
        QVERIFY(!isAllowed(AccessRules(Unlisted::Refused).allow({Command::Subscribe}, "/topic/a"),
            Command::Subscribe, "/topic/*"));
    }

    // S-335
    void anApplicationAsksThemFirst()
    {
        int handled = 0;
        Application app;
        app.authorize(AccessRules(Unlisted::Refused)
                          .allow({Command::Send}, "/publish/chat/{room}", AccessRules::isPerson));
        app.message<"/chat/{room}">([&] { ++handled; });
        const auto code = [&](const Caller &caller) {
            const Effects effects = app.message(frame(Command::Send, "/publish/chat/a"), caller, 0);
            return effects.empty() ? QByteArray() : std::get<Fail>(effects.front()).problem.code;
        };
        QCOMPARE(code(person), QByteArray());
        QCOMPARE(code(guest), QByteArray("not-allowed"));
        QCOMPARE(handled, 1);
        QVERIFY(app.beforeSend(frame(Command::Send, "/topic/a"), person, 0));
        QVERIFY(!app.subscribe(frame(Command::Subscribe, "/topic/a"), person, 0));
        QCOMPARE(app.messageCounts().refused, quint64(1));
    }

    // S-335
    void whatIsNoPatternIsAFaultOfTheProgram()
    {
        for (const char *pattern : {"topic/a", "/topic/a**", "/topic/{a"})
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
                AccessRules(Unlisted::Allowed).allow({Command::Send}, pattern));
    }
};

QTEST_APPLESS_MAIN(tst_accessrules)
#include "tst_accessrules.moc"
