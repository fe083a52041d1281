// How many connections one remote address may have.

#include "server/net/addresscap.h"

#include <QTest>

#include <thread>

using server::AddressCap;
using server::AddressSlot;

namespace {

QHostAddress address(const char *text)
{
    return QHostAddress(QString::fromLatin1(text));
}

} // namespace

class TestAddressCap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAddressHasItsMost();
    void slotsAreGivenBackByAnyThread();
    void addressesOfOneNetworkCountTogether_data();
    void addressesOfOneNetworkCountTogether();
    void loopbackIsNeverCounted();
    void loopbackIsCountedWhereThatIsSaid();
    void zeroAllowsAnyNumber();
    void slotsOutliveTheCap();
};

// M-108 S-078
void TestAddressCap::anAddressHasItsMost()
{
    AddressCap cap(2);
    const auto first = cap.admit(address("192.0.2.1"));
    const auto second = cap.admit(address("192.0.2.1"));
    QVERIFY(first && *first && second && *second);
    QVERIFY(!cap.admit(address("192.0.2.1")));
    QVERIFY(cap.admit(address("192.0.2.2")));
}

void TestAddressCap::slotsAreGivenBackByAnyThread()
{
    AddressCap cap(1);
    for (int round = 0; round < 3; ++round) {
        std::optional<AddressSlot> slot = cap.admit(address("192.0.2.1"));
        QVERIFY(slot);
        AddressSlot copy = *slot;
        slot.reset();
        QVERIFY(!cap.admit(address("192.0.2.1")));
        std::thread([taken = std::move(copy)]() mutable { taken.reset(); }).join();
    }
    QVERIFY(cap.admit(address("192.0.2.1")));
}

void TestAddressCap::addressesOfOneNetworkCountTogether_data()
{
    QTest::addColumn<QHostAddress>("one");
    QTest::addColumn<QHostAddress>("other");
    QTest::addColumn<bool>("together");
    QTest::newRow("IPv4") << address("192.0.2.1") << address("192.0.2.2") << false;
    QTest::newRow("IPv4 in IPv6") << address("192.0.2.1") << address("::ffff:192.0.2.1") << true;
    QTest::newRow("one /64") << address("2001:db8::1") << address("2001:db8::2") << true;
    QTest::newRow("two /64") << address("2001:db8:0:1::1") << address("2001:db8:0:2::1") << false;
}

void TestAddressCap::addressesOfOneNetworkCountTogether()
{
    QFETCH(QHostAddress, one);
    QFETCH(QHostAddress, other);
    QFETCH(bool, together);
    AddressCap cap(1);
    const auto slot = cap.admit(one);
    QVERIFY(slot);
    QCOMPARE(!cap.admit(other), together);
}

void TestAddressCap::loopbackIsNeverCounted()
{
    AddressCap cap(1);
    for (const char *text : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"}) {
        const auto first = cap.admit(address(text));
        const auto second = cap.admit(address(text));
        QVERIFY2(first && second && !*first, text);
    }
}

// M-108
void TestAddressCap::loopbackIsCountedWhereThatIsSaid()
{
    AddressCap cap(1, true);
    const auto slot = cap.admit(QHostAddress(QHostAddress::LocalHost));
    QVERIFY(slot);
    QVERIFY(!cap.admit(QHostAddress(QHostAddress::LocalHost)));
    QVERIFY(cap.admit(QHostAddress(QStringLiteral("127.0.0.2"))));
}

void TestAddressCap::zeroAllowsAnyNumber()
{
    AddressCap cap(0);
    std::vector<std::optional<AddressSlot>> kept;
    for (int i = 0; i < 1000; ++i) {
        kept.push_back(cap.admit(address("192.0.2.1")));
        QVERIFY(kept.back());
    }
}

void TestAddressCap::slotsOutliveTheCap()
{
    auto cap = std::make_unique<AddressCap>(1);
    std::optional<AddressSlot> slot = cap->admit(address("192.0.2.1"));
    cap.reset();
    QVERIFY(slot && *slot);
    slot.reset();
}

QTEST_GUILESS_MAIN(TestAddressCap)
#include "tst_addresscap.moc"
