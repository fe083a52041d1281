// That the account finds what it is there to find.

#include "tests/system/resilience/roomaccount.h"

#include <QTest>

using namespace Qt::StringLiterals;
using resilience::Entries;
using resilience::Told;

namespace {

QJsonObject entry(qint64 seq, const QString &type, const QString &id, const QString &text = {})
{
    return {{u"seq"_s, seq}, {u"type"_s, type}, {u"id"_s, id}, {u"text"_s, text},
        {u"author"_s, QJsonObject{{u"id"_s, u"A"_s}}}};
}

QJsonObject said(qint64 seq, int number)
{
    return entry(seq, u"message"_s, u"m%1"_s.arg(seq), u"ann %1"_s.arg(number));
}

QJsonObject reacted(qint64 seq, bool on)
{
    QJsonObject reaction = entry(seq, u"reaction"_s, u"m1"_s);
    reaction[u"emoji"] = u"+"_s;
    reaction[u"on"] = on;
    return reaction;
}

Told kept(const QString &text)
{
    Told told;
    told.queued["key"] = {"room", text};
    return told;
}

Told sent(const QString &text, qint64 seq)
{
    Told told = kept(text);
    told.sent["key"] = seq;
    return told;
}

} // namespace

Q_DECLARE_METATYPE(Told)

class TestRoomAccount : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrongInARoomIsFound_data()
    {
        QTest::addColumn<Entries>("log");
        QTest::addColumn<int>("troubles");
        QTest::newRow("nothing") << Entries{said(1, 1), said(2, 2)} << 0;
        QTest::newRow("left out by its author") << Entries{said(1, 1), said(2, 3)} << 0;
        QTest::newRow("hole") << Entries{said(1, 1), said(3, 2)} << 1;
        QTest::newRow("twice") << Entries{said(1, 1), said(2, 1)} << 2; // and out of order
        QTest::newRow("out of order") << Entries{said(1, 2), said(2, 1)} << 1;
        QJsonObject other = said(2, 2);
        other[u"author"] = QJsonObject{{u"id"_s, u"B"_s}};
        QTest::newRow("another person") << Entries{said(1, 1), other} << 1;
        QTest::newRow("reaction") << Entries{said(1, 1), reacted(2, true), reacted(3, false)} << 0;
        QTest::newRow("reaction twice")
            << Entries{said(1, 1), reacted(2, true), reacted(3, true)} << 1;
    }

    void whatIsWrongInARoomIsFound()
    {
        QFETCH(Entries, log);
        QTEST(int(resilience::troublesOf(log).size()), "troubles");
    }

    void whatWasToldAndDoesNotHoldIsFound_data()
    {
        QTest::addColumn<Told>("told");
        QTest::addColumn<bool>("holds");
        QTest::newRow("nothing") << Told() << true;
        QTest::newRow("as told") << sent(u"ann 2"_s, 2) << true;
        QTest::newRow("another number") << sent(u"ann 2"_s, 1) << false;
        QTest::newRow("a number that is not there") << sent(u"ann 2"_s, 4) << false;
        QTest::newRow("lost") << kept(u"ann 2"_s) << false;
        QTest::newRow("an edit") << sent(u"*"_s, 3) << true;
        QTest::newRow("no edit") << sent(u"*"_s, 2) << false;
        QTest::newRow("what was so already") << sent(u"*"_s, 0) << true;
        QTest::newRow("a message without a number") << sent(u"ann 2"_s, 0) << false;
        Told refused = kept(u"ann 2"_s);
        refused.failed["key"] = u"no"_s;
        QTest::newRow("refused") << refused << false;
        Told edit = kept(u"*"_s);
        edit.failed["key"] = u"deleted"_s;
        QTest::newRow("an edit of what is deleted") << edit << true;
        Told same = sent(u"ann 2"_s, 2);
        same.queued["other"] = {"room", u"ann 2"_s};
        same.sent["other"] = 2;
        QTest::newRow("two of one number") << same << false;
    }

    void whatWasToldAndDoesNotHoldIsFound()
    {
        QFETCH(Told, told);
        const Entries log{said(1, 1), said(2, 2), entry(3, u"edit"_s, u"m1"_s, u"ann 3"_s)};
        QTEST(resilience::troublesOf(log, "room", told).isEmpty(), "holds");
        QVERIFY(resilience::troublesOf(log, "another", told).isEmpty());
    }

    void whatIsShownFollowsFromTheEntries()
    {
        QJsonObject reply = said(4, 4);
        reply[u"replyTo"] = u"m1"_s;
        const Entries log{said(1, 1), entry(2, u"edit"_s, u"m1"_s, u"better"_s), reacted(3, true),
            reply, entry(5, u"delete"_s, u"m4"_s)};
        const QJsonArray shown = resilience::shownOf(log);
        QCOMPARE(shown.size(), 2);
        QCOMPARE(shown[0].toObject().value(u"text"), u"better"_s);
        QCOMPARE(shown[0].toObject().value(u"edited"), true);
        QCOMPARE(
            shown[0].toObject().value(u"reactions"), (QJsonObject{{u"+"_s, QJsonArray{u"A"_s}}}));
        QCOMPARE(shown[1].toObject().value(u"text"), QString());
        QCOMPARE(shown[1].toObject().value(u"deleted"), true);
        QCOMPARE(shown[1].toObject().value(u"quote"), 1);
    }
};

QTEST_GUILESS_MAIN(TestRoomAccount)
#include "tst_roomaccount.moc"
