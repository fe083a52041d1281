#include "server/routing/application.h"

#include <QPromise>
#include <QRegularExpression>
#include <QTest>

#include <stdexcept>

using namespace server;

namespace {

struct RoomNotFound : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct ArchivedRoom : RoomNotFound {
    using RoomNotFound::RoomNotFound;
};

// A type of the program with customization points of its own.
struct Score {
    int points = 0;
};
bool fromSegment(QByteArrayView text, Score &score)
{
    return server::fromSegment(text, score.points) && score.points <= 10;
}
Decoded fromBody(QByteArrayView, QByteArrayView body, Score &score)
{
    if (!fromSegment(body, score))
        return Problem{"bad-payload", QStringLiteral("no score")};
    return {};
}
EncodedBody toBody(const Score &score)
{
    return {"text/score", QByteArray::number(score.points)};
}

// What can be read, and may still be wrong in its fields.
struct Invitation {
    QJsonObject json;
};
Decoded fromBody(QByteArrayView contentType, QByteArrayView body, Invitation &invitation)
{
    return server::fromBody(contentType, body, invitation.json);
}
FieldProblems validate(const Invitation &invitation)
{
    FieldProblems problems;
    for (const QString &field : {QStringLiteral("guest"), QStringLiteral("place")}) {
        if (invitation.json.value(field).toString().isEmpty())
            problems.push_back({field, QStringLiteral("is missing")});
    }
    return problems;
}

stomp::Frame send(QByteArray destination, QByteArray body = {}, stomp::Headers more = {})
{
    more.append("destination", std::move(destination));
    return {stomp::Command::Send, std::move(more), std::move(body)};
}

stomp::Frame subscribeTo(QByteArray destination, stomp::Headers more = {})
{
    more.append("destination", std::move(destination));
    return {stomp::Command::Subscribe, std::move(more), {}};
}

const Caller ann{{1, 7}, "p-ann", QStringLiteral("Ann"), "ann", false, false};

template<typename Alternative>
const Alternative *only(const Effects &effects)
{
    return effects.size() == 1 ? std::get_if<Alternative>(&effects.front()) : nullptr;
}

QByteArray problemCode(const Effects &effects)
{
    const auto *fail = only<Fail>(effects);
    return fail ? fail->problem.code : QByteArray();
}

RoutingOptions countedIncidents()
{
    RoutingOptions options;
    options.makeIncidentId = [n = 0]() mutable { return "incident-" + QByteArray::number(++n); };
    return options;
}

} // namespace

class TestApplication : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAHandlerReturnsIsSentOn();
    void aRoomsMessageGoesToThatRoom();
    void aMessageIsSentToSeveralTargets();
    void prefixesComeFromTheOptions();
    void handlersTakeWhatTheyName();
    void literalsBeatVariables();
    void conflictingRoutesAreRefused_data();
    void conflictingRoutesAreRefused();
    void pathIsConverted_data();
    void pathIsConverted();
    void headersAreConverted_data();
    void headersAreConverted();
    void bodiesAreDecoded_data();
    void bodiesAreDecoded();
    void theFieldsThatAreWrongAreListed();
    void unknownRouteIsAProblem_data();
    void unknownRouteIsAProblem();
    void everyKindOfResultBecomesEffects_data();
    void everyKindOfResultBecomesEffects();
    void subscriptionRepliesOnce();
    void subscriptionGoesOnAfterAskingTheLog();
    void liveStreamIsAdmittedOrRefused();
    void whereNothingIsSentToNobodyListens();
    void topicsAreNotTheRoutesBusiness();
    void endOfASubscriptionIsHandled();
    void anInterceptorRefusesASubscription();
    void anInterceptorDropsAMessage();
    void interceptorsAreAskedInTheirOrder();
    void interceptorsSeeEverySend();
    void aThrowingInterceptorRefusesEverySend();
    void interceptorsSeeEveryCommandOfASession();
    void aHandlerMayAnswerLater();
    void aFutureMayHoldAProblem();
    void aFutureMayHoldAnException();
    void aCanceledFutureIsAProblem();
    void aReplyMayComeLater();
    void anExceptionIsAnsweredToItsSender();
    void theNearestMappingDecides();
    void aNestedCauseIsMapped();
    void anUnmappedExceptionNamesAnIncident();
    void whatIsNoExceptionTypeIsAnsweredToo();
    void aThrowingInterceptorRejects();
    void everyMessageEndsInOneWay();
};

