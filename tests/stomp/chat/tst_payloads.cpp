#include "stomp/chat/payloads.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using chat::Entry;
using chat::EntryType;

class tst_payloads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageReadsAsTheContractShowsIt();
    void everyEntrySurvivesTheWay_data();
    void everyEntrySurvivesTheWay();
    void entriesAreWrittenAsQtWouldWriteThem_data();
    void entriesAreWrittenAsQtWouldWriteThem();
    void theNumberIsPutInWithoutParsing();
    void aDeletedMessageKeepsAllButItsText_data();
    void aDeletedMessageKeepsAllButItsText();
    void badEntriesNameTheField_data();
    void badEntriesNameTheField();

    void whatIsSaidIsTextOrJson_data();
    void whatIsSaidIsTextOrJson();
    void nothingIsSaidByABadBody_data();
    void nothingIsSaidByABadBody();

    void gapsAreToldFromEntries();
    void historyHoldsReadyEntries();
    void historyWithABadEntryIsRefused();
    void membersSurviveTheWay();
    void roomsSurviveTheWay();
    void roomRequestsChangeOnlyWhatTheyName();
    void smallRequestsSurviveTheWay();
    void requestsWithWrongTypesAreRefused_data();
    void requestsWithWrongTypesAreRefused();
    void deepNestingIsRefusedWithoutHarm();

private:
    static Entry message();
};

Entry tst_payloads::message()
{
    Entry entry;
    entry.id = "m-1";
    entry.room = "general";
    entry.seq = 57;
    entry.author = {"p-1", QStringLiteral("Ann")};
    entry.text = QStringLiteral("안녕 \"you\"\n😀");
    entry.sentAt = 1795357800123;
    return entry;
}

void tst_payloads::aMessageReadsAsTheContractShowsIt()
{
    const QJsonObject object = QJsonDocument::fromJson(chat::toJson(message())).object();
    QCOMPARE(object.value(QStringLiteral("type")).toString(), QStringLiteral("message"));
    QCOMPARE(object.value(QStringLiteral("id")).toString(), QStringLiteral("m-1"));
    QCOMPARE(object.value(QStringLiteral("room")).toString(), QStringLiteral("general"));
    QCOMPARE(object.value(QStringLiteral("seq")).toInt(), 57);
    QCOMPARE(
        object.value(QStringLiteral("author")).toObject().value(QStringLiteral("name")).toString(),
        QStringLiteral("Ann"));
    QCOMPARE(object.value(QStringLiteral("text")).toString(), message().text);
    QCOMPARE(object.value(QStringLiteral("sentAt")).toString(),
        QStringLiteral("2026-11-22T14:30:00.123Z"));
    QVERIFY(object.value(QStringLiteral("replyTo")).isNull());
}

void tst_payloads::everyEntrySurvivesTheWay_data()
{
    QTest::addColumn<Entry>("entry");

    QTest::newRow("message") << message();
    Entry reply = message();
    reply.replyTo = "m-0";
    QTest::newRow("reply") << reply;
    Entry edit = message();
    edit.type = EntryType::Edit;
    QTest::newRow("edit") << edit;
    Entry deletion = message();
    deletion.type = EntryType::Delete;
    deletion.text.clear();
    QTest::newRow("delete") << deletion;
    Entry reaction = deletion;
    reaction.type = EntryType::Reaction;
    reaction.emoji = QStringLiteral("👍🏽");
    reaction.on = false;
    QTest::newRow("reaction") << reaction;
    Entry pin = deletion;
    pin.type = EntryType::Pin;
    QTest::newRow("pin") << pin;
    pin.on = false;
    QTest::newRow("unpin") << pin;
    Entry room = deletion;
    room.type = EntryType::Room;
    room.name = QStringLiteral("마루");
    room.topic = QStringLiteral("everybody");
    QTest::newRow("room") << room;
    room.isArchived = true;
    QTest::newRow("archived room") << room;
    Entry withheld = reply;
    withheld.text.clear();
    withheld.isDeleted = true;
    QTest::newRow("deleted message") << withheld;
    withheld.type = EntryType::Edit;
    withheld.replyTo.clear();
    QTest::newRow("edit of a deleted message") << withheld;
}

