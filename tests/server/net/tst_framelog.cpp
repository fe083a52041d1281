// What the log shows of a frame, and what it never shows.

#include "server/net/framelog.h"

#include <QByteArrayList>
#include <QLoggingCategory>
#include <QTest>

using server::describeForLog;
using stomp::Command;

class TestFrameLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFrameIsALine();
    void secretsAreLeftOut();
    void longTextsAreCut();
    void itIsWrittenWhenItIsAskedFor();
};

// S-367
void TestFrameLog::aFrameIsALine()
{
    QCOMPARE(describeForLog({Command::Send, {{"destination", "/topic/a"}, {"receipt", "1"}}, "hi"}),
        "SEND destination:/topic/a receipt:1 (2 bytes) hi");
    QCOMPARE(describeForLog({Command::Receipt, {{"receipt-id", "1"}}, {}}), "RECEIPT receipt-id:1");
}

// S-367, S-100
void TestFrameLog::secretsAreLeftOut()
{
    const QByteArray text = describeForLog({Command::Connect,
        {{"login", "Ann"}, {"passcode", "swordfish"}, {"person-secret", "swordfish"},
            {"host-token", "swordfish"}, {"Authorization", "swordfish"}},
        {}});
    QVERIFY2(text.contains("login:Ann") && text.contains("passcode:..."), text);
    QVERIFY2(!text.contains("swordfish"), text);
}

// S-367
void TestFrameLog::longTextsAreCut()
{
    const QByteArray huge(1'000'000, 'x');
    const QByteArray text =
        describeForLog({Command::Send, {{"destination", huge}, {huge, "y"}}, huge});
    QVERIFY2(text.size() < 400, QByteArray::number(text.size()));
    QVERIFY(text.contains("(1000000 bytes) "));
}

QByteArrayList written;

void keep(QtMsgType, const QMessageLogContext &context, const QString &message)
{
    if (qstrcmp(context.category, "maru.frames") == 0)
        written.append(message.toUtf8());
}

// S-367
void TestFrameLog::itIsWrittenWhenItIsAskedFor()
{
    const auto previous = qInstallMessageHandler(keep);
    const stomp::Frame receipt{Command::Receipt, {{"receipt-id", "1"}}, {}};
    server::logSent({1, 7}, receipt);
    const bool wasSilent = written.isEmpty();
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=true"));
    server::logReceived({1, 7}, {Command::Send, {{"destination", "/topic/a"}}, "hi"});
    server::logSent({1, 7}, receipt);
    server::logSent(
        {{{"destination", "/topic/a"}}, "hi", server::FrameKind::Text}, {{1, 7}, "s", {}});
    QLoggingCategory::setFilterRules(QString());
    qInstallMessageHandler(previous);
    QVERIFY(wasSilent);
    QCOMPARE(written,
        (QByteArrayList{"from session 7 of worker 1: SEND destination:/topic/a (2 bytes) hi",
            "to session 7 of worker 1: RECEIPT receipt-id:1",
            "to session 7 of worker 1: MESSAGE destination:/topic/a subscription:s (2 bytes) hi"}));
}

QTEST_APPLESS_MAIN(TestFrameLog)
#include "tst_framelog.moc"