// S-313, S-317
void TestApplication::whatAHandlerReturnsIsSentOn()
{
    Application app;
    app.message<"/chat">([](Body<QString> text) { return *text; }).sendTo<"/chat">();

    const Effects effects = app.message(send("/publish/chat", "hello"), ann, 0);
    const auto *publish = only<Publish>(effects);
    QVERIFY(publish);
    QCOMPARE(publish->destination, QByteArray("/subscribe/chat"));
    QCOMPARE(publish->headers, (stomp::Headers{{"content-type", "text/plain;charset=utf-8"}}));
    QCOMPARE(publish->body, QByteArray("hello"));
    QCOMPARE(publish->seq, 0);
    QVERIFY(app.subscribe(subscribeTo("/subscribe/chat"), ann, 0).hasValue());
}

void TestApplication::aRoomsMessageGoesToThatRoom()
{
    Application app;
    app.message<"/chat/{chatRoomId}">(
           [](Path<"chatRoomId", qint64> room, Body<QString> text, Caller caller) {
               return QStringLiteral("%1 in %2: %3").arg(caller.name).arg(*room).arg(*text);
           })
        .sendTo<"/chat/{chatRoomId}">();

    const Effects effects = app.message(send("/publish/chat/2", "hello"), ann, 0);
    const auto *publish = only<Publish>(effects);
    QVERIFY(publish);
    QCOMPARE(publish->destination, QByteArray("/subscribe/chat/2"));
    QCOMPARE(publish->body, QByteArray("Ann in 2: hello"));
    QVERIFY(app.subscribe(subscribeTo("/subscribe/chat/1"), ann, 0).hasValue());
}

void TestApplication::aMessageIsSentToSeveralTargets()
{
    Application app;
    app.message<"/{a}/{b}">([] { return QByteArray("x"); }).sendTo<"/{b}", "/all", "/{b}/{a}">();
    const Effects effects = app.message(send("/publish/1/2"), ann, 0);
    QCOMPARE(effects.size(), 3u);
    QCOMPARE(std::get<Publish>(effects[0]).destination, QByteArray("/subscribe/2"));
    QCOMPARE(std::get<Publish>(effects[1]).destination, QByteArray("/subscribe/all"));
    QCOMPARE(std::get<Publish>(effects[2]).destination, QByteArray("/subscribe/2/1"));
}

void TestApplication::prefixesComeFromTheOptions()
{
    Application app({"/app", "/live/all", {}});
    app.message<"/chat">([] { return QByteArray("x"); }).sendTo<"/chat">();
    const Effects effects = app.message(send("/app/chat"), ann, 0);
    QVERIFY(only<Publish>(effects));
    QCOMPARE(only<Publish>(effects)->destination, QByteArray("/live/all/chat"));
    QCOMPARE(problemCode(app.message(send("/publish/chat"), ann, 0)), QByteArray("no-such-route"));
}

// S-327
void TestApplication::handlersTakeWhatTheyName()
{
    Application app;
    QByteArrayList seen;
    app.message<"/a/{x}">(
        [&seen](const stomp::Frame &frame, Now now, const Caller &caller,
            Header<"trace", std::optional<QByteArray>> trace, Path<"x", QByteArray> x) {
            seen << frame.body << QByteArray::number(now.ms) << caller.person
                 << trace->value_or("none") << *x;
        });
    QVERIFY(app.message(send("/publish/a/1", "body"), ann, 42).empty());
    QCOMPARE(seen, (QByteArrayList{"body", "42", "p-ann", "none", "1"}));
}

void TestApplication::literalsBeatVariables()
{
    Application app;
    app.message<"/chat/{room}">([](Path<"room", QString> room) { return *room; })
        .sendTo<"/variable">();
    app.message<"/chat/lobby">([] { return QString(); }).sendTo<"/literal">();
    QCOMPARE(only<Publish>(app.message(send("/publish/chat/lobby"), ann, 0))->destination,
        QByteArray("/subscribe/literal"));
    QCOMPARE(only<Publish>(app.message(send("/publish/chat/lobby2"), ann, 0))->destination,
        QByteArray("/subscribe/variable"));
}

// S-316
void TestApplication::conflictingRoutesAreRefused_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<bool>("conflicts");
    QTest::newRow("same") << QByteArray("/a/{x}") << true;
    QTest::newRow("other name") << QByteArray("/a/{y}") << true;
    QTest::newRow("crossed") << QByteArray("/{y}/b") << true;
    QTest::newRow("more literal") << QByteArray("/a/b") << false;
    QTest::newRow("less literal") << QByteArray("/{x}/{y}") << false;
    QTest::newRow("apart") << QByteArray("/b/{x}") << false;
}

void TestApplication::conflictingRoutesAreRefused()
{
    QFETCH(QByteArray, second);
    QFETCH(bool, conflicts);
    PatternIndex index;
    index.add(RoutePattern("/a/{x}"), 0);
    if (conflicts)
        QVERIFY_THROWS_EXCEPTION(RouteConflict, index.add(RoutePattern(second.toStdString()), 1));
    else
        index.add(RoutePattern(second.toStdString()), 1);

    PathVariables variables;
    QCOMPARE(index.find(*splitPath("/a/other"), variables), std::optional<std::size_t>(0));
}

