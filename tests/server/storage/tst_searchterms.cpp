#include "server/storage/searchterms.h"

#include <QDateTime>
#include <QStringList>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace server;

// What is written into the search field, taken apart.
class SearchTermsTest : public QObject {
    Q_OBJECT

    static QString day(qint64 milliseconds)
    {
        return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC)
            .toString(QStringLiteral("yyyy-MM-dd'T'HH"));
    }

    // "word" 'whole phrase' from:… in:… since:… until:…
    static QString inWords(const SearchTerms &terms)
    {
        QStringList words;
        for (const SearchPhrase &phrase : terms.phrases)
            words.append(phrase.isWhole ? u'\'' + phrase.text + u'\'' : phrase.text);
        for (const QString &author : terms.authors)
            words.append(u"from:"_s + author);
        for (const QString &room : terms.rooms)
            words.append(u"in:"_s + room);
        if (terms.since > 0)
            words.append(u"since:"_s + day(terms.since));
        if (terms.until < SearchQuery::always)
            words.append(u"until:"_s + day(terms.until));
        return words.join(u' ');
    }

private Q_SLOTS:
    void everyTextMeansSomething_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("terms");
        const auto row = [](const char *name, const QString &text, const QString &terms) {
            QTest::newRow(name) << text << terms;
        };
        row("nothing", QString(), QString());
        row("blanks", QStringLiteral(" \t \n"), QString());
        row("words", QStringLiteral("hello  회의"), QStringLiteral("hello 회의"));
        row("a phrase", QStringLiteral("\"hello you\" there"), QStringLiteral("'hello you' there"));
        row("curly quotes", QStringLiteral("“hello you” there"),
            QStringLiteral("'hello you' there"));
        row("a phrase without its end", QStringLiteral("\"hello you"),
            QStringLiteral("'hello you'"));
        row("a quote alone", QStringLiteral("\""), QString());
        row("a quote behind a word", QStringLiteral("a\"b c\"d"), QStringLiteral("a 'b c' d"));
        row("from", QStringLiteral("from:Ann hello"), QStringLiteral("hello from:Ann"));
        row("from in quotes", QStringLiteral("from:\"Ann 2\" hi"), QStringLiteral("hi from:Ann 2"));
        row("several", QStringLiteral("from:Ann FROM:Bob in:a In:b"),
            QStringLiteral("from:Ann from:Bob in:a in:b"));
        row("a value still to be typed", QStringLiteral("from: in:\"\" before: after:"), QString());
        row("before a day", QStringLiteral("before:2026-11-22"),
            QStringLiteral("until:2026-11-22T00"));
        row("after a day", QStringLiteral("after:2026-11-22"),
            QStringLiteral("since:2026-11-23T00"));
        row("a short day", QStringLiteral("after:2026-1-2"), QStringLiteral("since:2026-01-03T00"));
        row("a month", QStringLiteral("after:2026-02 before:2026-04"),
            QStringLiteral("since:2026-03-01T00 until:2026-04-01T00"));
        row("a year", QStringLiteral("after:2025 before:2027"),
            QStringLiteral("since:2026-01-01T00 until:2027-01-01T00"));
        row("the narrowest counts", QStringLiteral("before:2026 before:2025 after:2020 after:2022"),
            QStringLiteral("since:2023-01-01T00 until:2025-01-01T00"));
        row("no date", QStringLiteral("before:lunch"), QStringLiteral("before:lunch"));
        row("no such date", QStringLiteral("after:2026-02-31"), QStringLiteral("after:2026-02-31"));
        row("no operator", QStringLiteral("http://a.b c:d"), QStringLiteral("http://a.b c:d"));
        row("an operator's name alone", QStringLiteral("from in"), QStringLiteral("from in"));
    }

    void everyTextMeansSomething()
    {
        QFETCH(QString, text);
        QTEST(inWords(parseSearch(text)), "terms");
    }

    void daysAreThoseOfTheOneWhoAsks()
    {
        constexpr int seoul = 9 * 60 * 60;
        QCOMPARE(inWords(parseSearch(QStringLiteral("before:2026-11-22"), seoul)),
            QStringLiteral("until:2026-11-21T15"));
    }

    void whatIsTooMuchIsLeftOut()
    {
        const SearchTerms words = parseSearch(QStringLiteral("a ").repeated(400));
        QCOMPARE(words.phrases.size(), SearchTerms::mostOfEach);
        const SearchTerms authors = parseSearch(QStringLiteral("from:a ").repeated(100));
        QCOMPARE(authors.authors.size(), SearchTerms::mostOfEach);
        const SearchTerms longOne = parseSearch(QString(1'000'000, u'a'));
        QCOMPARE(longOne.phrases.front().text.size(), SearchTerms::longestText);
    }
};

QTEST_GUILESS_MAIN(SearchTermsTest)
#include "tst_searchterms.moc"
