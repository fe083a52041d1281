#include "app/client/chatroom.h"
#include "app/models/timelinemodel.h"
#include "tests/app/entries.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using app::ChatRoom;
using app::TimelineModel;
using app::TimelineRowKind;
using app::TimelineRole::ContinuesGroup;
using app::TimelineRole::Kind;
using app::TimelineRole::Seq;
using test::said;
using test::saidBetween;

namespace {

ChatRoom::Requests noRequests()
{
    return {[](const app::NetworkCommand &) {}, {}, {}, {}, {}, [](qint64, int) {}, {}};
}

// "start day 1 ~2 unread 3 (4-6) 7 +": ~ continues a group, + is pending.
QString shape(const TimelineModel &model)
{
    QStringList words;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const QString seq = index.data(Seq).toString();
        switch (index.data(Kind).value<TimelineRowKind>()) {
        case TimelineRowKind::Start:
            words += QStringLiteral("start");
            break;
        case TimelineRowKind::DayLine:
            words += QStringLiteral("day");
            break;
        case TimelineRowKind::UnreadLine:
            words += QStringLiteral("unread");
            break;
        case TimelineRowKind::Hole:
            words += u'(' + seq + u')';
            break;
        case TimelineRowKind::System:
            words += QStringLiteral("system");
            break;
        case TimelineRowKind::Message:
            words += (index.data(ContinuesGroup).toBool() ? QStringLiteral("~") : QString())
                + (seq == u"0" ? QStringLiteral("+") : seq);
            break;
        }
    }
    return words.join(u' ');
}

chat::Entry onDay(int day, qint64 seq)
{
    chat::Entry entry = said(seq);
    entry.sentAt += day * Q_INT64_C(86'400'000);
    return entry;
}

} // namespace

class TestTimelineModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_room = std::make_unique<ChatRoom>("general", noRequests());
        m_room->setSelf({"me", QStringLiteral("Me"), 0, 0, 0});
        m_model = std::make_unique<TimelineModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setRoom(m_room.get());
    }

    void messagesOfOnePersonWithinFiveMinutesAreOneGroup()
    {
        chat::Entry late = said(4);
        late.sentAt += 6 * 60 * 1000;
        m_room->addEntries({said(1), said(2), said(3, "bob"), late});
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 ~2 3 4"));
    }

    void aDayLineStandsAboveTheFirstMessageOfADay()
    {
        m_room->addEntries({onDay(0, 5), onDay(1, 6)});
        QCOMPARE(shape(*m_model), QStringLiteral("day 5 day 6"));
        m_room->addEntries({onDay(0, 4)});
        QCOMPARE(shape(*m_model), QStringLiteral("day 4 ~5 day 6"));
    }

    void aHoleIsARowUntilItIsFilled()
    {
        m_room->addEntries({said(1), said(5)});
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 (2) 5"));
        QCOMPARE(m_model->index(3).data(app::TimelineRole::HoleSize).toLongLong(), 3);
        m_room->addEntries(saidBetween(2, 4));
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 ~2 ~3 ~4 ~5"));
    }

    void whatIsMissingIsNotReadByBeingPassed()
    {
        m_room->addEntries({said(1), said(500)});
        const int hole = m_model->rowOfSeq(2);
        QCOMPARE(m_model->seqAtOrAbove(hole), 1);
        QCOMPARE(m_model->seqAtOrAbove(hole + 1), 500);
    }

    void aChangeOfTheRoomSaysWhatIsDifferent()
    {
        const auto change = [](qint64 seq, const char *name, const char *topic, bool isArchived) {
            chat::Entry entry = said(seq);
            entry.type = chat::EntryType::Room;
            entry.name = QString::fromLatin1(name);
            entry.topic = QString::fromLatin1(topic);
            entry.isArchived = isArchived;
            return entry;
        };
        m_room->addEntries({change(1, "Plans", "", false), change(2, "Plans", "ideas", false),
            change(3, "Trips", "ideas", false), change(4, "Trips", "ideas", true),
            change(5, "Trips", "ideas", false), change(6, "Trips", "", false)});
        const auto text = [this](qint64 seq) {
            return m_model->index(m_model->rowOfSeq(seq)).data().toString();
        };
        QCOMPARE(text(1), QStringLiteral("ann named the room “Plans”."));
        QCOMPARE(text(2), QStringLiteral("ann set the topic: ideas"));
        QCOMPARE(text(3), QStringLiteral("ann named the room “Trips”."));
        QCOMPARE(text(4), QStringLiteral("ann archived the room."));
        QCOMPARE(text(5), QStringLiteral("ann opened the room again."));
        QCOMPARE(text(6), QStringLiteral("ann took the topic away."));
    }

    void theUnreadLineStandsAboveTheFirstUnreadMessageOfOthers()
    {
        m_room->addEntries({said(1), said(2, "me"), said(3), said(4)});
        m_room->setReadMarker(1);
        m_room->setOpen(true);
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 2 unread 3 ~4"));
        QCOMPARE(m_model->unreadLineRow(), 4);
        m_room->clearEntryMarker();
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 2 3 ~4"));
        QCOMPARE(m_model->unreadLineRow(), -1);
    }

    void theUnreadLineSaysHowManyAndSinceWhen()
    {
        m_room->addEntries({said(1), said(2, "me"), onDay(1, 3), onDay(1, 4)});
        m_room->setReadMarker(1);
        m_room->setOpen(true);
        const QString text = m_model->index(m_model->unreadLineRow()).data().toString();
        const QDateTime first = QDateTime::fromMSecsSinceEpoch(onDay(1, 3).sentAt);
        QVERIFY2(text.startsWith(QStringLiteral("2 new since ")), qPrintable(text));
        QVERIFY2(text.contains(first.toString(QStringLiteral("mm"))), qPrintable(text));
        if (first.date() != QDate::currentDate())
            QVERIFY2(text.contains(QLocale().toString(first.date(), QLocale::ShortFormat)),
                qPrintable(text));
    }

    void whoRemovedAMessageOfSomebodyElseIsNamed()
    {
        chat::Entry byAnn = test::amended(chat::EntryType::Delete, 3, 1);
        chat::Entry byHost = test::amended(chat::EntryType::Delete, 4, 2);
        byHost.author = {"host", QStringLiteral("Hana")};
        m_room->addEntries({said(1), said(2), byAnn, byHost});
        const auto text = [this](qint64 seq) {
            return m_model->index(m_model->rowOfSeq(seq)).data().toString();
        };
        QCOMPARE(text(1), QStringLiteral("This message was removed."));
        QCOMPARE(text(2), QStringLiteral("This message was removed by Hana."));
    }

    void aPendingMessageIsReplacedInPlace()
    {
        m_room->addEntries({said(1)});
        app::OutboxMessage message;
        message.key = "key";
        message.text = QStringLiteral("hello");
        message.writtenAt = said(2).sentAt;
        m_room->outboxChanged(message);
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 +"));
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        m_room->addEntries({said(2, "me", QStringLiteral("hello"))});
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 2"));
        QCOMPARE(inserted.size() + removed.size(), 0);
    }

    void aRunIsInsertedAtOnce()
    {
        m_room->addEntries(saidBetween(101, 102));
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        m_room->addEntries(saidBetween(1, 100));
        QVERIFY(inserted.size() <= 3); // the run, perhaps a day line, the start
        QCOMPARE(m_model->rowOfSeq(102), m_model->rowCount() - 1);
    }

    void aFailedMessageSaysWhyAndWhoItIs()
    {
        app::OutboxMessage message;
        message.key = "key";
        message.state = app::OutboxMessage::State::Failed;
        message.failure = {"too-long", {}};
        m_room->outboxChanged(message);
        const QModelIndex row = m_model->index(m_model->rowCount() - 1);
        QCOMPARE(row.data(app::TimelineRole::State).value<app::MessageState>(),
            app::MessageState::Failed);
        QCOMPARE(row.data(app::TimelineRole::MessageId).toByteArray(), QByteArray("key"));
        QVERIFY(!row.data(app::TimelineRole::FailureReason).toString().isEmpty());
    }

    void anotherRoomReplacesAllRowsAndNoneEmptiesThem()
    {
        m_room->addEntries(saidBetween(1, 3));
        m_model->setRoom(nullptr);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setRoom(m_room.get());
        QCOMPARE(shape(*m_model), QStringLiteral("start day 1 ~2 ~3"));
        m_room.reset();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void anyOrderOfChangesGivesTheRowsOfAFreshModel_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 60; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void anyOrderOfChangesGivesTheRowsOfAFreshModel()
    {
        QFETCH(int, seed);
        std::mt19937 random{static_cast<std::uint32_t>(seed)};
        const auto entries = test::randomRoom(60, random);
        m_room->setOpen(true);
        for (int step = 0; step < 30; ++step) {
            const std::size_t first = random() % entries.size();
            const std::size_t last = std::min(entries.size(), first + 1 + random() % 8);
            m_room->addEntries(
                {entries.begin() + std::ptrdiff_t(first), entries.begin() + std::ptrdiff_t(last)});
            if (step % 7 == 3) {
                app::OutboxMessage message;
                message.key = "key" + QByteArray::number(step);
                message.text = QStringLiteral("pending");
                message.writtenAt = entries[first].sentAt;
                m_room->outboxChanged(message);
            }
            if (step % 5 == 2) {
                m_room->setReadMarker(qint64(random() % 60));
                m_room->setOpen(step % 2 == 0);
            }
            if (step == 20)
                m_room->outboxRemoved("key10");
            TimelineModel fresh;
            fresh.setRoom(m_room.get());
            QCOMPARE(shape(*m_model), shape(fresh));
        }
    }

private:
    std::unique_ptr<ChatRoom> m_room;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