// S-314
void TestApplication::pathIsConverted_data()
{
    QTest::addColumn<QByteArray>("segment");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("digits") << QByteArray("7") << true;
    QTest::newRow("zero in front") << QByteArray("007") << true;
    QTest::newRow("largest") << QByteArray("9223372036854775807") << true;
    QTest::newRow("too large") << QByteArray("9223372036854775808") << false;
    QTest::newRow("very large") << QByteArray("99999999999999999999") << false;
    QTest::newRow("letter behind") << QByteArray("4x") << false;
    QTest::newRow("plus") << QByteArray("+4") << false;
    QTest::newRow("minus") << QByteArray("-4") << false;
    QTest::newRow("blank in front") << QByteArray(" 4") << false;
    QTest::newRow("blank behind") << QByteArray("4 ") << false;
    QTest::newRow("fraction") << QByteArray("4.0") << false;
    QTest::newRow("other digits") << QByteArray("\xD9\xA4") << false;
    QTest::newRow("encoded") << QByteArray("%34") << false;
}

void TestApplication::pathIsConverted()
{
    QFETCH(QByteArray, segment);
    QFETCH(bool, accepted);
    Application app;
    bool called = false;
    app.message<"/n/{n}">([&called](Path<"n", qint64>) { called = true; });
    const Effects effects = app.message(send("/publish/n/" + segment), ann, 0);
    QCOMPARE(called, accepted);
    QCOMPARE(problemCode(effects), accepted ? QByteArray() : QByteArray("bad-path"));
}

void TestApplication::headersAreConverted_data()
{
    QTest::addColumn<stomp::Headers>("headers");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("both") << stomp::Headers{{"before", "3"}, {"limit", "4"}} << QByteArray();
    QTest::newRow("without the optional one") << stomp::Headers{{"before", "3"}} << QByteArray();
    QTest::newRow("missing") << stomp::Headers{{"limit", "4"}} << QByteArray("missing-header");
    QTest::newRow("no number") << stomp::Headers{{"before", "x"}} << QByteArray("bad-header");
    QTest::newRow("empty") << stomp::Headers{{"before", ""}} << QByteArray("bad-header");
    QTest::newRow("optional, but no number")
        << stomp::Headers{{"before", "3"}, {"limit", "-4"}} << QByteArray("bad-header");
}

void TestApplication::headersAreConverted()
{
    QFETCH(stomp::Headers, headers);
    QFETCH(QByteArray, code);
    Application app;
    app.message<"/h">([](Header<"before", qint64>, Header<"limit", std::optional<int>>) {});
    QCOMPARE(problemCode(app.message(send("/publish/h", {}, headers), ann, 0)), code);
}

// S-333
void TestApplication::bodiesAreDecoded_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("accepted");
    const QByteArray json("application/json");
    QTest::newRow("text") << QByteArray("text") << QByteArray("text/plain") << QByteArray("a")
                          << true;
    QTest::newRow("text, no type") << QByteArray("text") << QByteArray() << QByteArray("a") << true;
    QTest::newRow("text, but JSON") << QByteArray("text") << json << QByteArray("a") << false;
    QTest::newRow("text, bad UTF-8")
        << QByteArray("text") << QByteArray() << QByteArray("\xff") << false;
    QTest::newRow("object") << QByteArray("json") << json << QByteArray("{\"a\":1}") << true;
    QTest::newRow("object, with charset")
        << QByteArray("json") << QByteArray("Application/JSON; charset=utf-8") << QByteArray("{}")
        << true;
    QTest::newRow("array") << QByteArray("json") << json << QByteArray("[]") << false;
    QTest::newRow("broken") << QByteArray("json") << json << QByteArray("{") << false;
    QTest::newRow("deep") << QByteArray("json") << json
                          << QByteArray("{\"a\":") + QByteArray(10000, '[') + QByteArray(10000, ']')
            + '}' << false;
    QTest::newRow("object as text")
        << QByteArray("json") << QByteArray("text/plain") << QByteArray("{}") << false;
    QTest::newRow("own") << QByteArray("own") << QByteArray() << QByteArray("10") << true;
    QTest::newRow("own, too large")
        << QByteArray("own") << QByteArray() << QByteArray("11") << false;
}

void TestApplication::bodiesAreDecoded()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(bool, accepted);
    Application app;
    app.message<"/text">([](Body<QString>) {});
    app.message<"/json">([](Body<QJsonObject>) {});
    app.message<"/own">([](Body<Score>) {});
    stomp::Headers headers;
    if (!contentType.isEmpty())
        headers.append("content-type", contentType);
    QCOMPARE(problemCode(app.message(send("/publish/" + route, body, headers), ann, 0)),
        accepted ? QByteArray() : QByteArray("bad-payload"));
}

