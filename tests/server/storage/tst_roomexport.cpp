#include "searchsupport.h"

#include "server/storage/roomexport.h"
#include "server/storage/sqliteopening.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace server;
using namespace server::test;

namespace {

AppendEntry reaction(const QByteArray &of, const QString &emoji, const QByteArray &person, bool on)
{
    static int number = 0;
    chat::Entry entry;
    entry.type = chat::EntryType::Reaction;
    entry.id = of;
    entry.room = "a";
    entry.author = {person, QString::fromUtf8(person)};
    entry.emoji = emoji;
    entry.on = on;
    AppendEntry append = entryOf("a", "reaction-" + QByteArray::number(++number));
    append.payload = chat::toJsonWithoutSeq(entry);
    return append;
}

AppendEntry answerTo(const QByteArray &message, const Said &said)
{
    AppendEntry append = test::message(said);
    auto entry = chat::parseEntry(append.payload);
    entry->replyTo = message;
    append.payload = chat::toJsonWithoutSeq(*entry);
    return append;
}

// Takes nothing, as a full disk.
class FullDevice final : public QIODevice {
protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64) override { return -1; }
};

} // namespace

// A room as HTML, JSON and text.
class RoomExportTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<MessageLog> m_log; // of a server that runs all the while

    QByteArray exported(ExportFormat format, const QByteArray &room = "a")
    {
        QByteArray bytes;
        QBuffer target(&bytes);
        target.open(QIODevice::WriteOnly);
        const auto done = exportRoom(m_folder.path(), room, format, target);
        return done ? bytes : done.error().code;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = QTemporaryDir();
        m_log = std::move(openSqliteLog(m_folder.path())->log);
        AppendEntry first = message({"m1", u"안녕 <script>alert(1)</script> & \"you\""_s});
        first.roomRecord = RoomRecord{"a", u"회의 <방>"_s, u"topic & more"_s, "ann", false, 7, 0};
        m_log->write(std::vector<LogWrite>{first,
            message({"m2", u"first line\nsecond line"_s, "a", u"Bob <b>"_s}),
            edit("m1", u"고친 <글>"_s), message({"m3", u"to be deleted"_s}), deletion("m3"),
            answerTo("m2", {"m4", u"an answer"_s}), reaction("m2", u"👍"_s, "ann", true),
            reaction("m2", u"👍"_s, "cho", true), reaction("m2", u"❤"_s, "ann", true),
            reaction("m2", u"❤"_s, "ann", false), message({"other", u"of another room"_s, "b"})});
    }
    void cleanup() { m_log.reset(); }

    void textIsReadByPeople()
    {
        QCOMPARE(QString::fromUtf8(exported(ExportFormat::Text)),
            u"회의 <방>\ntopic & more\nTimes are UTC.\n"
            "\n[2001-09-09 01:46:40] Ann: 고친 <글> (edited)"
            "\n[2001-09-09 01:46:40] Bob <b>: first line\n    second line\n    👍 2"
            "\n[2001-09-09 01:46:40] Ann: (deleted)"
            "\n[2001-09-09 01:46:40] Ann (to Bob <b>): an answer\n"_s);
    }

    void jsonHasEveryEntryAsItWasWritten()
    {
        const QJsonObject object = QJsonDocument::fromJson(exported(ExportFormat::Json)).object();
        QCOMPARE(object.value(u"room").toObject().value(u"name").toString(), u"회의 <방>"_s);
        const QJsonArray entries = object.value(u"entries").toArray();
        QCOMPARE(entries.size(), 10);
        for (int i = 0; i < entries.size(); ++i)
            QCOMPARE(entries[i].toObject().value(u"seq").toInt(), i + 1);
        QCOMPARE(entries[0].toObject().value(u"text").toString(),
            u"안녕 <script>alert(1)</script> & \"you\""_s);
        QCOMPARE(entries[2].toObject().value(u"type").toString(), u"edit"_s);
    }

    void htmlIsOnePageWithNothingButText()
    {
        const QString page = QString::fromUtf8(exported(ExportFormat::Html));
        QVERIFY(page.startsWith(u"<!DOCTYPE html>"));
        QVERIFY(page.endsWith(u"</html>\n"));
        QVERIFY(page.contains(u"<meta charset=\"utf-8\">"));
        QVERIFY(page.contains(u"<title>회의 &lt;방&gt;</title>"));
        QVERIFY(page.contains(u"<p>고친 &lt;글&gt;</p>"));
        QVERIFY(page.contains(u"<b>Bob &lt;b&gt;</b>"));
        QVERIFY(page.contains(u"first line\nsecond line"));
        QVERIFY(page.contains(u"👍 2"));
        QVERIFY(page.contains(u"<a href=\"#m2\">"));
        QVERIFY(page.contains(u"<article id=\"m2\">"));
        for (const QString &unwanted : {u"<script"_s, u"<글"_s, u"to be deleted"_s, u"안녕"_s,
                 u"another room"_s, u"src="_s, u"http:"_s, u"https:"_s, u"❤"_s})
            QVERIFY2(!page.contains(unwanted), qPrintable(unwanted));
    }

    void theEndingSaysTheFormat_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("format");
        QTest::newRow("html") << u"a.html"_s << int(ExportFormat::Html);
        QTest::newRow("htm") << u"a.HTM"_s << int(ExportFormat::Html);
        QTest::newRow("json") << u"/b.c/a.json"_s << int(ExportFormat::Json);
        QTest::newRow("txt") << u"a.txt"_s << int(ExportFormat::Text);
        QTest::newRow("another") << u"a.pdf"_s << -1;
        QTest::newRow("none") << u"html"_s << -1;
    }

    void theEndingSaysTheFormat()
    {
        QFETCH(QString, file);
        const auto format = exportFormatOf(file);
        QTEST(format ? int(*format) : -1, "format");
    }

    void aRoomThatIsNotThereIsSaidSo()
    {
        QCOMPARE(exported(ExportFormat::Html, "nowhere"), "no-such-room");
        QTemporaryDir empty;
        QBuffer target;
        target.open(QIODevice::WriteOnly);
        QCOMPARE(exportRoom(empty.path(), "a", ExportFormat::Text, target).error().code,
            "folder-unusable");
        QVERIFY(QDir(empty.path()).isEmpty());
    }

    void aFileThatTakesNothingIsSaidSo()
    {
        FullDevice target;
        QVERIFY(target.open(QIODevice::WriteOnly));
        QCOMPARE(exportRoom(m_folder.path(), "a", ExportFormat::Json, target).error().code,
            "file-unusable");
    }

    void aLongRoomIsWhole()
    {
        for (int i = 0; i < 30; ++i)
            m_log->write(entries("long", i * 100, 100));
        const QJsonObject object =
            QJsonDocument::fromJson(exported(ExportFormat::Json, "long")).object();
        QCOMPARE(object.value(u"entries").toArray().size(), 3000);
    }
};

QTEST_GUILESS_MAIN(RoomExportTest)
#include "tst_roomexport.moc"
