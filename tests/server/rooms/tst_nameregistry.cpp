#include "server/rooms/nameregistry.h"
#include "server/rooms/textrules.h"
#include "tests/support/threadtime.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace server;

class TestNameRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoComesSecondGetsANumber();
    void caseAndInvisibleCharactersDoNotMakeAnotherName_data();
    void caseAndInvisibleCharactersDoNotMakeAnotherName();
    void aFreedNumberIsGivenAgain();
    void aNumberIsKeptWhileTheNameIsTaken();
    void aRestoredNumberIsKept();
    void theNameItselfIsTakenWhenFree();
    void aNumberedNameStaysWithinForty();
    void namesStayUniqueWhateverHappens();
    void tenThousandOfOneNameAreQuick();
    void forbiddenCharactersAreFound_data();
    void forbiddenCharactersAreFound();
    void charactersAreCodePoints();
};

void TestNameRegistry::whoComesSecondGetsANumber()
{
    NameRegistry names;
    QCOMPARE(names.claim(QStringLiteral("Ann"), "a"), QStringLiteral("Ann"));
    QCOMPARE(names.claim(QStringLiteral("Ann"), "b"), QStringLiteral("Ann 2"));
    QCOMPARE(names.claim(QStringLiteral("ann"), "c"), QStringLiteral("ann 3"));
    QCOMPARE(names.claim(QStringLiteral("ANN"), "a"),
        QStringLiteral("ANN")); // one's own, in other letters
    QCOMPARE(names.claim(QStringLiteral("Ann 2"), "d"), QStringLiteral("Ann 2 2"));
}

void TestNameRegistry::caseAndInvisibleCharactersDoNotMakeAnotherName_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("same");
    QTest::newRow("case") << QStringLiteral("Ann") << QStringLiteral("aNN") << true;
    QTest::newRow("sharp s") << QStringLiteral("Straße") << QStringLiteral("STRASSE") << true;
    QTest::newRow("composition") << QStringLiteral("\u00e9") << QStringLiteral("e\u0301") << true;
    QTest::newRow("Hangul") << QStringLiteral("\ud55c") << QStringLiteral("\u1112\u1161\u11ab")
                            << true;
    QTest::newRow("zero width") << QStringLiteral("Ann") << QStringLiteral("A\u200bnn") << true;
    QTest::newRow("inner blanks") << QStringLiteral("A  B") << QStringLiteral("a b") << true;
    QTest::newRow("other letter") << QStringLiteral("Ann") << QStringLiteral("Anna") << false;
}

void TestNameRegistry::caseAndInvisibleCharactersDoNotMakeAnotherName()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, same);
    NameRegistry names;
    names.claim(first, "a");
    QCOMPARE(names.claim(second, "b") != second, same);
}

void TestNameRegistry::aFreedNumberIsGivenAgain()
{
    NameRegistry names;
    for (const char *owner : {"a", "b", "c", "d"})
        names.claim(QStringLiteral("Ann"), owner);
    names.release("b");
    names.release("nobody");
    QCOMPARE(names.nameOf("b"), std::optional<QString>());
    QCOMPARE(names.claim(QStringLiteral("Ann"), "e"), QStringLiteral("Ann 2"));
    QCOMPARE(names.claim(QStringLiteral("Ann"), "f"), QStringLiteral("Ann 5"));
}

void TestNameRegistry::aNumberIsKeptWhileTheNameIsTaken()
{
    NameRegistry names;
    names.claim(QStringLiteral("Ann"), "a");
    names.claim(QStringLiteral("Ann"), "b");
    names.claim(QStringLiteral("Ann"), "c");
    names.release("b");
    QCOMPARE(names.claim(QStringLiteral("Ann"), "c"), QStringLiteral("Ann 3"));
}

void TestNameRegistry::aRestoredNumberIsKept()
{
    NameRegistry names;
    names.restore(QStringLiteral("Ann"), "a");
    names.restore(QStringLiteral("Ann 2"), "b");
    names.restore(QStringLiteral("Ann 3"), "c");
    QCOMPARE(names.claim(QStringLiteral("Ann"), "c"), QStringLiteral("Ann 3"));
    QCOMPARE(names.claim(QStringLiteral("Ann"), "b"), QStringLiteral("Ann 2"));
    QCOMPARE(names.claim(QStringLiteral("Ann"), "d"), QStringLiteral("Ann 4"));
}