// S-334
void TestApplication::theFieldsThatAreWrongAreListed()
{
    int handled = 0;
    Application app;
    app.message<"/invite">([&](Body<Invitation>) { ++handled; });
    const auto say = [&](const char *body) {
        return app.message(
            send("/publish/invite", body, {{"content-type", "application/json"}}), ann, 0);
    };
    QVERIFY(say(R"({"guest":"Ben","place":"here"})").empty());
    QCOMPARE(handled, 1);
    const Effects effects = say(R"({"guest":""})");
    const auto *fail = only<Fail>(effects);
    QVERIFY(fail);
    const Problem expected{"invalid-payload",
        QStringLiteral("guest: is missing; place: is missing"),
        {{QStringLiteral("guest"), QStringLiteral("is missing")},
            {QStringLiteral("place"), QStringLiteral("is missing")}}};
    QCOMPARE(fail->problem, expected);
    QCOMPARE(problemCode(say("no JSON")), QByteArray("bad-payload"));
    QCOMPARE(handled, 1);
}

// S-315
void TestApplication::unknownRouteIsAProblem_data()
{
    QTest::addColumn<QByteArray>("destination");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("unknown") << QByteArray("/publish/x") << QByteArray("no-such-route");
    QTest::newRow("prefix only") << QByteArray("/publish") << QByteArray("no-such-route");
    QTest::newRow("longer") << QByteArray("/publish/chat/1/2") << QByteArray("no-such-route");
    QTest::newRow("no prefix") << QByteArray("/chat/1") << QByteArray("no-such-route");
    QTest::newRow("word of a prefix")
        << QByteArray("/publishing/chat/1") << QByteArray("no-such-route");
    QTest::newRow("empty variable")
        << QByteArray("/publish/chat/") << QByteArray("bad-destination");
    QTest::newRow("up") << QByteArray("/publish/chat/..") << QByteArray("bad-destination");
}

void TestApplication::unknownRouteIsAProblem()
{
    QFETCH(QByteArray, destination);
    QFETCH(QByteArray, code);
    Application app;
    app.message<"/chat/{room}">([](Path<"room", QByteArray>) {});
    app.subscription<"/chat/{room}">([](Path<"room", QByteArray> room) { return *room; });
    QCOMPARE(problemCode(app.message(send(destination), ann, 0)), code);
    QCOMPARE(problemCode(app.subscription(subscribeTo(destination), ann, 0)), code);
}

void TestApplication::everyKindOfResultBecomesEffects_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<int>("alternative");
    QTest::newRow("value") << QByteArray("value") << int(Effect(Publish{}).index());
    QTest::newRow("own value") << QByteArray("own") << int(Effect(Publish{}).index());
    QTest::newRow("optional value") << QByteArray("some") << int(Effect(Publish{}).index());
    QTest::newRow("no value") << QByteArray("none") << -1;
    QTest::newRow("good result") << QByteArray("good") << int(Effect(Publish{}).index());
    QTest::newRow("bad result") << QByteArray("bad") << int(Effect(Fail{}).index());
    QTest::newRow("result of nothing") << QByteArray("nothing") << -1;
    QTest::newRow("problem") << QByteArray("problem") << int(Effect(Fail{}).index());
    QTest::newRow("append") << QByteArray("append") << int(Effect(Append{}).index());
    QTest::newRow("result of append")
        << QByteArray("maybe-append") << int(Effect(Append{}).index());
    QTest::newRow("list") << QByteArray("list") << int(Effect(Save{}).index());
    QTest::newRow("effect") << QByteArray("effect") << int(Effect(Drop{}).index());
    QTest::newRow("function pointer") << QByteArray("pointer") << int(Effect(Fail{}).index());
}

void TestApplication::everyKindOfResultBecomesEffects()
{
    QFETCH(QByteArray, route);
    QFETCH(int, alternative);
    using Text = stomp::BasicResult<QString, Problem>;
    Application app;
    app.message<"/value">([] { return QString(); }).sendTo<"/x">();
    app.message<"/own">([] { return Score{3}; }).sendTo<"/x">();
    app.message<"/some">([] { return std::optional<QString>(QString()); }).sendTo<"/x">();
    app.message<"/none">([] { return std::optional<QString>(); }).sendTo<"/x">();
    app.message<"/good">([] { return Text(QString()); }).sendTo<"/x">();
    app.message<"/bad">([] { return Text(Problem{}); }).sendTo<"/x">();
    app.message<"/nothing">([] { return stomp::BasicResult<void, Problem>(); });
    app.message<"/problem">([] { return Problem{}; });
    app.message<"/append">([] { return Append{}; });
    app.message<"/maybe-append">([]() -> stomp::BasicResult<Append, Problem> { return Append{}; });
    app.message<"/list">([] { return Effects{Save{}}; });
    app.message<"/effect">([] { return Effect(Drop{}); });
    app.message<"/pointer">(+[](Caller) { return Problem{}; });

    const Effects effects = app.message(send("/publish/" + route), ann, 0);
    QCOMPARE(effects.empty() ? -1 : int(effects.front().index()), alternative);
}

