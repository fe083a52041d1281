#include "tests/server/broker/brokerharness.h"

#include <QTest>

#include <random>

using namespace server;
using Lines = BrokerHarness::Lines;
using Range = LogQuery::Range;

namespace {

const QByteArray room = "/subscribe/chat/r";

// The entries handed to the session under test, as numbers; a gap A-B as -A.
std::vector<qint64> entries(const Lines &lines)
{
    std::vector<qint64> seqs;
    for (const QByteArray &line : lines) {
        const QByteArray body = line.mid(line.lastIndexOf(room + ' ') + room.size() + 1);
        if (line.contains("MESSAGE") && body.startsWith('e'))
            seqs.push_back(body.mid(1).toLongLong());
        else if (line.contains("MESSAGE") && body.startsWith("gap "))
            seqs.push_back(-body.mid(4, body.indexOf('-') - 4).toLongLong());
    }
    return seqs;
}

std::vector<qint64> numbers(qint64 from, qint64 to)
{
    std::vector<qint64> out;
    for (qint64 seq = from; seq <= to; ++seq)
        out.push_back(seq);
    return out;
}

struct ReplayHarness : BrokerHarness {
    explicit ReplayHarness(Replay replay, int page = 200)
        : BrokerHarness(withPage(page))
    {
        handler.onMessage = say;
        handler.onSubscribe = [replay](const stomp::Frame &frame, const Caller &) {
            return frame.header("destination") == room ? Admitted{replay, {}} : Admitted{};
        };
        open("a");
        open("b");
    }

    static BrokerOptions withPage(int page)
    {
        BrokerOptions options = defaultOptions();
        options.replayPage = page;
        return options;
    }

    // Somebody else's message is written and published.
    Lines live(qint64 seq)
    {
        send("b", "/publish/chat/r", "e" + QByteArray::number(seq));
        return written(Appended{seq, "id"});
    }
};

} // namespace

