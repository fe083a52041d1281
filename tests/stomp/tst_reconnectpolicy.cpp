#include "stomp/reconnectpolicy.h"

#include <QTest>

#include <vector>

using namespace stomp;
using std::chrono::milliseconds;

namespace {

std::vector<qint64> delays(ReconnectPolicy &policy, int count)
{
    std::vector<qint64> result;
    for (int i = 0; i < count; ++i)
        result.push_back(policy.nextDelay().count());
    return result;
}

ReconnectPolicy policyWith(double jitter, double random)
{
    ReconnectPolicy::Options options;
    options.jitter = jitter;
    return ReconnectPolicy(options, [random] { return random; });
}

} // namespace

class TestReconnectPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void delaysGrowUpToTheLongest();
    void successStartsAnew();
    void jitterSpreadsBothWays();
    void thousandFailuresStayAtTheLongest();
    void defaultIsRandomWithinItsBounds();
};

// S-340.
void TestReconnectPolicy::delaysGrowUpToTheLongest()
{
    ReconnectPolicy policy = policyWith(0, 0.5);
    QCOMPARE(delays(policy, 7), (std::vector<qint64>{1000, 2000, 4000, 8000, 16000, 30000, 30000}));
}

void TestReconnectPolicy::successStartsAnew()
{
    ReconnectPolicy policy = policyWith(0, 0.5);
    delays(policy, 3);
    policy.reset();
    QCOMPARE(delays(policy, 2), (std::vector<qint64>{1000, 2000}));
}

void TestReconnectPolicy::jitterSpreadsBothWays()
{
    ReconnectPolicy least = policyWith(0.25, 0.0);
    QCOMPARE(delays(least, 2), (std::vector<qint64>{750, 1500}));
    ReconnectPolicy middle = policyWith(0.25, 0.5);
    QCOMPARE(delays(middle, 2), (std::vector<qint64>{1000, 2000}));
    ReconnectPolicy most = policyWith(0.25, 1.0);
    QCOMPARE(delays(most, 2), (std::vector<qint64>{1250, 2500}));
}

void TestReconnectPolicy::thousandFailuresStayAtTheLongest()
{
    ReconnectPolicy policy = policyWith(0, 0.5);
    QCOMPARE(delays(policy, 2000).back(), qint64(30000));
}

void TestReconnectPolicy::defaultIsRandomWithinItsBounds()
{
    bool differs = false;
    qint64 first = 0;
    for (int i = 0; i < 50; ++i) {
        ReconnectPolicy policy;
        const qint64 delay = policy.nextDelay().count();
        QVERIFY(delay >= 750 && delay <= 1250);
        differs = differs || (i > 0 && delay != first);
        first = delay;
    }
    QVERIFY(differs);
}

QTEST_APPLESS_MAIN(TestReconnectPolicy)
#include "tst_reconnectpolicy.moc"