void TestApplication::subscriptionRepliesOnce()
{
    Application app;
    app.subscription<"/score/{n}">([](Path<"n", Score> score) { return *score; });
    const Effects effects = app.subscription(subscribeTo("/publish/score/9"), ann, 0);
    const auto *reply = only<Reply>(effects);
    QVERIFY(reply);
    QCOMPARE(reply->body, QByteArray("9"));
    QCOMPARE(reply->headers, (stomp::Headers{{"content-type", "text/score"}}));
}

void TestApplication::subscriptionGoesOnAfterAskingTheLog()
{
    Application app(countedIncidents());
    app.subscription<"/log/{room}">([](Path<"room", QByteArray> room) {
        return Ask{LogQuery{*room, LogQuery::Range::Last, 0, 1}, [](const LogPage &page) {
                       if (page.entries.empty())
                           throw std::logic_error("nothing there");
                       return Effects{Reply{{}, page.entries.front().payload}};
                   }};
    });
    const Effects effects = app.subscription(subscribeTo("/publish/log/r"), ann, 0);
    const auto *ask = only<Ask>(effects);
    QVERIFY(ask);
    QCOMPARE(ask->query.room, QByteArray("r"));
    LogPage page;
    page.entries.push_back({1, "m", "payload"});
    QCOMPARE(only<Reply>(ask->then(page))->body, QByteArray("payload"));
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("incident-1.*nothing there")));
    QCOMPARE(problemCode(ask->then(LogPage{})), QByteArray("internal-error"));
}

void TestApplication::liveStreamIsAdmittedOrRefused()
{
    Application app;
    app.subscribe<"/open">();
    app.subscribe<"/replayed/{room}">([](Path<"room", QByteArray> room, Header<"last", int> last) {
        return Replay{*room, LogQuery::Range::Last, 0, *last};
    });
    app.subscribe<"/secret">([](Caller caller) -> stomp::BasicResult<Admitted, Problem> {
        if (!caller.isHost)
            return Problem{"not-allowed", QString()};
        return Admitted{};
    });
    app.subscribe<"/closed">([] { return Problem{"closed", QString()}; });

    const auto open = app.subscribe(subscribeTo("/subscribe/open"), ann, 0);
    QVERIFY(open && !open->replay);
    const auto replayed =
        app.subscribe(subscribeTo("/subscribe/replayed/r", {{"last", "5"}}), ann, 0);
    QVERIFY(replayed && replayed->replay);
    QCOMPARE(replayed->replay->room, QByteArray("r"));
    QCOMPARE(replayed->replay->count, 5);
    QCOMPARE(app.subscribe(subscribeTo("/subscribe/replayed/r"), ann, 0).error().code,
        QByteArray("missing-header"));
    QCOMPARE(app.subscribe(subscribeTo("/subscribe/secret"), ann, 0).error().code,
        QByteArray("not-allowed"));
    QCOMPARE(
        app.subscribe(subscribeTo("/subscribe/closed"), ann, 0).error().code, QByteArray("closed"));
}

// S-318
void TestApplication::whereNothingIsSentToNobodyListens()
{
    Application app;
    app.message<"/chat/{room}">([] { return QString(); }).sendTo<"/chat/{room}">();
    QVERIFY(app.subscribe(subscribeTo("/subscribe/chat/1"), ann, 0).hasValue());
    QCOMPARE(app.subscribe(subscribeTo("/subscribe/chats/1"), ann, 0).error().code,
        QByteArray("no-such-route"));
    QCOMPARE(app.subscribe(subscribeTo("/subscribe/chat/"), ann, 0).error().code,
        QByteArray("bad-destination"));
}

void TestApplication::topicsAreNotTheRoutesBusiness()
{
    Application app;
    QVERIFY(app.subscribe(subscribeTo("/topic/a"), ann, 0).hasValue());
    QVERIFY(app.subscribe(subscribeTo("/user/queue/errors"), ann, 0).hasValue());
    QVERIFY(app.unsubscribed("/topic/a", ann, 0).empty());
}

void TestApplication::endOfASubscriptionIsHandled()
{
    Application app;
    app.subscribe<"/chat/{room}">();
    app.unsubscribe<"/chat/{room}">([](Path<"room", QByteArray> room) {
        return Effects{Publish{"/subscribe/left", {}, *room}};
    });
    QCOMPARE(only<Publish>(app.unsubscribed("/subscribe/chat/1", ann, 0))->body, QByteArray("1"));
    QVERIFY(app.unsubscribed("/subscribe/other", ann, 0).empty());
    QVERIFY(app.unsubscribed("/subscribe/chat//", ann, 0).empty());
}