// As it was when QJsonDocument did it.
void tst_payloads::entriesAreWrittenAsQtWouldWriteThem_data()
{
    everyEntrySurvivesTheWay_data();
    Entry odd = message();
    odd.text.clear();
    for (char16_t character = 1; character < 0x100; ++character)
        odd.text += QChar(character);
    odd.author.name = QStringLiteral("\"\\\b\f\n\r\t\x1f\x7f");
    QTest::newRow("every kind of character") << odd;
    int number = 0;
    for (const qint64 time : {Q_INT64_C(0), Q_INT64_C(1), Q_INT64_C(951782399999),
             Q_INT64_C(951782400000), Q_INT64_C(4107542400000), Q_INT64_C(253402300799999),
             Q_INT64_C(253402300800000), Q_INT64_C(-1)}) {
        Entry entry = message();
        entry.sentAt = time;
        QTest::addRow("time %d", ++number) << entry;
    }
}

void tst_payloads::entriesAreWrittenAsQtWouldWriteThem()
{
    QFETCH(Entry, entry);
    for (const QByteArray &json : {chat::toJson(entry), chat::toJsonWithoutSeq(entry)}) {
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        QCOMPARE(json, QJsonDocument(object).toJson(QJsonDocument::Compact));
        QCOMPARE(object.value(QStringLiteral("sentAt")).toString(),
            QDateTime::fromMSecsSinceEpoch(entry.sentAt, Qt::UTC).toString(Qt::ISODateWithMs));
    }
}

void tst_payloads::everyEntrySurvivesTheWay()
{
    QFETCH(Entry, entry);
    const stomp::Result<Entry> read = chat::parseEntry(chat::toJson(entry));
    QVERIFY2(read.hasValue(), read ? "" : read.error().text.constData());
    QCOMPARE(*read, entry);
}

void tst_payloads::theNumberIsPutInWithoutParsing()
{
    Entry entry = message();
    const QByteArray stored = chat::toJsonWithoutSeq(entry);
    QVERIFY(!stored.contains("\"seq\""));
    entry.seq = 9007199254740991;
    const stomp::Result<Entry> read = chat::parseEntry(chat::withSeq(stored, entry.seq));
    QVERIFY(read.hasValue());
    QCOMPARE(*read, entry);
}

void tst_payloads::aDeletedMessageKeepsAllButItsText_data()
{
    everyEntrySurvivesTheWay_data();
}

void tst_payloads::aDeletedMessageKeepsAllButItsText()
{
    QFETCH(Entry, entry);
    const QByteArray withheld = chat::withoutText(chat::toJsonWithoutSeq(entry));
    entry.text.clear();
    entry.isDeleted = entry.type == EntryType::Message || entry.type == EntryType::Edit;
    QCOMPARE(*chat::parseEntry(chat::withSeq(withheld, entry.seq)), entry);
    // Whoever knows nothing of deleted texts reads an empty one.
    QCOMPARE(withheld.contains("\"text\":\"\""), entry.isDeleted);
    QCOMPARE(chat::withoutText("no entry"), QByteArray("no entry"));
}

void tst_payloads::badEntriesNameTheField_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("replacement");

    QTest::newRow("no type") << QByteArray("type") << QByteArray();
    QTest::newRow("unknown type") << QByteArray("type") << QByteArray("\"poem\"");
    QTest::newRow("id is a number") << QByteArray("id") << QByteArray("7");
    QTest::newRow("no room") << QByteArray("room") << QByteArray();
    QTest::newRow("seq is a fraction") << QByteArray("seq") << QByteArray("1.5");
    QTest::newRow("seq is negative") << QByteArray("seq") << QByteArray("-1");
    QTest::newRow("seq is beyond 2^53") << QByteArray("seq") << QByteArray("1e300");
    QTest::newRow("author is a text") << QByteArray("author") << QByteArray("\"Ann\"");
    QTest::newRow("author without id") << QByteArray("author") << QByteArray("{\"name\":\"Ann\"}");
    QTest::newRow("text is a list") << QByteArray("text") << QByteArray("[]");
    QTest::newRow("no time") << QByteArray("sentAt") << QByteArray("\"yesterday\"");
}

