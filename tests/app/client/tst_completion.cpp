#include "app/client/completion.h"
#include "app/client/emojicatalogue.h"
#include "app/client/slashcommand.h"

#include <QTest>

using namespace app;

using Kind = CompletionQuery::Kind;

static QStringList labels(const std::vector<Completion> &completions)
{
    QStringList labels;
    for (const Completion &completion : completions)
        labels += completion.label;
    return labels;
}

static QStringList texts(const std::vector<Emoji> &emojis)
{
    QStringList texts;
    for (const Emoji &emoji : emojis)
        texts += emoji.text;
    return texts;
}

class CompletionTest : public QObject {
    Q_OBJECT

private:
    CompletionSources m_sources{
        {QStringLiteral("Ann Baker"), QStringLiteral("Ben"), QStringLiteral("박민수")},
        {QStringLiteral("Kitchen"), QStringLiteral("Baking")},
        {{QStringLiteral("/topic"), QStringLiteral("says what it is about")}},
        &EmojiCatalogue::standard()};

    QStringList offered(const char *text)
    {
        const QString written = QString::fromUtf8(text);
        return labels(completionsFor(
            CompletionQuery::at(written, static_cast<int>(written.size())), m_sources));
    }

private Q_SLOTS:
    void whatIsTypedIsFoundBeforeTheCursor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *text, Kind kind, const char *words = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(kind)
                                << QString::fromUtf8(words);
        };
        row("@", Kind::Person);
        row("hello @An", Kind::Person, "An");
        row("(@An", Kind::Person, "An");
        row("@민", Kind::Person, "민");
        row("#ki", Kind::Room, "ki");
        row(":smi", Kind::Emoji, "smi");
        row(":하", Kind::Emoji, "하");
        row("yes :+1", Kind::Emoji, "+1");
        row(":smile:", Kind::Emoji, "smile");
        row("/to", Kind::Command, "to");
        row("mail me@home", Kind::None);
        row("at 10:30", Kind::None);
        row(":)", Kind::None);
        row(":D", Kind::None);
        row("::", Kind::None);
        row("a::bc", Kind::None);
        row("@Ann ", Kind::None);
        row("see a/to", Kind::None);
        row("and /to", Kind::None);
        row("# title", Kind::None);
        row("https://ab", Kind::None);
        row("", Kind::None);
        row("word", Kind::None);
    }

    void whatIsTypedIsFoundBeforeTheCursor()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, words);
        const auto query = CompletionQuery::at(text, static_cast<int>(text.size()));
        QCOMPARE(static_cast<int>(query.kind), kind);
        QCOMPARE(query.words, words);
        if (query.kind != Kind::None)
            QCOMPARE(query.start + query.length, static_cast<int>(text.size()));
    }

    void whatStandsBehindTheCursorDoesNotCount()
    {
        const auto query = CompletionQuery::at(QStringLiteral("hi @An and more"), 6);
        QCOMPARE(query, (CompletionQuery{Kind::Person, 3, 3, QStringLiteral("An"), false}));
    }

    void peopleRoomsAndCommandsAreOffered()
    {
        QCOMPARE(offered("@"),
            QStringList(
                {QStringLiteral("@Ann Baker"), QStringLiteral("@Ben"), QStringLiteral("@박민수")}));
        QCOMPARE(offered("@bak"), QStringList(QStringLiteral("@Ann Baker")));
        QCOMPARE(offered("@ㅁㅅ"), QStringList(QStringLiteral("@박민수")));
        QCOMPARE(
            offered("#k"), QStringList({QStringLiteral("#Kitchen"), QStringLiteral("#Baking")}));
        QCOMPARE(offered("/"), QStringList(QStringLiteral("/topic")));
        QCOMPARE(offered("/x"), QStringList());
        QCOMPARE(offered("@nobody"), QStringList());
    }

    void emojisAreOfferedByEnglishAndKoreanNames()
    {
        QCOMPARE(offered(":thumbsu").value(0), QStringLiteral(":+1:"));
        QVERIFY(offered(":smil").size() == 8);
        QCOMPARE(offered(":sm").value(0), QStringLiteral(":smiley:")); // not San Marino
        QVERIFY(offered(":웃").size() > 3);
        QCOMPARE(offered(":nosuchname"), QStringList());
    }

    void closedNameIsThatEmojiOnly()
    {
        const auto completions =
            completionsFor(CompletionQuery::at(QStringLiteral(":heart:"), 7), m_sources);
        QCOMPARE(completions.size(), 1u);
        QCOMPARE(completions.front().insertion, QStringLiteral("❤️"));
        QVERIFY(offered(":hear:").isEmpty());
    }

    void catalogueHasEveryEmojiWithBothNames()
    {
        const auto &emojis = EmojiCatalogue::standard().emojis();
        QVERIFY(emojis.size() > 1'800);
        for (const Emoji &emoji : emojis) {
            QVERIFY(!emoji.text.isEmpty() && !emoji.shortNames.isEmpty());
            QVERIFY(!emoji.english.isEmpty() && !emoji.korean.isEmpty());
            QVERIFY(emoji.group >= 0 && emoji.group <= 9);
        }
    }

    void emojisAreFoundByNamesFirst()
    {
        const EmojiCatalogue &catalogue = EmojiCatalogue::standard();
        QCOMPARE(
            texts(catalogue.find(QStringLiteral("tada"), 1)), QStringList(QStringLiteral("🎉")));
        QCOMPARE(
            texts(catalogue.find(QStringLiteral("좋아요"), 3)).contains(QStringLiteral("👍")), true);
        QVERIFY(!catalogue.find(QStringLiteral("ㅋㅋ"), 3).empty());
        QVERIFY(catalogue.find(QStringLiteral("xyzzy"), 3).empty());
        QCOMPARE(catalogue.of(QStringLiteral("👍"))->shortNames.first(), QStringLiteral("+1"));
    }

    void commandsAreToldFromMessages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("argument"); // empty: a message
        QTest::newRow("topic") << QStringLiteral("/topic Anything goes")
                               << QStringLiteral("Anything goes");
        QTest::newRow("room") << QStringLiteral("/room 주방") << QStringLiteral("주방");
        QTest::newRow("no words") << QStringLiteral("/topic ") << QString();
        QTest::newRow("path") << QStringLiteral("/home/ann is full") << QString();
        QTest::newRow("longer") << QStringLiteral("/topics are many") << QString();
        QTest::newRow("lines") << QStringLiteral("/topic a\nb") << QString();
        QTest::newRow("inside") << QStringLiteral("see /topic x") << QString();
    }

    void commandsAreToldFromMessages()
    {
        QFETCH(QString, text);
        QFETCH(QString, argument);
        const auto command = SlashCommand::parse(text);
        QCOMPARE(command ? command->argument : QString(), argument);
    }

    void damagedTableIsSkipped()
    {
        QVERIFY(EmojiCatalogue::parse("nonsense\n\t\t\n").emojis().empty());
    }
};

QTEST_APPLESS_MAIN(CompletionTest)
#include "tst_completion.moc"