void TestApplication::anInterceptorRefusesASubscription()
{
    Application app;
    app.message<"/chat/{room}">([] { return QString(); }).sendTo<"/chat/{room}">();
    app.subscription<"/chat/{room}">([] { return QString(); });
    app.intercept<stomp::Command::Subscribe>([](const stomp::Frame &frame, Caller caller) {
        if (frame.header("destination").endsWith("/3") && !caller.isHost)
            return Verdict::reject({"not-allowed", QStringLiteral("Room 3 is the host's.")});
        return Verdict::pass();
    });
    QVERIFY(app.subscribe(subscribeTo("/subscribe/chat/1"), ann, 0).hasValue());
    QCOMPARE(app.subscribe(subscribeTo("/subscribe/chat/3"), ann, 0).error(),
        (Problem{"not-allowed", QStringLiteral("Room 3 is the host's.")}));
    QCOMPARE(
        app.subscribe(subscribeTo("/topic/3"), ann, 0).error().code, QByteArray("not-allowed"));
    QCOMPARE(problemCode(app.subscription(subscribeTo("/publish/chat/3"), ann, 0)),
        QByteArray("not-allowed"));
    QVERIFY(only<Publish>(app.message(send("/publish/chat/3"), ann, 0)));
}

void TestApplication::anInterceptorDropsAMessage()
{
    Application app;
    bool called = false;
    app.message<"/chat">([&called] { called = true; });
    app.intercept<stomp::Command::Send>(
        [](const stomp::Frame &, const Caller &) { return Verdict::drop("night watch"); });
    const Effects effects = app.message(send("/publish/chat"), ann, 0);
    QVERIFY(only<Drop>(effects));
    QCOMPARE(only<Drop>(effects)->by, QByteArray("night watch"));
    QVERIFY(!called);
}

void TestApplication::interceptorsAreAskedInTheirOrder()
{
    Application app;
    QByteArrayList asked;
    app.message<"/chat">([&asked] { asked << "route"; });
    app.intercept<stomp::Command::Send>([&](const stomp::Frame &, const Caller &) {
        asked << "first";
        return Verdict::pass();
    });
    app.intercept<stomp::Command::Send>([&](const stomp::Frame &frame, const Caller &) {
        asked << "second";
        return frame.body.isEmpty() ? Verdict::pass() : Verdict::reject({"no", QString()});
    });
    app.message(send("/publish/chat"), ann, 0);
    QCOMPARE(asked, (QByteArrayList{"first", "second", "route"}));
    QCOMPARE(problemCode(app.message(send("/publish/chat", "x"), ann, 0)), QByteArray("no"));
}

// S-268
void TestApplication::interceptorsSeeEverySend()
{
    Application app;
    app.intercept<stomp::Command::Send>([](const stomp::Frame &frame, const Caller &caller) {
        return frame.header("destination").startsWith("/queue/jobs") && !caller.isHost
            ? Verdict::reject({"not-yours", QString()})
            : Verdict::pass();
    });
    const auto refused = app.beforeSend(send("/queue/jobs"), ann, 0);
    QVERIFY(refused && std::holds_alternative<Fail>(*refused));
    QCOMPARE(std::get<Fail>(*refused).problem.code, "not-yours");
    for (const char *destination : {"/topic/a", "/queue/a", "/subscribe/a", "/publish/a"})
        QVERIFY(!app.beforeSend(send(destination), ann, 0));
}

// S-268
void TestApplication::aThrowingInterceptorRefusesEverySend()
{
    Application app(countedIncidents());
    app.intercept<stomp::Command::Send>([](const stomp::Frame &, const Caller &) -> Verdict {
        throw std::runtime_error("secret");
    });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("secret")));
    const auto refused = app.beforeSend(send("/topic/a"), ann, 0);
    QVERIFY(refused && std::holds_alternative<Fail>(*refused));
    QCOMPARE(std::get<Fail>(*refused).problem.code, "internal-error");
}

