#include "server/rooms/readmarkers.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace server;
using Marker = ReadMarkers::Marker;

namespace {

// What each person has read, entry by entry; slow and plain.
struct Model {
    struct Reader {
        std::map<QByteArray, std::vector<bool>> isRead; // by room; entry n at n - 1
        std::map<QByteArray, qint64> joined;
    };

    qint64 unread(const QByteArray &person, const QByteArray &room)
    {
        const std::vector<bool> &flags = flagsOf(person, room);
        return std::count(flags.begin(), flags.end(), false);
    }
    std::vector<bool> &flagsOf(const QByteArray &person, const QByteArray &room)
    {
        std::vector<bool> &flags = readers[person].isRead[room];
        flags.resize(static_cast<std::size_t>(lastSeq[room]), false);
        return flags;
    }
    void read(const QByteArray &person, const QByteArray &room, qint64 seq)
    {
        std::vector<bool> &flags = flagsOf(person, room);
        for (std::size_t i = 0; i < flags.size() && static_cast<qint64>(i) < seq; ++i)
            flags[i] = true;
    }
    // The line is drawn at something that was read, and is never drawn higher again.
    void join(const QByteArray &person, const QByteArray &room, qint64 seq)
    {
        const std::vector<bool> &flags = flagsOf(person, room);
        const qint64 read = std::count(flags.begin(), flags.end(), true);
        qint64 &joined = readers[person].joined[room];
        joined = std::max(joined, std::min(seq, read));
    }

    std::map<QByteArray, qint64> lastSeq;
    std::map<QByteArray, Reader> readers;
};

// The markers as a server has them, with what it would have kept for its next start.
struct Server {
    ReadMarkers markers{{}};
    std::map<std::pair<QByteArray, QByteArray>, MarkerRecord> kept;

    void advance(const QByteArray &person, const QByteArray &room, qint64 read,
        std::optional<qint64> joined, qint64 lastSeq)
    {
        if (const auto marker = markers.advance(person, room, read, joined, lastSeq))
            kept[{room, person}] = {room, person, marker->read, marker->joined};
    }
    void arrive(const QByteArray &person, const std::map<QByteArray, qint64> &lastSeq)
    {
        auto newest = std::make_shared<SeqByRoom>();
        for (const auto &[room, seq] : lastSeq) {
            (*newest)[room] = seq;
            kept[{room, person}] = {room, person, seq, seq};
        }
        markers.startAt(person, std::move(newest));
    }
    void restart()
    {
        std::vector<MarkerRecord> records;
        for (const auto &[key, record] : kept)
            records.push_back(record);
        markers = ReadMarkers(records);
    }
};

// What a person's markers say wrongly; empty when all is right.
QByteArray firstDifference(Model &model, const Server &server, const QByteArray &person)
{
    for (auto &[room, lastSeq] : model.lastSeq) {
        const Marker marker = server.markers.value(person, room);
        if (lastSeq - marker.read != model.unread(person, room))
            return "read of " + person + " in " + room;
        if (marker.joined != model.readers[person].joined[room] || marker.joined > marker.read)
            return "joined of " + person + " in " + room;
    }
    return {};
}

} // namespace

class tst_readmarkers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void markersGoForwardOnly()
    {
        ReadMarkers markers{{}};
        QCOMPARE(markers.advance("p", "r", 5, {}, 9), std::optional(Marker{5, 0}));
        QCOMPARE(markers.advance("p", "r", 4, {}, 9), std::nullopt);
        QCOMPARE(markers.advance("p", "r", 7, 5, 9), std::optional(Marker{7, 5}));
        QCOMPARE(markers.advance("p", "r", 7, 3, 9), std::nullopt);
        QCOMPARE(markers.value("p", "r"), (Marker{7, 5}));
        QCOMPARE(markers.value("p", "other"), Marker());
        QCOMPARE(markers.value("q", "r"), Marker());
    }

    void nobodyHasReadWhatWasNotSaid()
    {
        ReadMarkers markers{{}};
        QCOMPARE(markers.advance("p", "r", 99, 99, 9), std::optional(Marker{9, 9}));
        QCOMPARE(markers.advance("p", "r", 99, 99, 9), std::nullopt);
        QCOMPARE(markers.advance("q", "r", 0, 5, 9), std::nullopt);
    }

    void whoComesInHasReadWhatWasSaidBefore()
    {
        ReadMarkers markers{{}};
        markers.startAt("p", std::make_shared<SeqByRoom>(SeqByRoom{{"r", 4}}));
        QCOMPARE(markers.value("p", "r"), (Marker{4, 4}));
        QCOMPARE(markers.advance("p", "r", 6, {}, 6), std::optional(Marker{6, 4}));
        markers.forget("p");
        QCOMPARE(markers.value("p", "r"), Marker());
    }

    // Any order of speaking, reading, coming in and starting again: lastSeq - read is what a count
    // of the unread entries gives.
    void unreadIsTheCountOfWhatWasNotRead()
    {
        for (unsigned seed = 1; seed <= 10'000; ++seed) {
            std::mt19937 random(seed);
            const auto below = [&random](unsigned n) { return static_cast<qint64>(random() % n); };
            Model model;
            Server server;
            for (int step = 0; step < 40; ++step) {
                const QByteArray person(1, static_cast<char>('a' + below(3)));
                const QByteArray room(1, static_cast<char>('r' + below(2)));
                const qint64 seq = below(unsigned(model.lastSeq[room]) + 4);
                switch (below(8)) {
                case 0:
                    server.restart();
                    break;
                case 1:
                    if (!model.readers.contains(person)) {
                        server.arrive(person, model.lastSeq);
                        for (const auto &[known, last] : model.lastSeq) {
                            model.read(person, known, last);
                            model.join(person, known, last);
                        }
                    }
                    break;
                case 2:
                case 3:
                case 4:
                    ++model.lastSeq[room];
                    break;
                case 5:
                    server.advance(person, room, seq, {}, model.lastSeq[room]);
                    model.read(person, room, seq);
                    break;
                default: {
                    const qint64 joined = below(unsigned(model.lastSeq[room]) + 4);
                    server.advance(person, room, seq, joined, model.lastSeq[room]);
                    model.read(person, room, seq);
                    model.join(person, room, joined);
                }
                }
                for (const auto &[who, reader] : model.readers) {
                    const QByteArray difference = firstDifference(model, server, who);
                    QVERIFY2(difference.isEmpty(),
                        "seed " + QByteArray::number(seed) + ": " + difference);
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_readmarkers)
#include "tst_readmarkers.moc"
