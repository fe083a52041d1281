#include "stomp/chat/search.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

chat::SearchHit hit()
{
    chat::Entry entry;
    entry.id = "m-1";
    entry.room = "general";
    entry.seq = 57;
    entry.author = {"p-1", u"Ann"_s};
    entry.text = u"내일 \"회의\"\n"_s;
    entry.sentAt = 1795357800123;
    return {entry, {{u"내일 \""_s, false}, {u"회의"_s, true}, {u"\"\n"_s, false}}};
}

QByteArray jsonOf(const chat::SearchHit &hit)
{
    return chat::searchHitJson(hit.entry.room, hit.entry.seq, chat::toJson(hit.entry), hit.pieces);
}

} // namespace

// The reply of a search, written by the server and read by the client.
class tst_searchpayloads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aResultSurvivesTheWay_data()
    {
        QTest::addColumn<qint64>("before");
        QTest::addColumn<bool>("isComplete");
        QTest::newRow("the last page") << qint64(0) << true;
        QTest::newRow("a page before others") << qint64(1234) << true;
        QTest::newRow("not all is known yet") << qint64(0) << false;
    }

    void aResultSurvivesTheWay()
    {
        QFETCH(qint64, before);
        QFETCH(bool, isComplete);
        const chat::SearchResult result{{hit(), hit()}, before, isComplete};
        const QByteArray json =
            chat::searchJson({jsonOf(hit()), jsonOf(hit())}, before, isComplete);
        const auto parsed = chat::parseSearchResult(json);
        QVERIFY2(parsed, parsed ? "" : parsed.error().text.constData());
        QVERIFY(*parsed == result);
    }

    void aHitReadsAsItIsDocumented()
    {
        const QJsonObject object = QJsonDocument::fromJson(jsonOf(hit())).object();
        QCOMPARE(object.value(u"room").toString(), u"general"_s);
        QCOMPARE(object.value(u"seq").toInt(), 57);
        QCOMPARE(object.value(u"entry").toObject().value(u"type").toString(), u"message"_s);
        const QJsonObject piece = object.value(u"pieces").toArray().at(1).toObject();
        QCOMPARE(piece, (QJsonObject{{u"text"_s, u"회의"_s}, {u"hit"_s, true}}));
    }

    void nothingFoundIsAnEmptyList()
    {
        const QByteArray json = chat::searchJson({}, 0, true);
        QCOMPARE(json, R"({"hits":[],"before":null,"complete":true})");
        QVERIFY(chat::parseSearchResult(json)->hits.empty());
    }

    void whatIsNoResultIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("hits");
        QTest::newRow("no hits") << QByteArray("{}");
        QTest::newRow("a hit without its message") << QByteArray(R"({"hits":[{"pieces":[]}]})");
        QTest::newRow("a bad message") << QByteArray(R"({"hits":[{"entry":{},"pieces":[]}]})");
        QTest::newRow("a bad piece") << QByteArray(R"({"hits":[{"entry":)"
            + chat::toJson(hit().entry) + R"(,"pieces":[{"text":1,"hit":true}]}]})");
        QTest::newRow("no position") << QByteArray(R"({"hits":[],"before":"x"})");
    }

    void whatIsNoResultIsRefused()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!chat::parseSearchResult(json));
    }
};

QTEST_GUILESS_MAIN(tst_searchpayloads)
#include "tst_searchpayloads.moc"
