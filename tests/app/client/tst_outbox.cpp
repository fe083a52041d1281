#include "app/client/outbox.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::Outbox;
using app::OutboxMessage;
using app::SendFailure;

namespace {

OutboxMessage written(const QByteArray &key, const QByteArray &room = "general")
{
    OutboxMessage message;
    message.room = room;
    message.key = key;
    message.text = QString::fromLatin1(key);
    return message;
}

// "send a" or "changed a failed": an action in words.
QStringList words(const Outbox::Actions &actions)
{
    QStringList result;
    for (const Outbox::Action &action : actions) {
        if (const auto *send = std::get_if<Outbox::Send>(&action)) {
            result += QStringLiteral("send ") + QString::fromLatin1(send->message.key);
        } else if (const auto *gone = std::get_if<Outbox::Gone>(&action)) {
            result += QStringLiteral("gone ") + QString::fromLatin1(gone->key);
        } else if (const auto *keep = std::get_if<Outbox::Keep>(&action)) {
            result += QStringLiteral("keep ") + QString::fromLatin1(keep->message.key);
        } else {
            const OutboxMessage &message = std::get<Outbox::Changed>(action).message;
            const bool isFailed = message.state == OutboxMessage::State::Failed;
            result += QString::fromLatin1(message.key)
                + (isFailed ? QStringLiteral(" failed")
                        : message.state == OutboxMessage::State::Writing
                        ? QStringLiteral(" is written")
                        : message.isLate ? QStringLiteral(" late")
                                         : QStringLiteral(" waits"));
        }
    }
    return result;
}

// Written, and the disk has it.
QStringList say(Outbox &outbox, const QByteArray &key, const QByteArray &room = "general")
{
    outbox.add(written(key, room), 0);
    return words(outbox.kept(room, key, 0));
}

const SendFailure refused{"too-long", {}};
const SendFailure full{"disk-full", {}};
const SendFailure cut{"connection", {}};

} // namespace

class TestOutbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSentNorWaitsBeforeItIsOnTheDisk()
    {
        Outbox outbox;
        outbox.connected(0);
        QCOMPARE(words(outbox.add(written("a"), 0)), (QStringList{u"a is written"_s, u"keep a"_s}));
        QCOMPARE(outbox.waitingCount(), 0);
        QCOMPARE(words(outbox.kept("general", "a", 1)), (QStringList{u"a waits"_s, u"send a"_s}));
        QCOMPARE(outbox.waitingCount(), 1);
        QCOMPARE(words(outbox.kept("general", "a", 2)), QStringList());
    }

    void noneOvertakesOneThatTheDiskDoesNotHaveYet()
    {
        Outbox outbox;
        outbox.connected(0);
        outbox.add(written("a"), 0);
        outbox.add(written("b"), 0);
        QCOMPARE(words(outbox.kept("general", "b", 1)), (QStringList{u"b waits"_s}));
        QCOMPARE(words(outbox.kept("general", "a", 2)), (QStringList{u"a waits"_s, u"send a"_s}));
    }

    void oneMessageOfARoomIsInFlight()
    {
        Outbox outbox;
        outbox.connected(0);
        QCOMPARE(say(outbox, "a"), (QStringList{u"a waits"_s, u"send a"_s}));
        QCOMPARE(say(outbox, "b"), (QStringList{u"b waits"_s}));
        QCOMPARE(say(outbox, "c", "other"), (QStringList{u"c waits"_s, u"send c"_s}));
        QCOMPARE(
            words(outbox.receipted("general", "a", 1)), (QStringList{u"gone a"_s, u"send b"_s}));
        QCOMPARE(outbox.waitingCount(), 2);
    }

    void whatAnEarlierRunLeftGoesFirst()
    {
        Outbox outbox;
        outbox.connected(0);
        outbox.add(written("new"), 0);
        OutboxMessage refusedBefore = written("failed");
        refusedBefore.state = OutboxMessage::State::Failed;
        QCOMPARE(words(outbox.restore({written("a"), refusedBefore, written("b")}, 5)),
            (QStringList{u"a waits"_s, u"failed failed"_s, u"b waits"_s, u"send a"_s}));
        QCOMPARE(words(outbox.kept("general", "new", 6)), (QStringList{u"new waits"_s}));
        QCOMPARE(
            words(outbox.receipted("general", "a", 7)), (QStringList{u"gone a"_s, u"send b"_s}));
        QCOMPARE(
            words(outbox.receipted("general", "b", 8)), (QStringList{u"gone b"_s, u"send new"_s}));
    }

    void whatIsWrittenWithoutAConnectionIsSentInOrderWhenItComes()
    {
        Outbox outbox;
        say(outbox, "a");
        say(outbox, "b");
        QCOMPARE(words(outbox.connected(5)), (QStringList{u"send a"_s}));
        QCOMPARE(
            words(outbox.receipted("general", "a", 6)), (QStringList{u"gone a"_s, u"send b"_s}));
    }

    void afterACutItIsSentAgainUnderTheSameKey()
    {
        Outbox outbox;
        outbox.connected(0);
        say(outbox, "a");
        QCOMPARE(words(outbox.failed("general", "a", cut, 1)), (QStringList{u"a waits"_s}));
        outbox.disconnected();
        QCOMPARE(words(outbox.connected(2)), (QStringList{u"send a"_s}));
    }

    void aFailureForGoodStepsAsideOnTheDiskTooAndBlocksNothing()
    {
        Outbox outbox;
        outbox.connected(0);
        say(outbox, "a");
        say(outbox, "b");
        QCOMPARE(words(outbox.failed("general", "a", refused, 1)),
            (QStringList{u"a failed"_s, u"keep a"_s, u"send b"_s}));
        QCOMPARE(std::as_const(outbox).find("general", "a")->failure.code, QByteArray("too-long"));
        QCOMPARE(outbox.waitingCount(), 1);
    }

    void aFailureForAWhileIsTriedAgainLaterAndLetsNoneOvertake()
    {
        Outbox outbox;
        outbox.connected(0);
        say(outbox, "a");
        say(outbox, "b");
        QCOMPARE(words(outbox.failed("general", "a", full, 100)), (QStringList{u"a waits"_s}));
        QCOMPARE(outbox.nextWake(), std::optional<qint64>(1100));
        QCOMPARE(words(outbox.wake(1099)), QStringList());
        QCOMPARE(words(outbox.wake(1100)), (QStringList{u"send a"_s}));
        outbox.failed("general", "a", full, 1200);
        QCOMPARE(outbox.nextWake(), std::optional<qint64>(3200)); // twice as long
    }

    void aClockThatIsSetBackProlongsNoWait()
    {
        constexpr qint64 day = 24 * 60 * 60 * 1000;
        Outbox outbox;
        outbox.connected(day);
        outbox.add(written("a"), day);
        outbox.kept("general", "a", day);
        outbox.failed("general", "a", full, day);
        QCOMPARE(words(outbox.wake(day + Outbox::firstRetryDelay - 1)), QStringList());
        QCOMPARE(words(outbox.wake(0)), QStringList{u"send a"_s});
    }

    void aLateReceiptLetsTheNextOneGoAtOnce()
    {
        Outbox outbox;
        outbox.connected(0);
        say(outbox, "a");
        say(outbox, "b");
        outbox.failed("general", "a", {"timeout", {}}, 100);
        QCOMPARE(
            words(outbox.receipted("general", "a", 200)), (QStringList{u"gone a"_s, u"send b"_s}));
    }

    void afterTenSecondsItIsLate()
    {
        Outbox outbox;
        say(outbox, "a");
        QCOMPARE(outbox.nextWake(), std::optional<qint64>(10'000));
        QCOMPARE(words(outbox.wake(9'999)), QStringList());
        QCOMPARE(words(outbox.wake(10'000)), (QStringList{u"a late"_s}));
        QCOMPARE(outbox.nextWake(), std::nullopt);
    }

    void aFailedOneIsRetriedEditedOrDiscarded()
    {
        Outbox outbox;
        outbox.connected(0);
        say(outbox, "a");
        outbox.failed("general", "a", refused, 1);
        QCOMPARE(words(outbox.retry("general", "a", "b", 2)),
            (QStringList{u"a is written"_s, u"keep a"_s}));
        QCOMPARE(words(outbox.kept("general", "a", 2)), (QStringList{u"a waits"_s, u"send a"_s}));
        outbox.failed("general", "a", refused, 3);
        const Outbox::Actions edited =
            outbox.edit("general", "a", "b", QStringLiteral("shorter"), 4);
        QCOMPARE(words(edited), (QStringList{u"gone a"_s, u"b is written"_s, u"keep b"_s}));
        QCOMPARE(std::get<Outbox::Keep>(edited.back()).replaces, QByteArray("a"));
        QCOMPARE(words(outbox.kept("general", "b", 4)), (QStringList{u"b waits"_s, u"send b"_s}));
        QCOMPARE(std::as_const(outbox).find("general", "b")->text, QStringLiteral("shorter"));
        outbox.failed("general", "b", refused, 5);
        QCOMPARE(words(outbox.discard("general", "b", 6)), (QStringList{u"gone b"_s}));
        QVERIFY(!std::as_const(outbox).find("general", "b"));
    }

    void whatTheServerHoldsForAnotherOneIsTriedUnderAnotherKey()
    {
        Outbox outbox;
        outbox.connected(0);
        say(outbox, "a");
        outbox.failed("general", "a", {"key-reused", {}}, 1);
        QCOMPARE(words(outbox.retry("general", "a", "b", 2)),
            (QStringList{u"gone a"_s, u"b is written"_s, u"keep b"_s}));
    }

    void aRetriedOneWaitsForTheOneInFlight()
    {
        Outbox outbox;
        outbox.connected(0);
        say(outbox, "a");
        say(outbox, "b");
        outbox.failed("general", "a", refused, 1);
        outbox.retry("general", "a", "c", 2);
        QCOMPARE(words(outbox.kept("general", "a", 2)), (QStringList{u"a waits"_s}));
        QCOMPARE(
            words(outbox.receipted("general", "b", 3)), (QStringList{u"gone b"_s, u"send a"_s}));
    }

    void keysAreLongEnoughAndDiffer()
    {
        QCOMPARE(app::makeIdempotencyKey().size(), 22);
        QVERIFY(app::makeIdempotencyKey() != app::makeIdempotencyKey());
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