// S-324, S-326: in the order added; the first that does not pass decides.
void TestApplication::interceptorsSeeEveryCommandOfASession()
{
    Application app;
    QByteArray seen;
    const auto note = [&seen](QByteArray name, Verdict verdict = Verdict::pass()) {
        return [&seen, name, verdict](const stomp::Frame &, const Caller &) {
            seen += name;
            return verdict;
        };
    };
    app.intercept<stomp::Command::Unsubscribe>(note("U"));
    app.intercept<stomp::Command::Ack>(note("A"));
    app.intercept<stomp::Command::Nack>(note("N"));
    app.intercept<stomp::Command::Begin>(note("B"));
    app.intercept<stomp::Command::Commit>(note("C"));
    app.intercept<stomp::Command::Abort>(note("X"));
    app.intercept<stomp::Command::Disconnect>(note("D"));
    using enum stomp::Command;
    for (const stomp::Command command :
        {Unsubscribe, Ack, Nack, Begin, Commit, Abort, stomp::Command::Disconnect})
        QVERIFY(!app.beforeFrame({command, {}, {}}, ann, 0));
    QCOMPARE(seen, "UANBCXD");

    app.intercept<stomp::Command::Ack>(note("1"));
    app.intercept<stomp::Command::Ack>(note("2", Verdict::drop("quiet")));
    app.intercept<stomp::Command::Ack>(note("3", Verdict::reject({"no", {}})));
    seen.clear();
    const auto instead = app.beforeFrame({Ack, {}, {}}, ann, 0);
    QVERIFY(instead && std::holds_alternative<Drop>(*instead));
    QCOMPARE(std::get<Drop>(*instead).by, "quiet");
    QCOMPARE(seen, "A12");
}

namespace {

// What a handler that answers later came to, once it has answered; all of it on this thread.
Effects awaited(
    const Effects &effects, const std::function<void()> &finish = [] {})
{
    const auto *later = only<Later>(effects);
    if (!later)
        return {};
    Later::Answer answer;
    later->begin([&](Later::Answer given) { answer = std::move(given); });
    finish();
    return answer ? answer() : Effects();
}

} // namespace

// S-321
void TestApplication::aHandlerMayAnswerLater()
{
    Application app;
    QPromise<QString> promise;
    promise.start();
    app.message<"/chat/{room}">([&](Path<"room", QByteArray>) { return promise.future(); })
        .sendTo<"/chat/{room}">();
    Effects effects;
    {
        const stomp::Frame frame = send("/publish/chat/general");
        effects = app.message(frame, ann, 0);
    }
    const Effects answer = awaited(effects, [&] {
        promise.addResult(QStringLiteral("hello"));
        promise.finish();
    });
    const auto *publish = only<Publish>(answer);
    QVERIFY(publish);
    QCOMPARE(publish->destination, "/subscribe/chat/general");
    QCOMPARE(publish->body, "hello");
}

// S-321
void TestApplication::aFutureMayHoldAProblem()
{
    using Outcome = stomp::BasicResult<QString, Problem>;
    Application app;
    app.message<"/chat">([] {
           QPromise<Outcome> promise;
           promise.start();
           promise.addResult(Outcome(Problem{"not-now", QString()}));
           promise.finish();
           return promise.future();
       })
        .sendTo<"/chat">();
    QCOMPARE(problemCode(awaited(app.message(send("/publish/chat"), ann, 0))), "not-now");
}

// S-321, S-322
void TestApplication::aFutureMayHoldAnException()
{
    Application app;
    app.message<"/chat">([]() -> QFuture<QString> {
           QPromise<QString> promise;
           promise.start();
           promise.setException(std::make_exception_ptr(RoomNotFound("general")));
           promise.finish();
           return promise.future();
       })
        .sendTo<"/chat">();
    app.problem<RoomNotFound>([](const RoomNotFound &error) {
        return Problem{"no-such-room", QString::fromUtf8(error.what())};
    });
    QCOMPARE(problemCode(awaited(app.message(send("/publish/chat"), ann, 0))), "no-such-room");
}

// S-321
void TestApplication::aCanceledFutureIsAProblem()
{
    Application app;
    QPromise<void> promise;
    promise.start();
    app.message<"/work">([&] { return promise.future(); });
    const Effects answer = awaited(app.message(send("/publish/work"), ann, 0), [&] {
        promise.future().cancel();
        promise.finish();
    });
    QCOMPARE(problemCode(answer), "canceled");
}

// S-321, S-320
void TestApplication::aReplyMayComeLater()
{
    Application app;
    app.subscription<"/time">([] {
        QPromise<QString> promise;
        promise.start();
        promise.addResult(QStringLiteral("noon"));
        promise.finish();
        return promise.future();
    });
    const Effects answer = awaited(app.subscription(subscribeTo("/publish/time"), ann, 0));
    QVERIFY(only<Reply>(answer));
    QCOMPARE(only<Reply>(answer)->body, "noon");
}

void TestApplication::anExceptionIsAnsweredToItsSender()
{
    Application app;
    app.message<"/chat/{room}">([](Path<"room", QByteArray> room) -> QString {
           throw RoomNotFound(room->toStdString());
       })
        .sendTo<"/chat/{room}">();
    app.problem<RoomNotFound>([](const RoomNotFound &error) {
        return Problem{"no-such-room", QString::fromUtf8(error.what())};
    });
    const Effects effects = app.message(send("/publish/chat/9"), ann, 0);
    QVERIFY(only<Fail>(effects));
    QCOMPARE(only<Fail>(effects)->problem, (Problem{"no-such-room", QStringLiteral("9")}));
}