void tst_payloads::badEntriesNameTheField()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, replacement);
    QJsonObject object = QJsonDocument::fromJson(chat::toJson(message())).object();
    object.remove(QString::fromUtf8(name));
    QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (!replacement.isEmpty())
        json = "{\"" + name + "\":" + replacement + ',' + json.mid(1);

    const stomp::Result<Entry> read = chat::parseEntry(json);

    QVERIFY(!read.hasValue());
    QVERIFY2(read.error().text.contains('"' + name + '"'), read.error().text.constData());
}

void tst_payloads::whatIsSaidIsTextOrJson_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("replyTo");

    const QByteArray json = "application/json";
    QTest::newRow("no content-type")
        << QByteArray() << QByteArray("hello") << QStringLiteral("hello") << QByteArray();
    QTest::newRow("plain text") << QByteArray("text/plain") << QByteArray("안녕")
                                << QStringLiteral("안녕") << QByteArray();
    QTest::newRow("JSON as text stays text")
        << QByteArray("text/plain;charset=utf-8") << QByteArray("{\"text\":1}")
        << QStringLiteral("{\"text\":1}") << QByteArray();
    QTest::newRow("JSON") << json << QByteArray("{\"text\":\"hi\"}") << QStringLiteral("hi")
                          << QByteArray();
    QTest::newRow("JSON with charset")
        << QByteArray("Application/JSON; charset=UTF-8") << QByteArray("{\"text\":\"hi\"}")
        << QStringLiteral("hi") << QByteArray();
    QTest::newRow("reply") << json << QByteArray("{\"text\":\"hi\",\"replyTo\":\"m-1\"}")
                           << QStringLiteral("hi") << QByteArray("m-1");
    QTest::newRow("no reply") << json << QByteArray("{\"text\":\"hi\",\"replyTo\":null}")
                              << QStringLiteral("hi") << QByteArray();
    QTest::newRow("content") << json << QByteArray("{\"content\":\"hi\"}") << QStringLiteral("hi")
                             << QByteArray();
    QTest::newRow("message") << json << QByteArray("{\"message\":\"hi\",\"sender\":\"x\"}")
                             << QStringLiteral("hi") << QByteArray();
    QTest::newRow("text wins") << json << QByteArray("{\"message\":\"no\",\"text\":\"hi\"}")
                               << QStringLiteral("hi") << QByteArray();
    QTest::newRow("surrogate pair") << json << QByteArray("{\"text\":\"\\ud83d\\ude00\"}")
                                    << QStringLiteral("😀") << QByteArray();
}

void tst_payloads::whatIsSaidIsTextOrJson()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    QFETCH(QByteArray, replyTo);
    const stomp::Result<chat::Say> say = chat::parseSay(contentType, body);
    QVERIFY2(say.hasValue(), say ? "" : say.error().text.constData());
    QCOMPARE(say->text, text);
    QCOMPARE(say->replyTo, replyTo);
    QCOMPARE(*chat::parseSay("application/json", chat::toJson(*say)), *say);
}

void tst_payloads::nothingIsSaidByABadBody_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");

    const QByteArray json = "application/json";
    QTest::newRow("empty text") << QByteArray() << QByteArray();
    QTest::newRow("M-113 half a surrogate") << json << QByteArray("{\"text\":\"a\\ud83d\"}");
    QTest::newRow("only blanks") << QByteArray() << QByteArray(" \n\t");
    QTest::newRow("invalid UTF-8") << QByteArray() << QByteArray("\xff\xfe");
    QTest::newRow("no JSON") << json << QByteArray("hello");
    QTest::newRow("cut JSON") << json << QByteArray("{\"text\":\"hi");
    QTest::newRow("JSON list") << json << QByteArray("[\"hi\"]");
    QTest::newRow("no field") << json << QByteArray("{}");
    QTest::newRow("text is a number") << json << QByteArray("{\"text\":7}");
    QTest::newRow("replyTo is a number") << json << QByteArray("{\"text\":\"a\",\"replyTo\":7}");
    QTest::newRow("not a number") << json << QByteArray("{\"text\":NaN}");
}

void tst_payloads::nothingIsSaidByABadBody()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    const stomp::Result<chat::Say> say = chat::parseSay(contentType, body);
    QVERIFY(!say.hasValue());
    QVERIFY(!say.error().text.isEmpty());
}

