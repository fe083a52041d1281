#include "server/storage/searchmatch.h"
#include "server/storage/searchtext.h"

#include <QStringList>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace server;

// How texts are cut up, what is found in them, and what of them is shown.
class SearchTextTest : public QObject {
    Q_OBJECT

    static QString grams(const QString &text)
    {
        QStringList grams;
        for (const SearchGram &gram : searchGrams(composedText(text)))
            grams.append(gram.text);
        return grams.join(u' ');
    }

    static QString shown(const std::vector<TextPiece> &pieces)
    {
        QString text;
        for (const TextPiece &piece : pieces)
            text += piece.isHit ? u'[' + piece.text + u']' : piece.text;
        return text;
    }

    static QString marked(const QString &text, const QString &phrase, bool isWhole = false)
    {
        return shown(excerpt(text, gramPhrases({{phrase, isWhole}})));
    }

private Q_SLOTS:
    void textsAreCutUp_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("grams");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("words") << QStringLiteral("Hello, World 2")
                               << QStringLiteral("hello world 2");
        QTest::newRow("Hangul") << QStringLiteral("회의실에서")
                                << QStringLiteral("회의 의실 실에 에서 서");
        QTest::newRow("one syllable") << QStringLiteral("네") << QStringLiteral("네");
        QTest::newRow("two runs") << QStringLiteral("오늘 회의")
                                  << QStringLiteral("오늘 늘 회의 의");
        QTest::newRow("Hangul and Latin")
            << QStringLiteral("Qt회의b") << QStringLiteral("qt 회의 의 b");
        QTest::newRow("Jamo compose")
            << QStringLiteral("\u1112\u116c\u110b\u1174") << QStringLiteral("회의 의");
        QTest::newRow("Han and Kana")
            << QStringLiteral("会議データ") << QStringLiteral("会議 議デ デー ータ タ");
        QTest::newRow("full width") << QStringLiteral("ＭＡＲＵ") << QStringLiteral("maru");
        QTest::newRow("accents") << QStringLiteral("Café ÉTÉ") << QStringLiteral("cafe ete");
        QTest::newRow("combining accents")
            << QStringLiteral("Cafe\u0301") << QStringLiteral("cafe");
        QTest::newRow("sharp s") << QStringLiteral("Straße") << QStringLiteral("strasse");
        QTest::newRow("quotes and operators")
            << QStringLiteral("a\"b*c^d:e(f)g-h+i") << QStringLiteral("a b c d e f g h i");
        QTest::newRow("emoji") << QStringLiteral("ok \U0001F44D\U0001F3FD")
                               << QStringLiteral("ok \U0001F44D");
        QTest::newRow("invisible characters")
            << QStringLiteral("회\u200b의 so\u00adft") << QStringLiteral("회의 의 soft");
        QTest::newRow("zero") << QString(QChar(0)) + u"a"_s + QChar(0) + u"b"_s
                              << QStringLiteral("a b");
        QTest::newRow("half a character") << QString(QChar(0xD800)) + u"a"_s << QStringLiteral("a");
        QTest::newRow("a very long word") << QString(500, u'x') << QString(64, u'x');
    }

    void textsAreCutUp()
    {
        QFETCH(QString, text);
        QTEST(grams(text), "grams");
    }

    void hitsAreMarked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("phrase");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<QString>("marked");
        const auto row = [](const char *name, const QString &text, const QString &phrase,
                             bool isWhole, const QString &marked) {
            QTest::newRow(name) << text << phrase << isWhole << marked;
        };
        row("two syllables", QStringLiteral("큰 회의실에서 봐요"), QStringLiteral("회의"), false,
            QStringLiteral("큰 [회의]실에서 봐요"));
        row("inside a word", QStringLiteral("프로젝트"), QStringLiteral("로젝"), false,
            QStringLiteral("프[로젝]트"));
        row("one syllable", QStringLiteral("회의"), QStringLiteral("회"), false,
            QStringLiteral("[회]의"));
        row("the last syllable", QStringLiteral("회의"), QStringLiteral("의"), false,
            QStringLiteral("회[의]"));
        row("not across blanks", QStringLiteral("조회 의견"), QStringLiteral("회의"), false,
            QStringLiteral("조회 의견"));
        row("across blanks when asked so", QStringLiteral("조회 의견"), QStringLiteral("회 의"),
            false, QStringLiteral("조[회 의]견"));
        row("a longer word", QStringLiteral("회의실에서"), QStringLiteral("회의실"), false,
            QStringLiteral("[회의실]에서"));
        row("the beginning of a word", QStringLiteral("The Meeting"), QStringLiteral("meet"), false,
            QStringLiteral("The [Meeting]"));
        row("not the beginning of a whole word", QStringLiteral("The Meeting"),
            QStringLiteral("meet"), true, QStringLiteral("The Meeting"));
        row("not inside a word", QStringLiteral("party"), QStringLiteral("art"), false,
            QStringLiteral("party"));
        row("a phrase", QStringLiteral("see you tomorrow, you see"), QStringLiteral("see you"),
            true, QStringLiteral("[see you] tomorrow, you see"));
        row("several", QStringLiteral("no no No"), QStringLiteral("no"), true,
            QStringLiteral("[no] [no] [No]"));
        row("hits that touch", QStringLiteral("하하하하"), QStringLiteral("하하"), false,
            QStringLiteral("[하하하하]"));
        row("behind wide characters", QStringLiteral("\U0001F600\U0001F600 café"),
            QStringLiteral("CAFE"), false, QStringLiteral("\U0001F600\U0001F600 [café]"));
        row("nothing to look for", QStringLiteral("text"), QStringLiteral("\"*("), false,
            QStringLiteral("text"));
    }

    void hitsAreMarked()
    {
        QFETCH(QString, text);
        QFETCH(QString, phrase);
        QFETCH(bool, isWhole);
        QTEST(marked(text, phrase, isWhole), "marked");
    }

    void longTextsAreCutAroundTheFirstHit()
    {
        const QString text = QString(1000, u'x') + u" needle "_s + QString(1000, u'y');
        const QString shownText = marked(text, QStringLiteral("needle"));
        QVERIFY(shownText.startsWith(u'…') && shownText.endsWith(u'…'));
        QVERIFY(shownText.contains(u" [needle] "_s));
        QVERIFY(shownText.size() < 260);
    }

    void aCutTakesNoHalfCharacter()
    {
        for (int before = 100; before < 104; ++before) {
            const QString emoji = QStringLiteral("\U0001F600").repeated(200);
            const QString text = QString(before, u'.') + emoji + u" needle "_s + emoji;
            const auto pieces = excerpt(text, gramPhrases({{QStringLiteral("needle"), false}}));
            for (const TextPiece &piece : pieces)
                QVERIFY(piece.text.isValidUtf16());
        }
    }

    void theFullTextExpressionHasNothingButStrings()
    {
        const auto phrases = gramPhrases({{QStringLiteral("회의 NEAR(a b, 5)"), true},
            {QStringLiteral("OR \" NOT *"), false}, {QStringLiteral("\"\"'';--"), false}});
        QCOMPARE(fullTextExpression(phrases),
            QStringLiteral("words : \"회의 의 near a b 5\" AND words : \"or not\" *"));
    }

    void namesAreTheSameWhateverTheirCase()
    {
        QCOMPARE(searchName(QStringLiteral("  ANN  2")), searchName(QStringLiteral("Ann 2")));
        QVERIFY(searchName(QStringLiteral("Ann")) != searchName(QStringLiteral("Anna")));
    }
};

QTEST_GUILESS_MAIN(SearchTextTest)
#include "tst_searchtext.moc"