class tst_replays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReceiptComesBeforeTheFirstEntry()
    {
        ReplayHarness h({"r", Range::After, 2, 0});
        QCOMPARE(h.subscribe("a", "s", room, {{"receipt", "r"}}),
            Lines{"log: READ r after 2 limit 200"});
        QCOMPARE(h.page(pageOf(3, 4, 4)),
            (Lines{"a: RECEIPT r", "a: MESSAGE s /subscribe/chat/r e3",
                "a: MESSAGE s /subscribe/chat/r e4"}));
        QCOMPARE(h.live(5), (Lines{"a: MESSAGE s /subscribe/chat/r e5"}));
    }

    void anEntryCarriesItsIdAndNumber()
    {
        ReplayHarness h({"r", Range::After, 2, 0});
        h.subscribe("a", "s", room);
        h.page(pageOf(3, 3, 3));
        const auto &headers =
            std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message).message->headers();
        QCOMPARE(
            headers, (stomp::Headers{{"destination", room}, {"message-id", "id-3"}, {"seq", "3"}}));
    }

    void pagesAreAskedForOneAfterTheOther()
    {
        ReplayHarness h({"r", Range::After, 0, 0}, 2);
        QCOMPARE(h.subscribe("a", "s", room), Lines{"log: READ r after 0 limit 2"});
        Lines lines = h.page(pageOf(1, 2, 5));
        QCOMPARE(entries(lines), numbers(1, 2));
        QCOMPARE(lines.back(), QByteArray("log: READ r after 2 limit 2"));
        lines = h.page(pageOf(3, 4, 5));
        QCOMPARE(lines.back(), QByteArray("log: READ r after 4 limit 2"));
        QCOMPARE(entries(h.page(pageOf(5, 5, 5))), numbers(5, 5));
        QVERIFY(h.reads.empty());
    }

    void whatWasPublishedMeanwhileIsReadAsWell()
    {
        ReplayHarness h({"r", Range::After, 0, 0});
        h.subscribe("a", "s", room);
        QCOMPARE(h.live(3), Lines{});
        const Lines lines = h.page(pageOf(1, 2, 2));
        QCOMPARE(entries(lines), numbers(1, 2));
        QCOMPARE(lines.back(), QByteArray("log: READ r after 2 limit 200"));
        QCOMPARE(entries(h.page(pageOf(3, 3, 3))), numbers(3, 3));
        QCOMPARE(entries(h.live(4)), numbers(4, 4));
    }

    void whatTheLogShowedBeforeItsCommitWasAnsweredIsNotDoubled()
    {
        ReplayHarness h({"r", Range::After, 0, 0});
        h.subscribe("a", "s", room);
        h.send("b", "/publish/chat/r", "e3");
        QCOMPARE(entries(h.page(pageOf(1, 3, 3))), numbers(1, 3));
        QCOMPARE(h.written(Appended{3, "id"}), Lines{});
        QCOMPARE(entries(h.live(4)), numbers(4, 4));
    }

    void lastBeginsSoManyFromTheEnd()
    {
        ReplayHarness h({"r", Range::Last, 0, 3});
        QCOMPARE(h.subscribe("a", "s", room), Lines{"log: READ r last limit 3"});
        QCOMPARE(entries(h.page(pageOf(8, 10, 10))), numbers(8, 10));
        QCOMPARE(entries(h.live(11)), numbers(11, 11));
    }

    void moreThanAPageFromTheEndIsReadForward()
    {
        ReplayHarness h({"r", Range::Last, 0, 5}, 2);
        QCOMPARE(
            h.subscribe("a", "s", room, {{"receipt", "r"}}), Lines{"log: READ r last limit 1"});
        QCOMPARE(
            h.page(pageOf(10, 10, 10)), (Lines{"a: RECEIPT r", "log: READ r after 5 limit 2"}));
        QCOMPARE(entries(h.page(pageOf(6, 7, 10))), numbers(6, 7));
        QCOMPARE(entries(h.page(pageOf(8, 9, 10))), numbers(8, 9));
        QCOMPARE(entries(h.page(pageOf(10, 10, 10))), numbers(10, 10));
        QVERIFY(h.reads.empty());
    }

    void lastNoneIsLiveAtOnce()
    {
        ReplayHarness h({"r", Range::Last, 0, 0});
        QCOMPARE(h.subscribe("a", "s", room, {{"receipt", "r"}}), Lines{"a: RECEIPT r"});
        QCOMPARE(entries(h.live(1)), numbers(1, 1));
    }

    void anEmptyRoomIsLiveAfterItsEmptyPage()
    {
        for (const Range range : {Range::After, Range::Last}) {
            ReplayHarness h({"r", range, 0, 10});
            h.subscribe("a", "s", room, {{"receipt", "r"}});
            QCOMPARE(h.page(pageOf(1, 0, 0)), Lines{"a: RECEIPT r"});
            QCOMPARE(entries(h.live(1)), numbers(1, 1));
        }
    }

    void aNumberNeverGivenMeansFromNowOn()
    {
        ReplayHarness h({"r", Range::After, 1000, 0});
        h.subscribe("a", "s", room);
        QCOMPARE(h.page(pageOf(8, 7, 7)), Lines{});
        QCOMPARE(entries(h.live(8)), numbers(8, 8));
    }

    void whatIsTooOldIsAnnouncedFirst()
    {
        ReplayHarness h({"r", Range::After, 2, 0});
        h.subscribe("a", "s", room);
        QCOMPARE(h.page(pageOf(6, 7, 7, 6)),
            (Lines{"a: MESSAGE s /subscribe/chat/r gap 3-5", "a: MESSAGE s /subscribe/chat/r e6",
                "a: MESSAGE s /subscribe/chat/r e7"}));
    }

    void everythingMayBeTooOld()
    {
        ReplayHarness h({"r", Range::After, 2, 0});
        h.subscribe("a", "s", room);
        LogPage page = pageOf(8, 7, 7, 8);
        QCOMPARE(h.page(page), Lines{"a: MESSAGE s /subscribe/chat/r gap 3-7"});
        QCOMPARE(entries(h.live(8)), numbers(8, 8));
    }

    void lastAnnouncesWhatIsNoLongerThere()
    {
        ReplayHarness h({"r", Range::Last, 0, 9});
        h.subscribe("a", "s", room);
        QCOMPARE(h.page(pageOf(6, 7, 7, 6)),
            (Lines{"a: MESSAGE s /subscribe/chat/r gap 1-5", "a: MESSAGE s /subscribe/chat/r e6",
                "a: MESSAGE s /subscribe/chat/r e7"}));
    }

    void lastIsContentWithWhatIsKept()
    {
        ReplayHarness h({"r", Range::Last, 0, 2});
        h.subscribe("a", "s", room);
        QCOMPARE(entries(h.page(pageOf(6, 7, 7, 6))), numbers(6, 7));
    }

    void aHoleInTheLogIsSaid()
    {
        ReplayHarness h({"r", Range::After, 0, 0});
        h.subscribe("a", "s", room);
        LogPage page = pageOf(1, 5, 5);
        page.entries.erase(page.entries.begin() + 1, page.entries.begin() + 3);
        QCOMPARE(h.page(page),
            (Lines{"a: MESSAGE s /subscribe/chat/r e1", "a: MESSAGE s /subscribe/chat/r gap 2-3",
                "a: MESSAGE s /subscribe/chat/r e4", "a: MESSAGE s /subscribe/chat/r e5"}));
    }

    void anUnreadableLogRefusesTheSubscription()
    {
        ReplayHarness h({"r", Range::After, 0, 0});
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", room, {{"receipt", "r"}});
        const Lines lines = h.page(LogError{"damaged", {}});
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].contains("log-unavailable"));
        const auto &headers =
            std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message).message->headers();
        QCOMPARE(headers.value("receipt-id"), QByteArray("r"));
        QCOMPARE(h.handler.calls.back(), "unsubscribed " + room + " a");
        QCOMPARE(h.live(1), Lines{});
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "u"}}), Lines{"a: RECEIPT u"});
    }

    void afterItsReceiptAFailureNamesTheSubscriptionAlone()
    {
        ReplayHarness h({"r", Range::After, 0, 0}, 1);
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", room, {{"receipt", "r"}});
        h.page(pageOf(1, 1, 2));
        h.page(LogError{"damaged", {}});
        const auto &headers =
            std::get<DeliverMessage>(std::get<WorkerAction>(h.last[0]).message).message->headers();
        QVERIFY(!headers.contains("receipt-id"));
        QCOMPARE(headers.value("subscription"), QByteArray("s"));
        QCOMPARE(h.live(3), Lines{});
    }

    void aLogThatHidesWhatItWroteIsNotAskedForEver()
    {
        ReplayHarness h({"r", Range::After, 0, 0});
        h.subscribe("a", "e", "/user/queue/errors");
        h.subscribe("a", "s", room);
        h.live(1);
        h.page(pageOf(1, 0, 0));
        const Lines lines = h.page(pageOf(1, 0, 0));
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].contains("log-unavailable"));
        QVERIFY(h.reads.empty());
    }

    void unsubscribingInTheMiddleEndsIt()
    {
        ReplayHarness h({"r", Range::After, 0, 0}, 1);
        h.subscribe("a", "s", room, {{"receipt", "1"}});
        QCOMPARE(h.unsubscribe("a", "s", {{"receipt", "2"}}), Lines{});
        QCOMPARE(h.page(pageOf(1, 1, 9)), (Lines{"a: RECEIPT 1", "a: RECEIPT 2"}));
        QVERIFY(h.reads.empty());
    }

    void theNextSubscriptionOfTheIdIsAnotherOne()
    {
        ReplayHarness h({"r", Range::After, 0, 0}, 1);
        h.subscribe("a", "s", room);
        h.unsubscribe("a", "s");
        h.subscribe("a", "s", room);
        QCOMPARE(h.page(pageOf(1, 1, 2)), Lines{});
        QCOMPARE(entries(h.page(pageOf(1, 1, 2))), numbers(1, 1));
        QCOMPARE(h.reads.size(), std::size_t(1));
    }

    void theEndOfTheSessionEndsIt()
    {
        ReplayHarness h({"r", Range::After, 0, 0});
        h.subscribe("a", "s", room, {{"receipt", "1"}});
        h.gone("a");
        QCOMPARE(h.page(pageOf(1, 9, 9)), Lines{});
    }

    void theWaitingSubscribeHoldsUpNoOtherDestination()
    {
        ReplayHarness h({"r", Range::After, 0, 0});
        h.subscribe("a", "s", room, {{"receipt", "1"}});
        QCOMPARE(h.send("a", "/topic/x", "", {{"receipt", "2"}}), Lines{"a: RECEIPT 2"});
    }

    // Writes, their answers, reads and theirs in any order the storage thread may produce: each
    // subscription gets everything after its position once, in order, and what is no longer kept as
    // a gap.
    void everyInterleavingGivesEachEntryOnceAndInOrder();
};

