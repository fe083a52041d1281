#include "server/broker/destinationpattern.h"
#include "tests/support/threadtime.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace server;

namespace {

bool matches(const QByteArray &pattern, const QByteArray &destination)
{
    PatternTrie trie;
    trie.add(pattern);
    return !trie.matches(destination).empty();
}

// The rule as plainly as possible: segment by segment, character by character.
bool plainly(const QByteArray &pattern, const QByteArray &text)
{
    if (pattern.isEmpty() || text.isEmpty())
        return text.isEmpty() && QByteArray(pattern).replace('*', "").isEmpty();
    if (pattern.front() == '*')
        return plainly(pattern.mid(1), text) || plainly(pattern, text.mid(1));
    return (pattern.front() == '?' || pattern.front() == text.front())
        && plainly(pattern.mid(1), text.mid(1));
}

bool plainly(QByteArrayList pattern, QByteArrayList destination)
{
    if (pattern.isEmpty())
        return destination.isEmpty();
    const QByteArray first = pattern.takeFirst();
    if (first == "**") {
        for (qsizetype skipped = 0; skipped <= destination.size(); ++skipped) {
            if (plainly(pattern, destination.mid(skipped)))
                return true;
        }
        return false;
    }
    if (destination.isEmpty())
        return false;
    const QByteArray segment = destination.takeFirst();
    const bool isVariable = first.startsWith('{');
    return (isVariable || plainly(first, segment)) && plainly(pattern, destination);
}

// The least of some tries, in processor time of this thread: the machine is not measured.
template<typename Work>
qint64 cost(const Work &work)
{
    qint64 least = std::numeric_limits<qint64>::max();
    for (int turn = 0; turn < 5; ++turn) {
        const qint64 before = test::threadNanoseconds();
        work();
        least = std::min(least, test::threadNanoseconds() - before);
    }
    return least;
}

qint64 costOfManyStars(int parts, int segments)
{
    PatternTrie trie;
    trie.add("/topic" + QByteArray("/**/a*a*a*a*b").repeated(parts));
    const QByteArray destination = "/topic" + QByteArray("/aaaaaaaaaaaa").repeated(segments);
    std::size_t found = 0;
    const qint64 least = cost([&] { found += trie.matches(destination).size(); });
    return found == 0 ? least : -1;
}

qint64 costOfASearch(int patterns)
{
    PatternTrie trie;
    for (int i = 0; i < patterns; ++i)
        trie.add("/topic/" + QByteArray::number(i) + "/*/{x}");
    trie.add("/topic/**/end");
    bool isRight = true;
    const qint64 least = cost([&] {
        for (int i = 0; i < 1000; ++i)
            isRight = isRight && trie.matches("/topic/77/a/end").size() == 2;
    });
    return isRight ? least : -1;
}

} // namespace