void tst_payloads::gapsAreToldFromEntries()
{
    QCOMPARE(chat::parseGap(chat::toJson(chat::Gap{3, 9})), std::optional(chat::Gap{3, 9}));
    QCOMPARE(chat::parseGap(chat::toJson(message())), std::nullopt);
    QCOMPARE(chat::parseGap("{\"type\":\"gap\"}"), std::nullopt);
    QCOMPARE(chat::parseGap("nonsense"), std::nullopt);
}

void tst_payloads::historyHoldsReadyEntries()
{
    Entry second = message();
    second.seq = 58;
    const QByteArray json =
        chat::historyJson({chat::toJson(message()), chat::toJson(second)}, false);
    const chat::HistoryPage expected{{message(), second}, false};
    QCOMPARE(*chat::parseHistory(json), expected);
    const QByteArray toTheEnd = chat::historyJson(
        {chat::toJson(chat::Gap{1, 56}), chat::toJson(message()), R"({"type":"poem","seq":58})"},
        true, true);
    const chat::HistoryPage page{{message()}, true, true, {{1, 56}}};
    QCOMPARE(*chat::parseHistory(toTheEnd), page);
    QVERIFY(chat::parseHistory(R"({"entries":[],"start":true})").hasValue());
    QCOMPARE(*chat::parseHistory(chat::historyJson({}, true)), (chat::HistoryPage{{}, true}));
}

void tst_payloads::historyWithABadEntryIsRefused()
{
    QVERIFY(
        !chat::parseHistory(chat::historyJson({chat::toJson(message()), "{}"}, false)).hasValue());
    QVERIFY(!chat::parseHistory("{\"entries\":[]}").hasValue());
}

void tst_payloads::membersSurviveTheWay()
{
    const chat::Member ann{
        "p-1", QStringLiteral("Ann"), false, chat::Presence::Away, 1795357800123};
    const chat::Member guest{"g-1", QStringLiteral("손님"), true, chat::Presence::Online, 0};
    const std::vector<chat::Member> members{ann, guest};
    QCOMPARE(*chat::parseMembers(chat::toJson(members)), members);
    for (const auto event : {chat::MemberChange::Event::Joined, chat::MemberChange::Event::Left,
             chat::MemberChange::Event::Changed}) {
        const chat::MemberChange change{event, guest};
        QCOMPARE(*chat::parseMemberChange(chat::toJson(change)), change);
    }
    QVERIFY(!chat::parseMembers("[{\"person\":\"p\"}]").hasValue());
    QVERIFY(!chat::parseMemberChange("{\"event\":\"danced\",\"member\":{}}").hasValue());
}

void tst_payloads::roomsSurviveTheWay()
{
    chat::RoomInfo room{
        "general", QStringLiteral("General"), QStringLiteral("all"), "p-1", 57, 3, 40, false, 12};
    const std::vector<chat::RoomInfo> rooms{room};
    QCOMPARE(*chat::parseRooms(chat::toJson(rooms)), rooms);
    room.isArchived = true;
    const chat::RoomChange change{chat::RoomChange::Event::Archived, room};
    QCOMPARE(*chat::parseRoomChange(chat::toJson(change)), change);
    room.id = "not/valid";
    QVERIFY(!chat::parseRooms(chat::toJson(std::vector<chat::RoomInfo>{room})).hasValue());
}

void tst_payloads::roomRequestsChangeOnlyWhatTheyName()
{
    const chat::RoomRequest nameOnly{"a", QStringLiteral("A"), std::nullopt, std::nullopt};
    QCOMPARE(*chat::parseRoomRequest(chat::toJson(nameOnly)), nameOnly);
    const chat::RoomRequest all{"a", QString(), QStringLiteral("t"), true};
    const stomp::Result<chat::RoomRequest> read = chat::parseRoomRequest(chat::toJson(all));
    QVERIFY(read.hasValue());
    QVERIFY(read->name.has_value());
    QCOMPARE(read->isArchived, std::optional(true));
    QVERIFY(!chat::parseRoomRequest("{\"name\":\"A\"}").hasValue());
    QVERIFY(!chat::parseRoomRequest("{\"id\":\"a\",\"archived\":\"yes\"}").hasValue());
}