namespace {

// What the storage thread may do: writes become durable in order, their answers come in order and
// later; a read sees what is durable when it is carried out, which is some time after it was asked.
class Storage {
public:
    explicit Storage(ReplayHarness &harness)
        : m_harness(harness)
    {
    }

    qint64 lastSeq = 0;
    qint64 firstSeq = 1;

    bool canCommit() const { return m_committed < m_harness.writes.size(); }
    void commit()
    {
        ++m_committed;
        ++lastSeq;
        m_numbers.push_back(lastSeq);
    }
    bool canAnswerWrite() const { return m_committed > 0; }
    Lines answerWrite()
    {
        --m_committed;
        const qint64 seq = m_numbers.front();
        m_numbers.erase(m_numbers.begin());
        return m_harness.written(Appended{seq, "id-" + QByteArray::number(seq)});
    }
    bool canRead() const { return !m_harness.reads.empty() && !m_page; }
    void read() { m_page = find(m_harness.reads.front().query); }
    bool canAnswerRead() const { return m_page.has_value(); }
    Lines answerRead() { return m_harness.page(*std::exchange(m_page, std::nullopt)); }

private:
    LogPage find(const LogQuery &query) const
    {
        qint64 from = std::max(query.position + 1, firstSeq);
        if (query.range == Range::Last)
            from = std::max(lastSeq - query.limit + 1, firstSeq);
        LogPage page = pageOf(from, std::min(lastSeq, from + query.limit - 1), lastSeq, firstSeq);
        page.isEnd = page.entries.empty() || page.entries.back().seq == lastSeq;
        return page;
    }

