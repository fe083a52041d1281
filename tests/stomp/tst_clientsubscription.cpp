#include "tests/stomp/clientfixture.h"

#include <QPointer>

using namespace stomp;
using test::ClientFixture;

class TestClientSubscription : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersWhatFollowsConnected();
    void subscriptionReceivesItsMessages();
    void subscriptionIsActiveOnceConfirmed();
    void refusedSubscriptionEnds();
    void unsubscribedSubscriptionIsSilent();
    void deletedSubscriptionIsUnsubscribed();
    void slotsMayDeleteTheirSubscription();
};

// S-342.
void TestClientSubscription::ordersWhatFollowsConnected()
{
    ClientFixture fixture;
    fixture.client->subscribe("/a");
    connect(fixture.client.get(), &Client::connected, fixture.client.get(), [&fixture] {
        fixture.client->send("/s", {});
        fixture.client->request("/q", {}, {});
        fixture.client->subscribe("/b");
    });
    fixture.connectClient();
    QList<QByteArray> destinations;
    for (const Frame &frame : fixture.server()->frames())
        destinations.append(frame.header("destination"));
    QCOMPARE(destinations, (QList<QByteArray>{"", "/user/queue/errors", "/b", "/a", "/s", "/q"}));
}

void TestClientSubscription::subscriptionReceivesItsMessages()
{
    ClientFixture fixture;
    fixture.connectClient();
    Subscription *first = fixture.client->subscribe("/a");
    Subscription *second = fixture.client->subscribe("/a");
    QVERIFY(first->id() != second->id());
    QSignalSpy toFirst(first, &Subscription::messageReceived);
    QSignalSpy toSecond(second, &Subscription::messageReceived);
    fixture.deliver(second->id(), "hello");
    QCOMPARE(toFirst.count(), 0);
    QCOMPARE(toSecond.count(), 1);
    QCOMPARE(toSecond.at(0).at(0).value<Frame>().body, QByteArray("hello"));
}

void TestClientSubscription::subscriptionIsActiveOnceConfirmed()
{
    ClientFixture fixture;
    fixture.connectClient();
    Subscription *confirmed = fixture.client->subscribe("/a");
    QSignalSpy states(confirmed, &Subscription::stateChanged);
    QCOMPARE(confirmed->state(), Subscription::State::Pending);
    fixture.confirmLast();
    QCOMPARE(confirmed->state(), Subscription::State::Active);
    QCOMPARE(states.count(), 1);
    // A server that gives no receipts shows it by a message.
    Subscription *used = fixture.client->subscribe("/b");
    fixture.deliver(used->id(), "x");
    QCOMPARE(used->state(), Subscription::State::Active);
}

void TestClientSubscription::refusedSubscriptionEnds()
{
    ClientFixture fixture;
    fixture.connectClient();
    Subscription *subscription = fixture.client->subscribe("/a");
    QSignalSpy refused(subscription, &Subscription::refused);
    fixture.refuseLast("{\"code\":\"no-such-room\"}");
    QCOMPARE(subscription->state(), Subscription::State::Ended);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused.at(0).at(0).value<Frame>().body, QByteArray("{\"code\":\"no-such-room\"}"));
    // It is not sent again.
    fixture.client->reconnectNow();
    fixture.acceptConnection();
    QCOMPARE(test::subscribed(fixture.server()), (QList<QByteArray>{"/user/queue/errors"}));
}

void TestClientSubscription::unsubscribedSubscriptionIsSilent()
{
    ClientFixture fixture;
    fixture.connectClient();
    QPointer<Subscription> subscription = fixture.client->subscribe("/a");
    const QByteArray id = subscription->id();
    QSignalSpy messages(subscription, &Subscription::messageReceived);
    subscription->unsubscribe();
    QCOMPARE(fixture.server()->frames().back().command, Command::Unsubscribe);
    QCOMPARE(fixture.server()->frames().back().header("id"), id);
    QCOMPARE(subscription->state(), Subscription::State::Ended);
    fixture.deliver(id, "late");
    subscription->unsubscribe();
    QTRY_VERIFY(!subscription);
    QCOMPARE(messages.count(), 0);
    QCOMPARE(fixture.server()->framesOf(Command::Unsubscribe).size(), std::size_t(1));
}

void TestClientSubscription::deletedSubscriptionIsUnsubscribed()
{
    ClientFixture fixture;
    fixture.connectClient();
    const QPointer<Subscription> kept = fixture.client->subscribe("/a");
    delete fixture.client->subscribe("/b");
    QCOMPARE(fixture.server()->framesOf(Command::Unsubscribe).size(), std::size_t(1));
    fixture.client.reset();
    QVERIFY(!kept);
}

void TestClientSubscription::slotsMayDeleteTheirSubscription()
{
    ClientFixture fixture;
    fixture.connectClient();
    const QPointer<Subscription> subscription = fixture.client->subscribe("/a");
    const QByteArray id = subscription->id();
    connect(subscription, &Subscription::messageReceived, this,
        [subscription] { delete subscription.data(); });
    fixture.deliver(id, "1");
    QVERIFY(!subscription);
    fixture.deliver(id, "2");
    QCOMPARE(fixture.server()->framesOf(Command::Unsubscribe).size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestClientSubscription)
#include "tst_clientsubscription.moc"