class tst_destinationpattern : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesByWholeSegments_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<bool>("isMatch");
        const auto row = [](const char *pattern, const char *destination, bool isMatch) {
            QTest::addRow("S-274 %s %s", pattern, destination)
                << QByteArray(pattern) << QByteArray(destination) << isMatch;
        };
        row("/topic/*", "/topic/a", true);
        row("/topic/*", "/topic/a/b", false);
        row("/topic/*", "/topic", false);
        row("/topic/*/c", "/topic/b/c", true);
        row("/topic/{room}", "/topic/a", true);
        row("/topic/{room}", "/topic/a/b", false);
        row("/topic/**", "/topic/a", true);
        row("/topic/**", "/topic/a/b/c", true);
        row("/topic/**", "/topic", true);
        row("/topic/**", "/topicx/a", false);
        row("/topic/**/z", "/topic/z", true);
        row("/topic/**/z", "/topic/a/b/z", true);
        row("/topic/**/z", "/topic/a/z/b", false);
        row("/topic/**/a/**/b", "/topic/a/x/a/y/b", true);
        row("/topic/**/**", "/topic/a", true);
        row("/topic/a?", "/topic/ab", true);
        row("/topic/a?", "/topic/a", false);
        row("/topic/a?", "/topic/abc", false);
        row("/topic/a*", "/topic/a", true);
        row("/topic/*.log", "/topic/x.log", true);
        row("/topic/*.log", "/topic/x.log/y", false);
        row("/topic/a*b*c", "/topic/axbxbc", true);
        row("/topic/a*b*c", "/topic/axbxb", false);
        row("/topic/%2a", "/topic/%2a", true);
        row("/topic/A", "/topic/a", false);
    }

    void matchesByWholeSegments()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, destination);
        QTEST(matches(pattern, destination), "isMatch");
        QVERIFY(isWellFormedPattern(pattern));
    }

    void malformedPatternsAreSeen()
    {
        for (const char *pattern : {"/topic/{a", "/topic/a}", "/topic/{}", "/topic/x{a}",
                 "/topic/{a}x", "/topic/{a{b}}", "/topic/{a*}", "/topic/a**", "/topic/***"})
            QVERIFY2(!isWellFormedPattern(pattern), pattern);
    }

    // S-276
    void manyWaysAreOneMatch()
    {
        PatternTrie trie;
        trie.add("/topic/**/a/**");
        trie.add("/topic/**/a/**");
        QCOMPARE(trie.matches("/topic/a/a/a/a"), std::vector<QByteArray>{"/topic/**/a/**"});
    }

    void whatWasRemovedMatchesNoMore()
    {
        PatternTrie trie;
        for (const char *pattern : {"/topic/*", "/topic/*", "/topic/{x}", "/topic/**", "/topic/a?"})
            trie.add(pattern);
        QCOMPARE(trie.matches("/topic/ab").size(), std::size_t(4));
        trie.remove("/topic/*");
        trie.remove("/topic/unknown");
        trie.remove("/topic/**/unknown");
        QCOMPARE(trie.matches("/topic/ab").size(), std::size_t(4));
        for (const char *pattern : {"/topic/*", "/topic/{x}", "/topic/**"})
            trie.remove(pattern);
        QCOMPARE(trie.matches("/topic/ab"), std::vector<QByteArray>{"/topic/a?"});
        trie.remove("/topic/a?");
        QVERIFY(trie.isEmpty());
    }

    void agreesWithThePlainRule()
    {
        std::mt19937 random(5);
        const std::vector<QByteArray> segments{
            "a", "b", "ab", "*", "**", "{v}", "a*", "?b", "*b*", "??"};
        for (int turn = 0; turn < 300; ++turn) {
            PatternTrie trie;
            std::vector<QByteArray> patterns;
            for (int i = 0; i < 12; ++i) {
                QByteArray pattern;
                for (unsigned length = 1 + random() % 5; length > 0; --length)
                    pattern += '/' + segments[random() % segments.size()];
                patterns.push_back(pattern);
                trie.add(pattern);
            }
            std::sort(patterns.begin(), patterns.end());
            patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
            QByteArray destination;
            for (unsigned length = 1 + random() % 6; length > 0; --length)
                destination += '/' + segments[random() % 3];
            std::vector<QByteArray> expected;
            for (const QByteArray &pattern : patterns) {
                if (plainly(pattern.mid(1).split('/'), destination.mid(1).split('/')))
                    expected.push_back(pattern);
            }
            std::vector<QByteArray> found = trie.matches(destination);
            std::sort(found.begin(), found.end());
            QCOMPARE(found, expected);
        }
    }

    // S-278
    void noPatternCostsMoreThanItsLength()
    {
        // Of twice the length four times the work; of thirty ways for each part it would not end.
        const qint64 one = costOfManyStars(60, 125);
        const qint64 twice = costOfManyStars(120, 250);
        QVERIFY(one > 0 && twice > 0);
        QVERIFY2(twice < 16 * one, QByteArray::number(double(twice) / double(one)));
    }

    // S-278
    void aHundredThousandPatternsAreSearchedAtOnce()
    {
        const qint64 few = costOfASearch(1000);
        const qint64 many = costOfASearch(100'000);
        QVERIFY(few > 0 && many > 0);
        QVERIFY2(many < 20 * few, QByteArray::number(double(many) / double(few)));
    }
};

QTEST_APPLESS_MAIN(tst_destinationpattern)
#include "tst_destinationpattern.moc"