    ReplayHarness &m_harness;
    std::size_t m_committed = 0;
    std::vector<qint64> m_numbers;
    std::optional<LogPage> m_page;
};

} // namespace

void tst_replays::everyInterleavingGivesEachEntryOnceAndInOrder()
{
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&random](unsigned n) { return static_cast<qint64>(random() % n); };
        const bool isLast = below(2);
        const qint64 before = below(12);
        const Replay replay{"r", isLast ? Range::Last : Range::After,
            isLast ? 0 : below(unsigned(before) + 1), static_cast<int>(1 + below(8))};
        ReplayHarness h(replay, static_cast<int>(1 + below(4)));
        Storage storage(h);
        storage.lastSeq = before;
        storage.firstSeq = 1 + below(unsigned(before) + 1);
        qint64 sent = before;
        bool isSubscribed = false;
        qint64 publishedBefore = before; // had been published when it subscribed
        qint64 published = before;
        std::vector<qint64> got;
        const auto note = [&got](const Lines &lines) {
            for (const qint64 seq : entries(lines))
                got.push_back(seq);
        };
        const qint64 all = before + 1 + below(10);
        while (sent < all || !isSubscribed || storage.canCommit() || storage.canAnswerWrite()
            || !h.reads.empty()) {
            switch (below(6)) {
            case 0:
                if (sent < all)
                    note(h.send("b", "/publish/chat/r", "e" + QByteArray::number(++sent)));
                break;
            case 1:
                if (storage.canCommit())
                    storage.commit();
                break;
            case 2:
                if (storage.canAnswerWrite()) {
                    ++published;
                    note(storage.answerWrite());
                }
                break;
            case 3:
                if (!std::exchange(isSubscribed, true)) {
                    publishedBefore = published;
                    note(h.subscribe("a", "s", room));
                }
                break;
            case 4:
                if (storage.canRead())
                    storage.read();
                break;
            default:
                if (storage.canAnswerRead())
                    note(storage.answerRead());
            }
        }
        const QByteArray name = "seed " + QByteArray::number(seed);
        std::vector<qint64> expected;
        if (isLast) {
            // Where it starts depends on when the log was read: at least what was asked for,
            // without a hole.
            QVERIFY2(!got.empty() && got.back() == all, name);
            if (got.front() < 0) { // what would have been first is no longer there
                QVERIFY2(-got.front() < storage.firstSeq, name);
                got.erase(got.begin());
                QVERIFY2(got.front() == storage.firstSeq, name);
            }
            QVERIFY2(got.front() >= std::max(publishedBefore - replay.count + 1, storage.firstSeq),
                name);
            expected = numbers(got.front(), all);
        } else {
            if (replay.position + 1 < storage.firstSeq)
                expected.push_back(-(replay.position + 1));
            const auto live = numbers(std::max(replay.position + 1, storage.firstSeq), all);
            expected.insert(expected.end(), live.begin(), live.end());
        }
        QVERIFY2(got == expected, name);
    }
}

QTEST_APPLESS_MAIN(tst_replays)
#include "tst_replays.moc"
