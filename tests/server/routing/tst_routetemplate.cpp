#include "server/routing/routetemplate.h"

#include <QTest>

using namespace server;

// The grammar is decided while compiling; these lines are tests of their own.
static_assert(isWellFormedRoute("/chat"));
static_assert(isWellFormedRoute("/chat/{room}/history"));
static_assert(isWellFormedRoute("/{a}/{b}"));
static_assert(!isWellFormedRoute(""));
static_assert(!isWellFormedRoute("/"));
static_assert(!isWellFormedRoute("chat"));
static_assert(!isWellFormedRoute("/chat/"));
static_assert(!isWellFormedRoute("//chat"));
static_assert(!isWellFormedRoute("/chat/{}"));
static_assert(!isWellFormedRoute("/chat/{room"));
static_assert(!isWellFormedRoute("/chat/room}"));
static_assert(!isWellFormedRoute("/chat/a{room}"));
static_assert(!isWellFormedRoute("/chat/{{room}}"));
static_assert(!isWellFormedRoute("/{a}/{a}"));
static_assert(!isWellFormedRoute("/a b"));
static_assert(!isWellFormedRoute("/chat/.."));
static_assert(RouteTemplate<"/chat/{room}/{page}">::indexOf("page") == 1);
static_assert(RouteTemplate<"/chat/{room}/{page}">::indexOf("pages") == -1);
static_assert(hasVariablesOf("/{a}/{b}", "/x/{b}"));
static_assert(!hasVariablesOf("/{a}/{b}", "/x/{c}"));

class TestRouteTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void destinationIsSplitIntoSegments();
    void badDestinationIsRefused_data();
    void badDestinationIsRefused();
    void prefixMatchesByWholeSegments_data();
    void prefixMatchesByWholeSegments();
    void patternMatches_data();
    void patternMatches();
    void variablesComeInTheirOrder();
    void patternsOverlapAndCompare_data();
    void patternsOverlapAndCompare();
    void targetIsFilledFromTheRoutesVariables();
};

void TestRouteTemplate::destinationIsSplitIntoSegments()
{
    const auto segments = splitPath("/chat/%2F/a.b");
    QVERIFY(segments.hasValue());
    QCOMPARE(segments->size(), 3);
    QCOMPARE((*segments)[1].toByteArray(), QByteArray("%2F")); // nothing is decoded
    QVERIFY(splitPath("").hasValue());
}

void TestRouteTemplate::badDestinationIsRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("only a slash") << QByteArray("/");
    QTest::newRow("empty in the middle") << QByteArray("/chat//history");
    QTest::newRow("slash at the end") << QByteArray("/chat/");
    QTest::newRow("dot") << QByteArray("/chat/.");
    QTest::newRow("dot dot") << QByteArray("/chat/../rooms");
    QTest::newRow("no slash first") << QByteArray("chat");
    QTest::newRow("line feed") << QByteArray("/chat/a\nb");
    QTest::newRow("escape") << QByteArray("/chat/\x1b[2J");
    QTest::newRow("NUL") << QByteArray("/chat/a\0b", 9);
    QTest::newRow("delete") << QByteArray("/chat/\x7f");
}

void TestRouteTemplate::badDestinationIsRefused()
{
    QFETCH(QByteArray, path);
    const auto segments = splitPath(path);
    QVERIFY(!segments);
    QCOMPARE(segments.error().code, QByteArray("bad-destination"));
}

void TestRouteTemplate::prefixMatchesByWholeSegments_data()
{
    QTest::addColumn<QByteArray>("destination");
    QTest::addColumn<bool>("matches");
    QTest::newRow("whole") << QByteArray("/publish/chat") << true;
    QTest::newRow("the prefix itself") << QByteArray("/publish") << true;
    QTest::newRow("longer word") << QByteArray("/publisher/chat") << false;
    QTest::newRow("other case") << QByteArray("/Publish/chat") << false;
    QTest::newRow("inside") << QByteArray("/x/publish/chat") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestRouteTemplate::prefixMatchesByWholeSegments()
{
    QFETCH(QByteArray, destination);
    QFETCH(bool, matches);
    QCOMPARE(withoutPrefix(destination, "/publish").has_value(), matches);
}

void TestRouteTemplate::patternMatches_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("matches");
    QTest::newRow("a room") << QByteArray("/chat/1/history") << true;
    QTest::newRow("other letters") << QByteArray("/chat/\xED\x95\x9C/history") << true;
    QTest::newRow("shorter") << QByteArray("/chat/1") << false;
    QTest::newRow("longer") << QByteArray("/chat/1/history/2") << false;
    QTest::newRow("other literal") << QByteArray("/chat/1/histories") << false;
    QTest::newRow("literal's case") << QByteArray("/Chat/1/history") << false;
}

void TestRouteTemplate::patternMatches()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, matches);
    QCOMPARE(RoutePattern("/chat/{room}/history").matches(*splitPath(path)), matches);
}

void TestRouteTemplate::variablesComeInTheirOrder()
{
    const auto variables = RoutePattern("/{a}/x/{b}").variables(*splitPath("/1/x/2"));
    QCOMPARE(variables.size(), 2);
    QCOMPARE(variables[0].toByteArray(), QByteArray("1"));
    QCOMPARE(variables[1].toByteArray(), QByteArray("2"));
}

void TestRouteTemplate::patternsOverlapAndCompare_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<bool>("overlaps");
    QTest::addColumn<bool>("isMoreLiteral");
    QTest::newRow("same") << QByteArray("/a/{x}") << QByteArray("/a/{y}") << true << false;
    QTest::newRow("literal over variable")
        << QByteArray("/a/b") << QByteArray("/a/{y}") << true << true;
    QTest::newRow("variable over literal")
        << QByteArray("/a/{y}") << QByteArray("/a/b") << true << false;
    QTest::newRow("crossed") << QByteArray("/a/{x}") << QByteArray("/{y}/b") << true << false;
    QTest::newRow("crossed, more literals")
        << QByteArray("/{x}/b/c") << QByteArray("/a/{y}/{z}") << true << false;
    QTest::newRow("other literals")
        << QByteArray("/a/{x}") << QByteArray("/b/{x}") << false << false;
    QTest::newRow("other length") << QByteArray("/a") << QByteArray("/a/{x}") << false << false;
}

void TestRouteTemplate::patternsOverlapAndCompare()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(bool, overlaps);
    QFETCH(bool, isMoreLiteral);
    const RoutePattern a(left.toStdString());
    const RoutePattern b(right.toStdString());
    QCOMPARE(a.overlaps(b), overlaps);
    QCOMPARE(b.overlaps(a), overlaps);
    if (overlaps)
        QCOMPARE(a.isMoreLiteralThan(b), isMoreLiteral);
}

void TestRouteTemplate::targetIsFilledFromTheRoutesVariables()
{
    const TargetPath target("/b/{two}/{one}", "/{one}/{two}");
    const auto segments = splitPath("/1/2");
    QCOMPARE(
        target.filled(RoutePattern("/{one}/{two}").variables(*segments)), QByteArray("/b/2/1"));
}

QTEST_APPLESS_MAIN(TestRouteTemplate)
#include "tst_routetemplate.moc"