void TestNameRegistry::theNameItselfIsTakenWhenFree()
{
    NameRegistry names;
    names.claim(QStringLiteral("Ann"), "a");
    names.claim(QStringLiteral("Ann"), "b");
    names.release("a");
    QCOMPARE(names.claim(QStringLiteral("Ann"), "b"), QStringLiteral("Ann"));
    QCOMPARE(names.claim(QStringLiteral("Ann"), "c"), QStringLiteral("Ann 2"));
}

void TestNameRegistry::aNumberedNameStaysWithinForty()
{
    NameRegistry names;
    const QString emoji = QStringLiteral("\U0001F600").repeated(40);
    names.claim(emoji, "a");
    const QString second = names.claim(emoji, "b");
    QCOMPARE(characterCount(second), 40);
    QVERIFY(second.isValidUtf16());
    QVERIFY(second.endsWith(QStringLiteral(" 2")));
}

void TestNameRegistry::namesStayUniqueWhateverHappens()
{
    QRandomGenerator random(42);
    const QStringList asked{QStringLiteral("Ann"), QStringLiteral("ann"), QStringLiteral("Ann 2"),
        QStringLiteral("ANN 3"), QStringLiteral("Bo"), QStringLiteral("Ann 2 2"),
        QStringLiteral("Guest")};
    NameRegistry names;
    std::map<QByteArray, QString> model;
    for (int step = 0; step < 20000; ++step) {
        const QByteArray owner = QByteArray::number(random.bounded(30));
        if (random.bounded(3) == 0) {
            names.release(owner);
            model.erase(owner);
        } else {
            const QString wish = asked[random.bounded(static_cast<int>(asked.size()))];
            model[owner] = names.claim(wish, owner);
            QVERIFY(foldedName(model[owner]).startsWith(foldedName(wish)));
        }
        std::set<QString> folded;
        for (const auto &[who, name] : model) {
            QCOMPARE(names.nameOf(who), std::optional<QString>(name));
            QVERIFY2(folded.insert(foldedName(name)).second, qPrintable(name));
        }
    }
}

// Everybody of a load test has one name; finding the next number must not look at all of them:
// ten times the people may cost some ten times as much, not a hundred times.
void TestNameRegistry::tenThousandOfOneNameAreQuick()
{
    const auto nanoseconds = [](int count) {
        const qint64 before = test::threadNanoseconds();
        NameRegistry names;
        for (int i = 0; i < count; ++i)
            names.claim(QStringLiteral("Guest"), QByteArray::number(i));
        for (int i = 1; i < count; i += 2)
            names.release(QByteArray::number(i));
        for (int i = 1; i < count; i += 2)
            names.claim(QStringLiteral("Guest"), QByteArray::number(i));
        [&] {
            QCOMPARE(names.claim(QStringLiteral("Guest"), "last"),
                QStringLiteral("Guest %1").arg(count + 1));
        }();
        return test::threadNanoseconds() - before;
    };
    const qint64 few = std::min(nanoseconds(1000), nanoseconds(1000));
    const qint64 many = nanoseconds(10000);
    QVERIFY2(many < 50 * few, qPrintable(QString::number(many / few)));
}

void TestNameRegistry::forbiddenCharactersAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("forbidden");
    QTest::newRow("letters") << QStringLiteral("Ann \ud55c\uae00 \U0001F468\u200d\U0001F469")
                             << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("line feed") << QStringLiteral("a\nb") << true;
    QTest::newRow("escape") << QStringLiteral("\x1b[1m") << true;
    QTest::newRow("C1") << QStringLiteral("a\u0085") << true;
    QTest::newRow("NUL") << QString(QChar(0)) << true;
    QTest::newRow("line separator") << QStringLiteral("a\u2028b") << true;
    QTest::newRow("override") << QStringLiteral("a\u202eb") << true;
    QTest::newRow("isolate") << QStringLiteral("a\u2067b") << true;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << true;
}

void TestNameRegistry::forbiddenCharactersAreFound()
{
    QFETCH(QString, text);
    QFETCH(bool, forbidden);
    QCOMPARE(hasForbiddenNameCharacters(text), forbidden);
}

void TestNameRegistry::charactersAreCodePoints()
{
    const QString text = QStringLiteral("a\U0001F600b");
    QCOMPARE(characterCount(text), 3);
    QCOMPARE(firstCharacters(text, 2), QStringLiteral("a\U0001F600"));
    QCOMPARE(firstCharacters(text, 0), QString());
    QCOMPARE(firstCharacters(text, 9), text);
}

QTEST_APPLESS_MAIN(TestNameRegistry)
#include "tst_nameregistry.moc"
