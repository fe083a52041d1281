#include "app/delegates/markdown.h"
#include "app/delegates/names.h"

#include <QElapsedTimer>
#include <QTest>

using namespace app;

using Kind = TextBlock::Kind;
using Style = TextSpan::Style;

// One line for each block: what it stands in, its marker, its text with the spans written as tags.
static QString shown(const QString &source)
{
    QStringList lines;
    for (const TextBlock &block : parseMarkdown(source)) {
        QString line;
        for (const TextBlock::Container container : block.containers)
            line += container == TextBlock::Container::Quote ? u'>' : u'-';
        line += block.marker;
        if (block.kind == Kind::Heading)
            line += u'#';
        if (block.kind == Kind::Rule)
            line += QStringLiteral("----");
        if (block.kind == Kind::Code)
            line += u'`';
        for (int at = 0; at <= static_cast<int>(block.text.size()); ++at) {
            QString tags;
            for (const TextSpan &span : block.spans) {
                const char16_t letter = u"bisca"[static_cast<int>(span.style)];
                if (span.start + span.length == at)
                    tags.prepend(QStringLiteral("</%1>").arg(QChar(letter)));
                if (span.start == at)
                    tags.append(QStringLiteral("<%1>").arg(QChar(letter)));
            }
            line += tags;
            if (at < static_cast<int>(block.text.size()))
                line += block.text.at(at) == QChar::LineSeparator ? QChar(u'/') : block.text.at(at);
        }
        lines += line;
    }
    return lines.join(u'|');
}

class MarkdownTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksBecomeSpansAndBlocks_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *source, const char *expected) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
        };
        row("plain", "plain");
        row("**bold** and *soft*", "<b>bold</b> and <i>soft</i>");
        row("_soft_ __bold__", "<i>soft</i> <b>bold</b>");
        row("~~gone~~ here", "<s>gone</s> here");
        row("say `a * b` now", "say <c>a * b</c> now");
        row("one\ntwo", "one/two");
        row("one\n\ntwo", "one|two");
        row("# Title", "#Title");
        row("> said\n> more\n\nanswer", ">said/more|answer");
        row("- a\n- b\n  - c", "-•a|-•b|--•c");
        row("3. a\n4. b", "-3.a|-4.b");
        row("```cpp\nint x;\n\n  y();\n```", "`int x;//  y();");
        row("```\n**no**\n```\nafter", "`**no**|after");
        row("a\n\n---\n\nb", "a|----|b");
        row("\\*no\\*", "*no*");
    }

    void marksBecomeSpansAndBlocks()
    {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        QCOMPARE(shown(source), expected);
    }

    void whatPeopleWriteInChatsIsLeftAlone_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"3~5시, 7~9시", "네~~ 좋아요~~", "안녕~ 반가워~", "~3시부터 5시~",
                 "2026. 11. 22. 회의", "11. 22. 회의", "2026. 시작", ">_<", ">ㅅ<", "^_^ hi ^_^",
                 "-_- -_-", "2*3*4", "a_b_c", "#", "-", "1.", "5 > 3", "#1 problem", "*", "**",
                 "<b>raw</b>", "<script>alert(1)</script>", "&lt;b&gt;", "x < y & z", "(* a *)",
                 "snake_case_name and other_name", "\t"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }

    void whatPeopleWriteInChatsIsLeftAlone()
    {
        QFETCH(QString, text);
        QCOMPARE(shown(text), text);
    }

    void lineOfDashesUnderTextMakesNoHeading()
    {
        QCOMPARE(shown(QStringLiteral("total\n---\n5")), QStringLiteral("total/---/5"));
        QCOMPARE(shown(QStringLiteral("total\n===\n5")), QStringLiteral("total/===/5"));
    }

    void particlesFollowKoreanMarksWithoutABlank()
    {
        QCOMPARE(shown(QStringLiteral("**강조**는")), QStringLiteral("<b>강조</b>는"));
        QCOMPARE(shown(QStringLiteral("**강조(强調)**는")), QStringLiteral("<b>강조(强調)</b>는"));
        QCOMPARE(
            shown(QStringLiteral("그는**\"예\"**라고")), QStringLiteral("그는<b>\"예\"</b>라고"));
        QCOMPARE(shown(QStringLiteral("~~취소~~했어요")), QStringLiteral("<s>취소</s>했어요"));
    }

    void addressesAreLinksEverywhereButInCode()
    {
        QCOMPARE(shown(QStringLiteral("see **https://a.org/x** `https://b.org`")),
            QStringLiteral("see <b><a>https://a.org/x</a></b> <c>https://b.org</c>"));
        QCOMPARE(shown(QStringLiteral("https://a.org/x_(y)_z*w*~v~")),
            QStringLiteral("<a>https://a.org/x_(y)_z*w*~v~</a>"));
    }

    void linksLeadToSafeSchemesOnly_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isLink");
        const auto row = [](const char *address, bool isLink) {
            QTest::newRow(address) << QString::fromUtf8(address) << isLink;
        };
        row("https://example.org/a", true);
        row("http://example.org", true);
        row("HTTPS://example.org", true);
        row("mailto:ann@example.org", true);
        row("javascript:alert(1)", false);
        row("file:///etc/passwd", false);
        row("data:text/html,x", false);
        row("smb://host/share", false);
        row("steam://run/1", false);
        row("/etc/passwd", false);
        row("https:///x", false);
    }

    void linksLeadToSafeSchemesOnly()
    {
        QFETCH(QString, address);
        QFETCH(bool, isLink);
        const auto blocks = parseMarkdown(QStringLiteral("[words](%1)").arg(address));
        QCOMPARE(blocks.size(), 1u);
        QCOMPARE(blocks.front().text, QStringLiteral("words"));
        QCOMPARE(blocks.front().spans.size(), isLink ? 1u : 0u);
        if (isLink)
            QCOMPARE(blocks.front().spans.front().url, QUrl(address));
    }

    void addressesInBracketsKeepTheirLetters()
    {
        const QString address = QStringLiteral("https://a.org/~ann/b_c");
        for (const char *form : {"<%1>", "[x](%1)", "%1"}) {
            const auto blocks = parseMarkdown(QString::fromLatin1(form).arg(address));
            QCOMPARE(blocks.front().spans.size(), 1u);
            QCOMPARE(blocks.front().spans.front().url, QUrl(address));
        }
    }

    void anAddressThatIsShownIsTheOneThatIsOpened()
    {
        const auto blocks =
            parseMarkdown(QStringLiteral("[https://bank.example](https://evil.example/x)"));
        QCOMPARE(blocks.front().spans.size(), 1u);
        QCOMPARE(blocks.front().spans.front().url, QUrl(QStringLiteral("https://bank.example")));
    }

    void picturesAreLinksAndNeverLoaded()
    {
        const auto blocks = parseMarkdown(QStringLiteral("![cat](https://a.org/cat.png)"));
        QCOMPARE(blocks.front().text, QStringLiteral("cat"));
        QCOMPARE(blocks.front().spans.front().style, Style::Link);
    }

    void everyCharacterKnowsWhereItWasWritten()
    {
        const QString source = QStringLiteral("a **bo** 😀\n- `x`");
        for (const TextBlock &block : parseMarkdown(source)) {
            QCOMPARE(block.origins.size(), static_cast<std::size_t>(block.text.size()) + 1);
            for (int i = 0; i < static_cast<int>(block.text.size()); ++i) {
                if (block.text.at(i) != QChar::LineSeparator)
                    QCOMPARE(
                        source.at(block.origins[static_cast<std::size_t>(i)]), block.text.at(i));
            }
            QVERIFY(std::is_sorted(block.origins.begin(), block.origins.end()));
        }
    }

    void quotesShowTheFirstLineWithoutMarks()
    {
        QCOMPARE(firstLineOfMarkdown(QStringLiteral("- **b** `c`\nd\n\ne")), QStringLiteral("b c"));
        QCOMPARE(
            firstLineOfMarkdown(QStringLiteral("\n```\nint x;\n```")), QStringLiteral("int x;"));
        QVERIFY(firstLineOfMarkdown({}).isEmpty());
    }

    void veryLongAndVeryDeepTextsAreShownQuickly_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("long") << QStringLiteral("**a** ").repeated(10'000);
        QTest::newRow("quotes") << QStringLiteral("> ").repeated(4'000) + u'x';
        QTest::newRow("lists") << QStringLiteral("- ").repeated(4'000) + u'x';
        QTest::newRow("openers") << QStringLiteral("*a_ ").repeated(4'000);
        QTest::newRow("brackets") << QStringLiteral("[").repeated(10'000);
        QTest::newRow("links") << QStringLiteral("[a](").repeated(4'000);
        QTest::newRow("ticks") << QStringLiteral("`a``b").repeated(3'000);
        QTest::newRow("items") << QStringLiteral("- a\n").repeated(4'000);
    }

    void veryLongAndVeryDeepTextsAreShownQuickly()
    {
        QFETCH(QString, source);
        QElapsedTimer timer;
        timer.start();
        const auto blocks = parseMarkdown(source);
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!blocks.empty());
        for (const TextBlock &block : blocks)
            QVERIFY(block.containers.size() <= 6);
    }

    void namesThatAreKnownStandOut()
    {
        const KnownNames names{
            {QStringLiteral("Ann"), QStringLiteral("Ann Baker"), QStringLiteral("민수")},
            QStringLiteral("Ben")};
        using Found = std::vector<CalledName>;
        QCOMPARE(findNames(QStringLiteral("hi @ann!"), names), (Found{{3, 4, false}}));
        QCOMPARE(findNames(QStringLiteral("@Ann Baker and @Anna"), names), (Found{{0, 10, false}}));
        QCOMPARE(
            findNames(QStringLiteral("@민수야 @Ben"), names), (Found{{0, 3, false}, {5, 4, true}}));
        QCOMPARE(findNames(QStringLiteral("mail x@Ann.example"), names), Found());
    }
};

QTEST_MAIN(MarkdownTest)
#include "tst_markdown.moc"