void tst_payloads::smallRequestsSurviveTheWay()
{
    const chat::Typing typing{"p-1", QStringLiteral("Ann"), false};
    QCOMPARE(*chat::parseTyping(chat::toJson(typing)), typing);
    QCOMPARE(chat::parseTypingRequest(chat::toJson(chat::TypingRequest{false}))->on, false);
    const chat::ReadMarker marker{"general", 12, 7};
    QCOMPARE(*chat::parseReadMarker(chat::toJson(marker)), marker);
    QCOMPARE(chat::parseReadMarker(R"({"room":"a","seq":3})")->joined, 0);
    QCOMPARE(chat::parseReadRequest(chat::toJson(chat::ReadRequest{12}))->seq, 12);
    QVERIFY(!chat::parseReadRequest(chat::toJson(chat::ReadRequest{12}))->joined);
    QCOMPARE(chat::parseReadRequest(chat::toJson(chat::ReadRequest{12, 0}))->joined,
        std::optional<qint64>(0));
    const auto pin = chat::parsePinRequest(chat::toJson(chat::PinRequest{"m-1", false}));
    QCOMPARE(pin->id, QByteArray("m-1"));
    QCOMPARE(pin->on, false);
    QCOMPARE(chat::parsePinRequest(R"({"id":"m-1"})")->on, true);
    for (const auto state : {chat::Presence::Online, chat::Presence::Away})
        QCOMPARE(
            chat::parsePresenceRequest(chat::toJson(chat::PresenceRequest{state}))->state, state);
    QCOMPARE(
        chat::parseEditRequest(chat::toJson(chat::EditRequest{"m-1", QStringLiteral("x")}))->text,
        QStringLiteral("x"));
    QCOMPARE(
        chat::parseDeleteRequest(chat::toJson(chat::DeleteRequest{"m-1"}))->id, QByteArray("m-1"));
    QCOMPARE(
        chat::parseReactRequest(chat::toJson(chat::ReactRequest{"m-1", QStringLiteral("👍"), false}))
            ->on,
        false);
    QCOMPARE(chat::parseRemoveRequest(chat::toJson(chat::RemoveRequest{"p-1", 10}))->minutes, 10);
    const chat::Problem problem{"too-long", QStringLiteral("at most 4000"), "/publish/chat/1"};
    QCOMPARE(*chat::parseProblem(chat::toJson(problem)), problem);
}

void tst_payloads::requestsWithWrongTypesAreRefused_data()
{
    QTest::addColumn<bool>("isAccepted");
    const auto row = [](const char *name, bool isAccepted) { QTest::newRow(name) << isAccepted; };
    row("typing", chat::parseTypingRequest("{\"on\":1}").hasValue());
    row("read without seq", chat::parseReadRequest("{}").hasValue());
    row("read negative", chat::parseReadRequest("{\"seq\":-1}").hasValue());
    row("read as text", chat::parseReadRequest("{\"seq\":\"1\"}").hasValue());
    row("edit without text", chat::parseEditRequest("{\"id\":\"m\"}").hasValue());
    row("delete without id", chat::parseDeleteRequest("{}").hasValue());
    row("react without emoji", chat::parseReactRequest("{\"id\":\"m\"}").hasValue());
    row("minutes too many",
        chat::parseRemoveRequest("{\"person\":\"p\",\"minutes\":3000000000}").hasValue());
    row("minutes negative",
        chat::parseRemoveRequest("{\"person\":\"p\",\"minutes\":-1}").hasValue());
    row("joined negative", chat::parseReadRequest(R"({"seq":1,"joined":-1})").hasValue());
    row("pin without id", chat::parsePinRequest(R"({"on":true})").hasValue());
    row("pin on as a number", chat::parsePinRequest(R"({"id":"m","on":1})").hasValue());
    row("state unknown", chat::parsePresenceRequest(R"({"state":"asleep"})").hasValue());
    row("empty body", chat::parseReadRequest("").hasValue());
}

void tst_payloads::requestsWithWrongTypesAreRefused()
{
    QFETCH(bool, isAccepted);
    QVERIFY(!isAccepted);
}

void tst_payloads::deepNestingIsRefusedWithoutHarm()
{
    QVERIFY(!chat::parseSay("application/json", QByteArray(100000, '[')).hasValue());
    const QByteArray nested = "{\"text\":" + QByteArray(10000, '[') + QByteArray(10000, ']') + '}';
    QVERIFY(!chat::parseSay("application/json", nested).hasValue());
}

Q_DECLARE_METATYPE(chat::Entry)

QTEST_GUILESS_MAIN(tst_payloads)
#include "tst_payloads.moc"
