#include "app/client/search.h"
#include "tests/app/entries.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::Search;
using State = Search::State;

namespace {

chat::SearchHit hitIn(const QByteArray &room, qint64 seq)
{
    chat::Entry entry = test::said(seq);
    entry.room = room;
    return {entry, {{entry.text, true}}};
}

// What the server answers a question.
app::SearchEvent reply(int number, std::vector<chat::SearchHit> hits, qint64 before = 0)
{
    return {number, chat::SearchResult{std::move(hits), before, true}, {}};
}

QList<qint64> seqs(const Search &search)
{
    QList<qint64> result;
    for (const chat::SearchHit &hit : search.hits())
        result += hit.entry.seq;
    return result;
}

} // namespace

class TestSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsEnoughToLookFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isEnough");
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("one letter") << u"a"_s << false;
        QTest::newRow("two letters") << u"ab"_s << true;
        QTest::newRow("two letters apart") << u"a b"_s << false;
        QTest::newRow("marks alone") << u"?! --"_s << false;
        QTest::newRow("one Korean syllable") << u"밥"_s << true;
        QTest::newRow("one Chinese character") << u"会"_s << true;
        QTest::newRow("one character of Tibetan") << u"\u0F56"_s << true;
        QTest::newRow("a person") << u"from:A"_s << true;
        QTest::newRow("nobody") << u"from:"_s << false;
        QTest::newRow("a day") << u"before:2026-11-22"_s << true;
        QTest::newRow("a room") << u"in:x"_s << true;
    }

    void whatIsEnoughToLookFor()
    {
        QFETCH(QString, text);
        QTEST(Search::isEnough(text), "isEnough");
    }

    void aQuestionSaysWhereAndOfWhichDay_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("room");
        QTest::addColumn<QString>("query");
        QTest::newRow("everywhere") << u" two words "_s << QByteArray() << u"two words"_s;
        QTest::newRow("in a room") << u"word"_s << QByteArray("lobby") << u"word in:lobby"_s;
        QTest::newRow("in another room")
            << u"word in:kitchen"_s << QByteArray("lobby") << u"word in:kitchen"_s;
    }

    void aQuestionSaysWhereAndOfWhichDay()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, room);
        Search search;
        search.setOnline(true);
        const auto question = search.look(text, room, 540);
        QVERIFY(question);
        QTEST(question->query, "query");
        QCOMPARE(question->minutesFromUtc, 540);
        QCOMPARE(question->before, 0);
        QCOMPARE(search.state(), State::Asking);
    }

    void theSameIsNotAskedTwice()
    {
        Search search;
        search.setOnline(true);
        QVERIFY(search.look(u"word"_s, {}, 0));
        QVERIFY(!search.look(u"word "_s, {}, 0));
        QVERIFY(search.look(u"word"_s, "lobby", 0));
    }

    void aSingleLetterIsTooShortAndNothingIsEmpty()
    {
        Search search;
        search.setOnline(true);
        QVERIFY(!search.look(u"a"_s, {}, 0));
        QCOMPARE(search.state(), State::TooShort);
        QVERIFY(!search.look({}, {}, 0));
        QCOMPARE(search.state(), State::Empty);
    }

    void aLateReplyFallsToTheGround()
    {
        Search search;
        search.setOnline(true);
        const auto first = search.look(u"first"_s, {}, 0);
        const auto second = search.look(u"second"_s, {}, 0);
        search.replied(reply(first->number, {hitIn("r", 1)}));
        QCOMPARE(search.state(), State::Asking);
        search.replied(reply(second->number, {hitIn("r", 2)}));
        QCOMPARE(seqs(search), (QList<qint64>{2}));
        search.look({}, {}, 0);
        search.replied(reply(second->number, {hitIn("r", 3)}));
        QVERIFY(search.hits().empty());
    }

    void moreIsAddedBelow()
    {
        Search search;
        search.setOnline(true);
        const auto first = search.look(u"word"_s, {}, 0);
        search.replied(reply(first->number, {hitIn("r", 9), hitIn("r", 8)}, 80));
        QVERIFY(search.hasMore());
        const auto more = search.more();
        QCOMPARE(more->before, 80);
        search.replied(reply(more->number, {hitIn("r", 7)}));
        QCOMPARE(seqs(search), (QList<qint64>{9, 8, 7}));
        QVERIFY(!search.hasMore());
        QVERIFY(!search.more());
    }

    void anEmptyPageLeadsOn()
    {
        Search search;
        search.setOnline(true);
        const auto first = search.look(u"word"_s, {}, 0);
        const auto next = search.replied(reply(first->number, {}, 5000));
        QVERIFY(next);
        QCOMPARE(next->before, 5000);
        search.replied(reply(next->number, {hitIn("r", 1)}));
        QCOMPARE(seqs(search), (QList<qint64>{1}));
    }

    // Its name may be what this one's id is.
    void hitsOfAnotherRoomAreLeftOutInARoom()
    {
        Search search;
        search.setOnline(true);
        const auto question = search.look(u"word"_s, "lobby", 0);
        search.replied(reply(question->number, {hitIn("lobby", 2), hitIn("other", 1)}));
        QCOMPARE(seqs(search), (QList<qint64>{2}));
    }

    void withoutAConnectionItWaitsForOne()
    {
        Search search;
        QVERIFY(!search.look(u"word"_s, {}, 0));
        QCOMPARE(search.state(), State::Offline);
        const auto question = search.setOnline(true);
        QVERIFY(question);
        QCOMPARE(question->query, u"word"_s);
    }

    void aConnectionLostMeanwhileIsNoFailure()
    {
        Search search;
        search.setOnline(true);
        const auto question = search.look(u"word"_s, {}, 0);
        search.setOnline(false);
        search.replied({question->number, std::nullopt, {"connection", {}, {}}});
        QCOMPARE(search.state(), State::Offline);
        QVERIFY(search.setOnline(true));
    }

    void aRefusalIsTold()
    {
        Search search;
        search.setOnline(true);
        const auto question = search.look(u"word"_s, {}, 0);
        search.replied({question->number, std::nullopt, {"too-fast", {}, {}}});
        QCOMPARE(search.state(), State::Failed);
        QCOMPARE(search.problem().code, QByteArray("too-fast"));
        QVERIFY(search.look(u"word"_s, {}, 0)); // again by Enter
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
