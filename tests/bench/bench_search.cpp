// What it costs to find the newest 50 of many hits among 100,000 messages by the index, beside what
// it costs to read 50 entries of the log by their numbers. The ratio can be compared between
// machines.

#include "server/storage/databasefolder.h"
#include "server/storage/searchindex.h"
#include "server/storage/searchterms.h"
#include "server/storage/sqliteopening.h"
#include "stomp/chat/payloads.h"
#include "tests/bench/benchmark.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int messageCount = 100'000;
constexpr int perCommit = 1000;

// Sentences of Korean and English words, some frequent, most of them rare.
QString sentence(QRandomGenerator &random)
{
    static const QStringList frequent{u"오늘"_s, u"회의실에서"_s, u"그리고"_s, u"the"_s,
        u"meeting"_s, u"확인했습니다"_s, u"자료는"_s, u"tomorrow"_s};
    QStringList words;
    for (int i = 0; i < 12; ++i) {
        if (random.bounded(3) == 0) {
            words.append(frequent[random.bounded(int(frequent.size()))]);
            continue;
        }
        QString word;
        for (int k = 0; k < 3; ++k)
            word += QChar(char16_t(0xAC00 + random.bounded(2000)));
        words.append(word);
    }
    return words.join(u' ');
}

server::LogWrite message(QRandomGenerator &random, int number)
{
    chat::Entry entry;
    entry.id = "m" + QByteArray::number(number);
    entry.room = "room-" + QByteArray::number(number % 20);
    entry.author = {"p" + QByteArray::number(number % 50), u"Person %1"_s.arg(number % 50)};
    entry.text = sentence(random);
    entry.sentAt = 1'700'000'000'000 + number * 60'000LL;
    server::AppendEntry append;
    append.room = entry.room;
    append.id = entry.id;
    append.author = entry.author.id;
    append.payload = chat::toJsonWithoutSeq(entry);
    append.sentAt = entry.sentAt;
    return append;
}

void fill(server::MessageLog &log)
{
    QRandomGenerator random(1);
    std::vector<server::LogWrite> batch;
    for (int i = 0; i < messageCount; ++i) {
        batch.push_back(message(random, i));
        if (int(batch.size()) == perCommit) {
            log.write(batch);
            batch.clear();
        }
    }
}

server::SearchQuery queryOf(const QString &text)
{
    const server::SearchTerms terms = server::parseSearch(text);
    server::SearchQuery query;
    query.phrases = terms.phrases;
    query.authors = terms.authors;
    query.since = terms.since;
    query.until = terms.until;
    if (!terms.rooms.empty())
        query.rooms = std::vector<QByteArray>{terms.rooms.front().toUtf8()};
    return query;
}

double secondsToIndex(server::SearchIndex &index)
{
    const auto start = std::chrono::steady_clock::now();
    while (!*index.follow(500)) { }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main()
{
    const QTemporaryDir folder;
    const auto opened = server::openSqliteLog(folder.path());
    fill(*opened->log);
    const auto index = server::SearchIndex::open(server::databaseFile(folder.path()));
    const double seconds = secondsToIndex(**index);
    std::printf("index 100,000 messages        %8.2f s  %8.1f us each\n", seconds,
        seconds * 1e6 / messageCount);
    const double page = bench::nanosecondsPerCall([&] {
        bench::keep(opened->log->read({"room-1", server::LogQuery::Range::Last, 0, 50}));
    });
    std::printf("%-28s %10.3f ms\n", "50 entries of the log", page / 1e6);
    for (const QString &text : {u"회의"_s, u"의"_s, u"회"_s, u"m"_s, u"meeting tomorrow"_s,
             u"\"the meeting\""_s, u"확인 자료 오늘"_s, u"회의 from:\"Person 7\""_s,
             u"회의 in:room-3"_s, u"회의 before:2023-12-01"_s, u"before:2023-12-01"_s,
             u"from:nobody 회의"_s, u"뷁뷁"_s}) {
        const server::SearchQuery query = queryOf(text);
        const auto hits = (*index)->search(query);
        const double time =
            bench::nanosecondsPerCall([&] { bench::keep((*index)->search(query)); });
        std::printf("%-28s %10.3f ms   %7.1f x log   %zu hits\n", qPrintable(text), time / 1e6,
            time / page, hits->messages.size());
    }
}
