// Who guesses passcodes is kept away for a while, and nobody else.

#include "server/net/failedlogins.h"

#include <QTest>

#include <thread>

using namespace std::chrono_literals;
using server::FailedLogins;

namespace {

constexpr server::TimePoint start{1h};

QHostAddress address(const char *text)
{
    return QHostAddress(QString::fromLatin1(text));
}

void fail(FailedLogins &logins, const char *from, int times = 1)
{
    for (int i = 0; i < times; ++i)
        logins.noteOf(address(from))();
}

} // namespace

class TestFailedLogins : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoFailsTooOftenIsBlockedForTheMinute();
    void othersAreNot();
    void oneNetworkOfIpv6CountsTogether();
    void loopbackIsNeverCounted();
    void loopbackIsCountedWhereThatIsSaid();
    void zeroAllowsAnyNumber();
    void anyThreadMayNoteAlsoLater();
};

// S-099
void TestFailedLogins::whoFailsTooOftenIsBlockedForTheMinute()
{
    FailedLogins logins(3);
    fail(logins, "192.0.2.1", 2);
    QVERIFY(!logins.isBlocked(address("192.0.2.1"), start));
    fail(logins, "192.0.2.1");
    QVERIFY(logins.isBlocked(address("192.0.2.1"), start + 1s));
    QVERIFY(logins.isBlocked(address("192.0.2.1"), start + 59s));
    QVERIFY(!logins.isBlocked(address("192.0.2.1"), start + 60s));
    // Each minute begins anew.
    fail(logins, "192.0.2.1", 2);
    QVERIFY(!logins.isBlocked(address("192.0.2.1"), start + 61s));
}

// M-037
void TestFailedLogins::loopbackIsCountedWhereThatIsSaid()
{
    FailedLogins logins(3, true);
    fail(logins, "127.0.0.1", 3);
    QVERIFY(logins.isBlocked(address("127.0.0.1"), start));
    QVERIFY(!logins.isBlocked(address("127.0.0.2"), start));
}

// S-099
void TestFailedLogins::othersAreNot()
{
    FailedLogins logins(1);
    fail(logins, "192.0.2.1", 10);
    QVERIFY(logins.isBlocked(address("192.0.2.1"), start));
    QVERIFY(!logins.isBlocked(address("192.0.2.2"), start));
}

// S-099
void TestFailedLogins::oneNetworkOfIpv6CountsTogether()
{
    FailedLogins logins(1);
    fail(logins, "2001:db8::1");
    QVERIFY(logins.isBlocked(address("2001:db8::2"), start));
    QVERIFY(!logins.isBlocked(address("2001:db8:0:1::1"), start));
}

void TestFailedLogins::loopbackIsNeverCounted()
{
    FailedLogins logins(1);
    QVERIFY(!logins.noteOf(address("127.0.0.1")));
    QVERIFY(!logins.isBlocked(address("127.0.0.1"), start));
}

void TestFailedLogins::zeroAllowsAnyNumber()
{
    FailedLogins logins(0);
    QVERIFY(!logins.noteOf(address("192.0.2.1")));
}

void TestFailedLogins::anyThreadMayNoteAlsoLater()
{
    FailedLogins::Note note;
    {
        FailedLogins logins(1);
        note = logins.noteOf(address("192.0.2.1"));
        std::thread(note).join();
        QVERIFY(logins.isBlocked(address("192.0.2.1"), start));
    }
    note();
}

QTEST_GUILESS_MAIN(TestFailedLogins)
#include "tst_failedlogins.moc"
