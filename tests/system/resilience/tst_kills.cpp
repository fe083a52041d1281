// The real maru-server and real clients are killed and cut off at random while people talk; what
// anybody was told is kept, once, in order, and everybody sees the same.
// MARU_SEED=N makes the plan of an earlier run again; MARU_KILLS=N makes it longer.

#include "tests/support/roomreading.h"
#include "tests/support/stompdialogue.h"
#include "tests/system/resilience/roomaccount.h"
#include "tests/system/resilience/storm.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using resilience::Entries;
using resilience::Storm;
using test::StompDialogue;

namespace {

constexpr int devices = 4;
constexpr int killsOfARound = 30;
constexpr int patience = 60000; // milliseconds

int number(const char *variable, int otherwise)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? value : otherwise;
}

// The room's entries as a subscription from its beginning gives them.
Entries replayOf(StompDialogue &reader, const QByteArray &room, std::size_t count)
{
    Entries entries;
    reader.subscribe("replay-" + room, "/subscribe/chat/" + room, "after:0\n");
    while (entries.size() < count) {
        const auto frame = reader.next();
        if (!frame)
            break;
        entries.push_back(test::jsonBody(*frame));
    }
    return entries;
}

QByteArray text(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

// Where two differ, to be read by people.
QString difference(const QJsonArray &shown, const QJsonArray &expected)
{
    for (int i = 0; i < std::max(shown.size(), expected.size()); ++i) {
        if (shown.at(i) != expected.at(i))
            return u"at %1: %2 instead of %3"_s.arg(i).arg(
                QString::fromUtf8(text({shown.at(i)})), QString::fromUtf8(text({expected.at(i)})));
    }
    return {};
}

} // namespace

class TestKills : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsLostOrDoubled_data();
    void nothingIsLostOrDoubled();
    void cleanupTestCase();

private:
    // Until nobody has anything on its way, and everybody shows what the server has.
    bool settle(const QByteArray &room);
    QString whatIsShownElsewise(const QByteArray &room, const Entries &log);
    void checkRoom(const QByteArray &room);
    void checkDisks(const QByteArrayList &rooms);

    std::unique_ptr<Storm> m_storm;
    std::map<QByteArray, Entries> m_logs;
    std::size_t m_entries = 0;
    QString m_difference;
};

void TestKills::initTestCase()
{
    const auto seed = static_cast<std::uint32_t>(
        number("MARU_SEED", static_cast<int>(std::random_device()() & 0x7fffffff)));
    qInfo("MARU_SEED=%u", seed);
    m_storm = std::make_unique<Storm>(seed);
    QVERIFY2(m_storm->start(devices), qPrintable(m_storm->server().whyNot()));
}

void TestKills::nothingIsLostOrDoubled_data()
{
    QTest::addColumn<int>("kills");
    const int kills = number("MARU_KILLS", killsOfARound);
    for (int done = 0; done < kills; done += killsOfARound)
        QTest::addRow("%d kills later", done) << std::min(killsOfARound, kills - done);
}

void TestKills::nothingIsLostOrDoubled()
{
    QFETCH(int, kills);
    const QByteArray round = QByteArray(QTest::currentDataTag()).split(' ').first();
    const QByteArrayList rooms{"quiet-" + round, "loud-" + round};
    const int before = m_storm->killCount();
    m_storm->begin(kills, rooms);
    QTRY_VERIFY_WITH_TIMEOUT(m_storm->isOver(), kills * 5000);
    QVERIFY(m_storm->killCount() >= before + kills);
    m_storm->calm();
    for (const QByteArray &room : rooms) {
        checkRoom(room);
        if (QTest::currentTestFailed())
            return;
    }
    checkDisks(rooms);
}

bool TestKills::settle(const QByteArray &room)
{
    const auto isSettled = [&] {
        for (const Storm::Device &device : m_storm->devices()) {
            if (!device.robot->isOnline() || device.robot->waitingCount() > 0)
                return false;
        }
        return true;
    };
    if (!QTest::qWaitFor(isSettled, patience))
        return false;
    QDeadlineTimer deadline(patience);
    do {
        StompDialogue reader(m_storm->server().url());
        if (!reader.connectAs("Reader"))
            return false;
        m_logs[room] = test::readWholeRoom(reader, room);
        m_difference = whatIsShownElsewise(room, m_logs[room]);
    } while (!m_difference.isEmpty() && !deadline.hasExpired());
    return m_difference.isEmpty();
}

QString TestKills::whatIsShownElsewise(const QByteArray &room, const Entries &log)
{
    const QJsonArray expected = resilience::shownOf(log);
    for (const Storm::Device &device : m_storm->devices()) {
        const QString trouble = difference(device.robot->dump(room, patience), expected);
        if (!trouble.isEmpty())
            return QString::fromLatin1(device.label) + u": "_s + trouble;
    }
    return {};
}

void TestKills::checkRoom(const QByteArray &room)
{
    QVERIFY2(settle(room), qPrintable(m_difference));
    const Entries &log = m_logs[room];
    QVERIFY(!log.empty());
    m_entries += log.size();
    QStringList troubles = resilience::troublesOf(log);
    for (const Storm::Device &device : m_storm->devices())
        troubles += resilience::troublesOf(log, room, device.robot->told());
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(u'\n')));
    StompDialogue reader(m_storm->server().url());
    QVERIFY(reader.connectAs("Reader"));
    QVERIFY(replayOf(reader, room, log.size()) == log);
}

// Everybody is killed, and opens again without the server: it is all on their own disks, and
// nothing is left in the outboxes.
void TestKills::checkDisks(const QByteArrayList &rooms)
{
    m_storm->killAll();
    for (const Storm::Device &device : m_storm->devices())
        QVERIFY(device.robot->start());
    for (const QByteArray &room : rooms)
        QTRY_COMPARE_WITH_TIMEOUT(whatIsShownElsewise(room, m_logs[room]), QString(), patience);
    m_storm->calm();
}

void TestKills::cleanupTestCase()
{
    qsizetype sent = 0;
    for (const Storm::Device &device : m_storm->devices())
        sent += qsizetype(device.robot->told().sent.size());
    qInfo("%s; %d entries, %d receipts", qPrintable(m_storm->report()), int(m_entries), int(sent));
    m_storm.reset();
}

QTEST_GUILESS_MAIN(TestKills)
#include "tst_kills.moc"