void TestApplication::theNearestMappingDecides()
{
    Application app;
    app.message<"/archived">([] { throw ArchivedRoom("a"); });
    app.message<"/missing">([] { throw RoomNotFound("m"); });
    app.message<"/other">([] { throw std::runtime_error("o"); });
    app.problem<std::exception>([](const std::exception &) { return Problem{"exception", {}}; });
    app.problem<ArchivedRoom>([](const ArchivedRoom &) { return Problem{"archived", {}}; });
    app.problem<RoomNotFound>([](const RoomNotFound &) { return Problem{"missing", {}}; });
    QCOMPARE(problemCode(app.message(send("/publish/archived"), ann, 0)), QByteArray("archived"));
    QCOMPARE(problemCode(app.message(send("/publish/missing"), ann, 0)), QByteArray("missing"));
    QCOMPARE(problemCode(app.message(send("/publish/other"), ann, 0)), QByteArray("exception"));
}

void TestApplication::aNestedCauseIsMapped()
{
    Application app;
    app.message<"/nested">([] {
        try {
            throw RoomNotFound("inside");
        } catch (...) {
            std::throw_with_nested(std::logic_error("outside"));
        }
    });
    app.problem<RoomNotFound>([](const RoomNotFound &error) {
        return Problem{"no-such-room", QString::fromUtf8(error.what())};
    });
    QCOMPARE(only<Fail>(app.message(send("/publish/nested"), ann, 0))->problem.detail,
        QStringLiteral("inside"));
}

// M-115
void TestApplication::anUnmappedExceptionNamesAnIncident()
{
    Application app(countedIncidents());
    app.message<"/fails">([] { throw std::runtime_error("the secret\n\x1b[31mis 42"); });
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(QStringLiteral("incident-1.*the secret\\\\n\\\\u001B\\[31mis 42")));
    const Effects effects = app.message(send("/publish/fails"), ann, 0);
    QCOMPARE(problemCode(effects), QByteArray("internal-error"));
    QVERIFY(only<Fail>(effects)->problem.detail.contains(QStringLiteral("incident-1")));
    QVERIFY(!only<Fail>(effects)->problem.detail.contains(QStringLiteral("secret")));
}

// M-115 M-116: at the end of a subscription, and so of a session, too.
void TestApplication::whatIsNoExceptionTypeIsAnsweredToo()
{
    Application app(countedIncidents());
    app.message<"/throws">([] { throw 42; });
    app.subscribe<"/throws">([] { throw 42; });
    app.unsubscribe<"/throws">([] { throw 42; });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("incident-1")));
    QCOMPARE(
        problemCode(app.message(send("/publish/throws"), ann, 0)), QByteArray("internal-error"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("incident-2")));
    QCOMPARE(app.subscribe(subscribeTo("/subscribe/throws"), ann, 0).error().code,
        QByteArray("internal-error"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("incident-3")));
    QVERIFY(app.unsubscribed("/subscribe/throws", ann, 0).empty());
}

// S-324, S-325
void TestApplication::aThrowingInterceptorRejects()
{
    Application app(countedIncidents());
    app.subscribe<"/a">();
    app.intercept<stomp::Command::Subscribe>([](const stomp::Frame &, const Caller &) -> Verdict {
        throw std::runtime_error("broken");
    });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("incident-1")));
    QCOMPARE(app.subscribe(subscribeTo("/subscribe/a"), ann, 0).error().code,
        QByteArray("internal-error"));
}

void TestApplication::everyMessageEndsInOneWay()
{
    Application app;
    app.message<"/published">([] { return QString(); }).sendTo<"/x">();
    app.message<"/appended">([] { return Append{}; });
    app.message<"/replied">([] { return Reply{}; });
    app.message<"/accepted">([] {});
    app.message<"/refused">([] { return Problem{}; });
    app.intercept<stomp::Command::Send>([](const stomp::Frame &frame, const Caller &) {
        return frame.body == "drop" ? Verdict::drop("test") : Verdict::pass();
    });
    for (const char *route : {"published", "appended", "replied", "accepted", "refused", "unknown"})
        app.message(send(QByteArray("/publish/") + route), ann, 0);
    app.message(send("/publish/published", "drop"), ann, 0);
    QCOMPARE(app.messageCounts(), (MessageCounts{2, 1, 1, 1, 2}));
    QCOMPARE(app.messageCounts().total(), 7u);
}

Q_DECLARE_METATYPE(stomp::Headers)

QTEST_APPLESS_MAIN(TestApplication)
#include "tst_application.moc"
