#include "stomp/chat/destinations.h"

#include <QTest>

class tst_destinations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roomIdsAreOneToSixtyFourPlainCharacters_data();
    void roomIdsAreOneToSixtyFourPlainCharacters();
    void destinationsBeginWithTheServersPrefixes();
};

void tst_destinations::roomIdsAreOneToSixtyFourPlainCharacters_data()
{
    QTest::addColumn<QByteArray>("room");
    QTest::addColumn<bool>("isValid");

    QTest::newRow("number") << QByteArray("1") << true;
    QTest::newRow("word") << QByteArray("general") << true;
    QTest::newRow("every kind of character") << QByteArray("aZ09._~-") << true;
    QTest::newRow("three dots") << QByteArray("...") << true;
    QTest::newRow("64 characters") << QByteArray(64, 'x') << true;
    QTest::newRow("65 characters") << QByteArray(65, 'x') << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("dot") << QByteArray(".") << false;
    QTest::newRow("dot dot") << QByteArray("..") << false;
    QTest::newRow("blank") << QByteArray("a b") << false;
    QTest::newRow("slash") << QByteArray("a/b") << false;
    QTest::newRow("percent") << QByteArray("a%2Fb") << false;
    QTest::newRow("pattern") << QByteArray("*") << false;
    QTest::newRow("Korean") << QByteArray("마루") << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
}

void tst_destinations::roomIdsAreOneToSixtyFourPlainCharacters()
{
    QFETCH(QByteArray, room);
    QFETCH(bool, isValid);
    QCOMPARE(chat::isValidRoomId(room), isValid);
}

void tst_destinations::destinationsBeginWithTheServersPrefixes()
{
    const chat::Destinations usual;
    QCOMPARE(usual.say("general"), QByteArray("/publish/chat/general"));
    QCOMPARE(usual.edit("general"), QByteArray("/publish/chat/general/edit"));
    QCOMPARE(usual.remove("general"), QByteArray("/publish/chat/general/delete"));
    QCOMPARE(usual.react("general"), QByteArray("/publish/chat/general/react"));
    QCOMPARE(usual.typing("general"), QByteArray("/publish/chat/general/typing"));
    QCOMPARE(usual.read("general"), QByteArray("/publish/chat/general/read"));
    QCOMPARE(usual.removePerson("general"), QByteArray("/publish/chat/general/remove"));
    QCOMPARE(usual.history("general"), QByteArray("/publish/chat/general/history"));
    QCOMPARE(usual.memberList("general"), QByteArray("/publish/chat/general/members"));
    QCOMPARE(usual.pin("general"), QByteArray("/publish/chat/general/pin"));
    QCOMPARE(usual.presence(), QByteArray("/publish/presence"));
    QCOMPARE(usual.changeRoom(), QByteArray("/publish/rooms"));
    QCOMPARE(usual.roomList(), QByteArray("/publish/rooms"));

    const chat::Destinations other({"/app", "/live"});
    QCOMPARE(other.say("1"), QByteArray("/app/chat/1"));
    QCOMPARE(other.room("1"), QByteArray("/live/chat/1"));
    QCOMPARE(other.roomTyping("1"), QByteArray("/live/chat/1/typing"));
    QCOMPARE(other.roomMembers("1"), QByteArray("/live/chat/1/members"));
    QCOMPARE(other.rooms(), QByteArray("/live/rooms"));
}

QTEST_GUILESS_MAIN(tst_destinations)
#include "tst_destinations.moc"
