#include "app/client/timeline.h"
#include "tests/app/entries.h"

#include <QTest>

#include <map>
#include <memory>
#include <optional>
#include <set>

using app::Timeline;
using app::TimelineItem;
using Items = std::vector<TimelineItem>;

namespace {

Items itemsOf(const Timeline &timeline)
{
    Items items;
    for (const auto &item : timeline.items())
        items.push_back(*item);
    return items;
}

// Does what the changes say, and nothing else.
class Mirror {
public:
    void apply(const app::TimelineChanges &changes)
    {
        for (const app::TimelineChange &change : changes)
            std::visit([this](const auto &content) { apply(content); }, change);
    }
    const Items &items() const { return m_items; }

private:
    Items::iterator at(qint64 position)
    {
        return std::lower_bound(m_items.begin(), m_items.end(), position,
            [](const TimelineItem &item, qint64 wanted) { return item.position < wanted; });
    }
    void apply(const app::InsertItems &change)
    {
        auto place = at(change.items.front()->position);
        for (const auto &item : change.items)
            place = std::next(m_items.insert(place, *item));
    }
    void apply(const app::RemoveItem &change)
    {
        QVERIFY(at(change.position) != m_items.end());
        m_items.erase(at(change.position));
    }
    void apply(const app::ReplaceItem &change)
    {
        QVERIFY(at(change.position) != m_items.end());
        *at(change.position) = *change.item;
    }
    void apply(const app::StartChanged &) { }

    Items m_items;
};

// Of one emoji: who reacted, by the number of it; and since when anybody has.
struct Reacted {
    std::map<qint64, chat::Author> people;
    qint64 since = 0;
};

void react(Reacted &reacted, const chat::Entry &entry)
{
    const bool wasEmpty = reacted.people.empty();
    std::erase_if(reacted.people,
        [&entry](const auto &person) { return person.second.id == entry.author.id; });
    if (entry.on)
        reacted.people.emplace(entry.seq, entry.author);
    if (wasEmpty)
        reacted.since = entry.seq;
}

std::vector<app::Reaction> reactionsTo(const QByteArray &id, const std::vector<chat::Entry> &sorted)
{
    std::map<QString, Reacted> byEmoji;
    for (const chat::Entry &entry : sorted) {
        if (entry.type == chat::EntryType::Reaction && entry.id == id)
            react(byEmoji[entry.emoji], entry);
    }
    std::map<qint64, app::Reaction> bySince;
    for (const auto &[emoji, reacted] : byEmoji) {
        for (const auto &[seq, person] : reacted.people) {
            app::Reaction &reaction = bySince[reacted.since];
            reaction.emoji = emoji;
            reaction.people.push_back(person);
        }
    }
    std::vector<app::Reaction> reactions;
    for (const auto &[since, reaction] : bySince)
        reactions.push_back(reaction);
    return reactions;
}

TimelineItem messageItem(const chat::Entry &message, const std::vector<chat::Entry> &sorted)
{
    TimelineItem item;
    item.position = message.seq;
    item.entry = message;
    item.text = message.text;
    for (const chat::Entry &other : sorted) {
        if (other.id != message.id)
            continue;
        if (other.type == chat::EntryType::Edit) {
            item.text = other.text;
            item.isEdited = true;
        } else if (other.type == chat::EntryType::Delete) {
            item.isDeleted = true;
            item.deletedBy = other.author;
        } else if (other.type == chat::EntryType::Pin) {
            item.isPinned = other.on;
        }
    }
    if (item.isDeleted)
        item.text.clear();
    else
        item.reactions = reactionsTo(message.id, sorted);
    item.isOwn = message.author.id == "self";
    item.isMention = !item.isOwn && !item.isDeleted && item.text.startsWith(u"@Me");
    return item;
}

std::optional<app::Quote> quoteOf(const QByteArray &id, const std::vector<chat::Entry> &sorted)
{
    for (const chat::Entry &entry : sorted) {
        if (entry.type != chat::EntryType::Message || entry.id != id)
            continue;
        const TimelineItem quoted = messageItem(entry, sorted);
        return app::Quote{entry.seq, entry.author, quoted.text, quoted.isDeleted};
    }
    return std::nullopt;
}

// What has to be there when exactly these entries are known: every message in order, with what
// became of it, a hole wherever numbers between the first and the last are missing.
Items expected(const std::vector<chat::Entry> &known, std::vector<chat::Entry> sorted)
{
    std::set<qint64> numbers;
    for (const chat::Entry &entry : known)
        numbers.insert(entry.seq);
    std::erase_if(
        sorted, [&numbers](const chat::Entry &entry) { return !numbers.contains(entry.seq); });
    Items items;
    qint64 next = sorted.empty() ? 0 : sorted.front().seq;
    for (const chat::Entry &entry : sorted) {
        if (entry.seq > next) {
            TimelineItem hole;
            hole.kind = TimelineItem::Kind::Hole;
            hole.position = next;
            hole.holeEnd = entry.seq - 1;
            items.push_back(hole);
        }
        next = entry.seq + 1;
        if (entry.type != chat::EntryType::Message)
            continue;
        items.push_back(messageItem(entry, sorted));
        items.back().quote = quoteOf(entry.replyTo, sorted);
    }
    return items;
}

} // namespace

class TestTimelineOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Live runs, pages of history and repeats, shuffled; after each the timeline is what brute
    // force says.
    void anyOrderOfArrivalGivesTheSameTimeline()
    {
        for (int seed = 1; seed <= runs; ++seed) {
            std::mt19937 random{static_cast<std::uint32_t>(seed)};
            const auto room = test::randomRoom(5 + random() % 12, random);
            Timeline timeline;
            timeline.setSelf("self", QStringLiteral("Me"));
            Mirror mirror;
            std::vector<chat::Entry> known;
            for (int arrival = 0; arrival < 6; ++arrival) {
                const std::size_t first = random() % room.size();
                const std::size_t count = 1 + random() % 6;
                std::vector<chat::Entry> run(room.begin() + std::ptrdiff_t(first),
                    room.begin() + std::ptrdiff_t(std::min(room.size(), first + count)));
                known.insert(known.end(), run.begin(), run.end());
                if (random() % 2 == 0) {
                    std::shuffle(run.begin(), run.end(), random);
                    mirror.apply(timeline.add(run));
                } else {
                    const qint64 before = run.back().seq + 1;
                    mirror.apply(timeline.addHistory(before, {run, run.front().seq == 1}));
                }
                const Items items = itemsOf(timeline);
                QVERIFY2(items == expected(known, room), qPrintable(QString::number(seed)));
                QVERIFY2(mirror.items() == items, qPrintable(QString::number(seed)));
            }
            const bool knowsFirst = std::any_of(known.begin(), known.end(),
                [](const chat::Entry &entry) { return entry.seq == 1; });
            QCOMPARE(timeline.reachesStart(), knowsFirst);
        }
    }

    void unreadIsWhatBruteForceCounts()
    {
        for (int seed = 1; seed <= runs; ++seed) {
            std::mt19937 random{static_cast<std::uint32_t>(seed)};
            const qint64 last = 5 + random() % 16;
            auto arrivals = test::randomRoom(last, random);
            const auto room = arrivals;
            std::shuffle(arrivals.begin(), arrivals.end(), random);
            Timeline timeline;
            timeline.setSelf("self", QStringLiteral("Me"));
            for (const chat::Entry &entry : arrivals)
                timeline.add({entry});
            const Items items = expected(room, room);
            for (qint64 read = 0; read <= last; ++read) {
                qint64 unread = 0;
                qint64 mentions = 0;
                for (const TimelineItem &item : items) {
                    const bool counts = item.position > read && !item.isOwn && !item.isDeleted;
                    unread += counts ? 1 : 0;
                    mentions += counts && item.isMention ? 1 : 0;
                }
                QVERIFY2(last - read - timeline.silentCount(read, last) == unread
                        && timeline.mentionCount(read, last) == mentions,
                    qPrintable(QString::number(seed)));
            }
        }
    }

    // A subscription that is cut anywhere, made again with the number before the newest one known,
    // by a client that may have been restarted with what its disk had.
    void resumingLeavesNoHoleAndNoDouble()
    {
        for (int seed = 1; seed <= runs; ++seed) {
            std::mt19937 random{static_cast<std::uint32_t>(seed)};
            const auto room = test::randomRoom(5 + random() % 16, random);
            std::vector<chat::Entry> disk;
            auto timeline = std::make_unique<Timeline>();
            timeline->setSelf("self", QStringLiteral("Me"));
            std::size_t said = 0;
            while (timeline->lastSeq() < qint64(room.size())) {
                said = std::min(room.size(), said + 1 + random() % 4);
                if (random() % 4 == 0) { // restarted
                    timeline = std::make_unique<Timeline>();
                    timeline->setSelf("self", QStringLiteral("Me"));
                    timeline->restore(disk);
                }
                const auto after = std::size_t(std::max<qint64>(0, timeline->lastSeq() - 1));
                const std::size_t cut = after + random() % (said - after + 1);
                for (std::size_t at = after; at < cut; ++at) {
                    timeline->add({room[at]});
                    disk.push_back(room[at]);
                }
            }
            QVERIFY2(itemsOf(*timeline) == expected(room, room), qPrintable(QString::number(seed)));
        }
    }

private:
    static constexpr int runs = 10'000;
};

QTEST_GUILESS_MAIN(TestTimelineOrder)
#include "tst_timelineorder.moc"
