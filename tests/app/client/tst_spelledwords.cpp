#include "app/client/spelledwords.h"

#include <QStringList>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSpelledWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreWhatIsLanguage_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words"); // with "|" between
        const auto row = [](const char *name, const char *text, const char *words) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(words);
        };
        row("nothing", "", "");
        row("a sentence", "Hello, my (dear) friends!", "Hello|my|dear|friends");
        row("apostrophes", "don't and don’t, the boys' 'own'", "don't|and|don’t|the|boys|own");
        row("hyphens", "well-known", "well|known");
        row("Korean", "안녕하세요, 내일 만나요.", "안녕하세요|내일|만나요");
        row("two scripts in one", "git을 쓰고 API도", "쓰고");
        row("abbreviations and single letters", "NATO or a KBS", "or");
        row("digits and underscores", "v12 x_y foo2bar 3rd ok", "ok");
        row("addresses", "see https://exmaple.org/foo or www.foo.kr or ann@foo.kr", "see|or|or");
        row("names, rooms, emojis", "@Anna in #kitchn :smlie: there", "in|there");
        row("a command", "/topci new words", "new|words");
        row("code", "use `foo bra` and ``` int mian ``` then", "use|and|then");
        row("marks of Markdown", "**bold** and ~~gone~~", "bold|and|gone");
        row("lines", "one\ntwo", "one|two");
    }

    void wordsAreWhatIsLanguage()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QStringList found;
        for (const app::SpelledWord &word : app::spelledWords(text))
            found += text.mid(word.start, word.length);
        QCOMPARE(found.join(u'|'), words);
    }
};

QTEST_GUILESS_MAIN(TestSpelledWords)
#include "tst_spelledwords.moc"
