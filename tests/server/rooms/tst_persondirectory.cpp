#include "server/rooms/persondirectory.h"

#include <QTest>

using namespace server;

namespace {

PersonDirectory directory(const std::vector<PersonRecord> &known = {})
{
    return PersonDirectory(known, [n = 0]() mutable { return QByteArray::number(++n); });
}

} // namespace

class TestPersonDirectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loginBecomesAName_data();
    void loginBecomesAName();
    void aGuestIsAPersonOfItsOwn();
    void whoHasASecretIsTheSamePersonAgain();
    void theIdTellsNothingOfTheSecret();
    void anotherSecretIsAnotherPerson();
    void aKnownNameIsTakenAlsoWhileItsOwnerIsAway();
    void aNewNameIsTold();
    void whoGivesNoNameKeepsTheOneFromBefore();
    void aGuestsNameIsFreeAgainAfterwards();
};

void TestPersonDirectory::loginBecomesAName_data()
{
    QTest::addColumn<QByteArray>("login");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << QByteArray("Ann") << true << QStringLiteral("Ann");
    QTest::newRow("empty") << QByteArray() << true << QString();
    QTest::newRow("blanks") << QByteArray("  ") << true << QString();
    QTest::newRow("trimmed") << QByteArray(" Ann ") << true << QStringLiteral("Ann");
    QTest::newRow("composed") << QByteArray("e\xcc\x81") << true << QStringLiteral("\u00e9");
    QTest::newRow("Korean") << QByteArray("\xed\x95\x9c\xea\xb8\x80") << true
                            << QStringLiteral("\ud55c\uae00");
    QTest::newRow("slashes") << QByteArray("a/b%2F..") << true << QStringLiteral("a/b%2F..");
    QTest::newRow("40") << QByteArray(40, 'a') << true << QString(40, QLatin1Char('a'));
    QTest::newRow("41") << QByteArray(41, 'a') << false << QString();
    QTest::newRow("40 emoji") << QByteArray("\xf0\x9f\x98\x80").repeated(40) << true
                              << QStringLiteral("\U0001F600").repeated(40);
    QTest::newRow("line feed") << QByteArray("a\nb") << false << QString();
    QTest::newRow("escape") << QByteArray("\x1b[31mred") << false << QString();
    QTest::newRow("override") << QByteArray("a\xe2\x80\xae"
                                            "b")
                              << false << QString();
    QTest::newRow("invisible") << QByteArray("\xe2\x80\x8b") << false << QString();
    QTest::newRow("bad UTF-8") << QByteArray("\xff\xfe") << false << QString();
}

void TestPersonDirectory::loginBecomesAName()
{
    QFETCH(QByteArray, login);
    QFETCH(bool, accepted);
    QFETCH(QString, name);
    const auto result = PersonDirectory::nameFromLogin(login);
    QCOMPARE(result.hasValue(), accepted);
    if (accepted)
        QCOMPARE(*result, name);
    else
        QCOMPARE(result.error().code, QByteArray("bad-name"));
}

void TestPersonDirectory::aGuestIsAPersonOfItsOwn()
{
    PersonDirectory people = directory();
    const auto first = people.arrive("Ann", {}, 5);
    const auto second = people.arrive("", {}, 5);
    QVERIFY(first && second);
    QVERIFY(first->isGuest);
    QVERIFY(first->person != second->person);
    QVERIFY(!first->record);
    QCOMPARE(second->name, QStringLiteral("Guest"));
}

void TestPersonDirectory::whoHasASecretIsTheSamePersonAgain()
{
    PersonDirectory people = directory();
    const auto first = people.arrive("Ann", "hash", 5);
    const auto again = people.arrive("Ann", "hash", 6);
    QVERIFY(first && again);
    QVERIFY(!first->isGuest);
    QCOMPARE(again->person, first->person);
    QCOMPARE(again->name, QStringLiteral("Ann"));
    QVERIFY(!again->isRenamed);
    QCOMPARE(*again->record, (PersonRecord{first->person, "hash", QStringLiteral("Ann"), 6}));

    PersonDirectory restarted = directory({*again->record});
    QCOMPARE(restarted.arrive("Ann", "hash", 7)->person, first->person);
    QCOMPARE(restarted.nameOf(first->person), QStringLiteral("Ann"));
}

void TestPersonDirectory::theIdTellsNothingOfTheSecret()
{
    const QByteArray id = PersonDirectory::personId("hash");
    QCOMPARE(id, PersonDirectory::personId("hash"));
    QCOMPARE(id.size(), 22);
    QVERIFY(!id.contains("hash") && !id.contains("aGFzaA"));
}

void TestPersonDirectory::anotherSecretIsAnotherPerson()
{
    PersonDirectory people = directory();
    const auto ann = people.arrive("Ann", "one", 5);
    const auto other = people.arrive("ann", "two", 5);
    const auto guest = people.arrive("Ann", {}, 5);
    QVERIFY(ann->person != other->person);
    QCOMPARE(other->name, QStringLiteral("ann 2"));
    QCOMPARE(guest->name, QStringLiteral("Ann 3"));
}

void TestPersonDirectory::aKnownNameIsTakenAlsoWhileItsOwnerIsAway()
{
    PersonDirectory people =
        directory({{PersonDirectory::personId("one"), "one", QStringLiteral("Ann"), 1}});
    QCOMPARE(people.arrive("Ann", {}, 5)->name, QStringLiteral("Ann 2"));
    QCOMPARE(people.arrive("Ann", "one", 5)->name, QStringLiteral("Ann"));
}

void TestPersonDirectory::aNewNameIsTold()
{
    PersonDirectory people = directory();
    people.arrive("Ann", "one", 5);
    const auto renamed = people.arrive("Anna", "one", 6);
    QVERIFY(renamed->isRenamed);
    QCOMPARE(people.nameOf(renamed->person), QStringLiteral("Anna"));
    QCOMPARE(people.arrive("Ann", {}, 7)->name, QStringLiteral("Ann"));
}

void TestPersonDirectory::whoGivesNoNameKeepsTheOneFromBefore()
{
    PersonDirectory people = directory();
    people.arrive("Ann", "one", 5);
    QCOMPARE(people.arrive("", "one", 6)->name, QStringLiteral("Ann"));
    QCOMPARE(people.arrive("", "two", 6)->name, QStringLiteral("Guest"));
}

void TestPersonDirectory::aGuestsNameIsFreeAgainAfterwards()
{
    PersonDirectory people = directory();
    const auto guest = people.arrive("Ann", {}, 5);
    people.guestLeft(guest->person);
    QCOMPARE(people.nameOf(guest->person), QString());
    QCOMPARE(people.arrive("Ann", {}, 5)->name, QStringLiteral("Ann"));
}

QTEST_APPLESS_MAIN(TestPersonDirectory)
#include "tst_persondirectory.moc"
