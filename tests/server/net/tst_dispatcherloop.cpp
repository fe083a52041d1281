// How the event dispatcher turns: who wakes it, what it waits for, and that Qt's sockets live on
// it. Beside Qt's own.

#include "stomp/mailbox.h"
#include "tests/server/net/dispatcherthread.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <array>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using test::DispatcherThread;
using test::onThread;
using test::turn;
using test::turnUntil;

// What travels between threads is in the mailbox; what wakes the thread carries nothing.
class Receiver : public QObject {
    Q_OBJECT

public:
    stomp::Mailbox<std::pair<int, int>> values{[this] {
        if (wakesItself)
            QMetaObject::invokeMethod(this, "receive", Qt::QueuedConnection);
    }};
    bool wakesItself = false;
    int calls = 0;
    std::vector<std::pair<int, int>> received;

public Q_SLOTS:
    void receive()
    {
        ++calls;
        for (const auto &value : values.take())
            received.push_back(value);
    }
};

class TestDispatcherLoop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTurnWithoutWaitingReturns_data() { test::addDispatcherRows(); }
    void aTurnWithoutWaitingReturns();
    void aWakeUpEndsTheWait_data() { test::addDispatcherRows(); }
    void aWakeUpEndsTheWait();
    void aWakeUpBeforeTheWaitIsNotLost_data() { test::addDispatcherRows(); }
    void aWakeUpBeforeTheWaitIsNotLost();
    void aWaitWithoutNotifiersIsWokenToo_data() { test::addDispatcherRows(); }
    void aWaitWithoutNotifiersIsWokenToo();
    void whoBlocksSaysSo_data() { test::addDispatcherRows(); }
    void whoBlocksSaysSo();
    void interruptedBeforeItBlocksItDoesNotBlock_data() { test::addDispatcherRows(); }
    void interruptedBeforeItBlocksItDoesNotBlock();
    void aStormOfPostsFromThreadsArrivesInOrder_data() { test::addDispatcherRows(); }
    void aStormOfPostsFromThreadsArrivesInOrder();
    void aMailboxWakesItOncePerBurst_data() { test::addDispatcherRows(); }
    void aMailboxWakesItOncePerBurst();
    void postsToOneselfArriveInTheNextTurn_data() { test::addDispatcherRows(); }
    void postsToOneselfArriveInTheNextTurn();
    void deletionsWaitForTheOuterLoop_data() { test::addDispatcherRows(); }
    void deletionsWaitForTheOuterLoop();
    void nestedLoopsEndFromTheInside_data() { test::addDispatcherRows(); }
    void nestedLoopsEndFromTheInside();
    void threadsEndWhenTold_data() { test::addDispatcherRows(); }
    void threadsEndWhenTold();
    void tcpSocketsEcho_data() { test::addDispatcherRows(); }
    void tcpSocketsEcho();
    void webSocketsEcho_data() { test::addDispatcherRows(); }
    void webSocketsEcho();
};

namespace {

void post(QObject *receiver, std::function<void()> work)
{
    QMetaObject::invokeMethod(receiver, std::move(work), Qt::QueuedConnection);
}

// Waits once while another thread wakes it, before or after it begins to wait.
void waitForOtherThread(QEventLoop::ProcessEventsFlags flags)
{
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    std::thread waker([dispatcher] { dispatcher->wakeUp(); });
    turn(flags | QEventLoop::WaitForMoreEvents);
    waker.join();
}

} // namespace

void TestDispatcherLoop::aTurnWithoutWaitingReturns()
{
    onThread([] {
        turn();
        QVERIFY(!turn());
        QTimer timer;
        timer.start(1h);
        QVERIFY(!turn());
    });
}

void TestDispatcherLoop::aWakeUpEndsTheWait()
{
    onThread([] {
        turn();
        for (int i = 0; i < 200; ++i)
            waitForOtherThread(QEventLoop::AllEvents);
    });
}

void TestDispatcherLoop::aWakeUpBeforeTheWaitIsNotLost()
{
    onThread([] {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        turn();
        for (int i = 0; i < 3; ++i) {
            dispatcher->wakeUp();
            QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        }
        std::thread([dispatcher] { dispatcher->wakeUp(); }).join();
        QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        std::thread([dispatcher] { dispatcher->interrupt(); }).join();
        turn(QEventLoop::WaitForMoreEvents);
    });
}

void TestDispatcherLoop::aWaitWithoutNotifiersIsWokenToo()
{
    onThread([] {
        turn();
        for (int i = 0; i < 200; ++i)
            waitForOtherThread(QEventLoop::ExcludeSocketNotifiers);
    });
}

void TestDispatcherLoop::whoBlocksSaysSo()
{
    onThread([] {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        QObject context;
        QByteArray said;
        connect(
            dispatcher, &QAbstractEventDispatcher::aboutToBlock, &context, [&] { said += 'b'; });
        connect(dispatcher, &QAbstractEventDispatcher::awake, &context, [&] { said += 'a'; });
        turn();
        turn();
        QCOMPARE(said, QByteArray("aa"));
        QTimer timer;
        timer.start(1ms);
        said.clear();
        while (!said.contains('b'))
            turn(QEventLoop::WaitForMoreEvents);
        QVERIFY(said.endsWith("ab"));
    });
}

void TestDispatcherLoop::interruptedBeforeItBlocksItDoesNotBlock()
{
    onThread([] {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        turn();
        QObject context;
        const auto connection = connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock,
            &context, [&] { dispatcher->interrupt(); });
        QVERIFY(!turn(QEventLoop::WaitForMoreEvents));
        disconnect(connection);
        turn();
        connect(dispatcher, &QAbstractEventDispatcher::awake, &context,
            [&] { dispatcher->interrupt(); });
        QVERIFY(!turn(QEventLoop::WaitForMoreEvents));
    });
}

void TestDispatcherLoop::aStormOfPostsFromThreadsArrivesInOrder()
{
    constexpr int senders = 4;
    constexpr int posts = 5000;
    onThread([] {
        Receiver receiver;
        std::vector<std::thread> threads;
        for (int sender = 0; sender < senders; ++sender) {
            threads.emplace_back([&receiver, sender] {
                for (int i = 1; i <= posts; ++i) {
                    receiver.values.push({sender, i});
                    QMetaObject::invokeMethod(&receiver, "receive", Qt::QueuedConnection);
                }
            });
        }
        QVERIFY(turnUntil([&] { return receiver.calls == senders * posts; }));
        for (std::thread &thread : threads)
            thread.join();
        std::array<int, senders> last{};
        for (const auto &[sender, number] : receiver.received)
            QCOMPARE(number, ++last[std::size_t(sender)]);
        QCOMPARE(last, (std::array<int, senders>{posts, posts, posts, posts}));
    });
}

void TestDispatcherLoop::aMailboxWakesItOncePerBurst()
{
    constexpr int values = 20'000;
    onThread([] {
        Receiver receiver;
        receiver.wakesItself = true;
        std::thread sender([&receiver] {
            for (int i = 1; i <= values; ++i)
                receiver.values.push({0, i});
        });
        QVERIFY(turnUntil([&] { return receiver.received.size() == values; }));
        sender.join();
        QVERIFY(std::is_sorted(receiver.received.begin(), receiver.received.end()));
        QVERIFY(receiver.calls <= values);
    });
}

void TestDispatcherLoop::postsToOneselfArriveInTheNextTurn()
{
    onThread([] {
        QObject receiver;
        QByteArray said;
        post(&receiver, [&] {
            said += '1';
            QTimer::singleShot(0ms, &receiver, [&] { said += '3'; });
            post(&receiver, [&] { said += '2'; });
        });
        QVERIFY(turnUntil([&] { return said.size() == 3; }));
        QVERIFY(said == "123" || said == "132");
    });
}

void TestDispatcherLoop::deletionsWaitForTheOuterLoop()
{
    onThread([] {
        bool isDeleted = false;
        bool wasDeletedInside = false;
        QObject context;
        QEventLoop loop;
        post(&context, [&] {
            auto *object = new QObject;
            connect(object, &QObject::destroyed, &context, [&] {
                isDeleted = true;
                loop.quit();
            });
            object->deleteLater();
            QEventLoop nested;
            QTimer::singleShot(5ms, &nested, &QEventLoop::quit);
            nested.exec();
            wasDeletedInside = isDeleted;
        });
        loop.exec();
        QVERIFY(isDeleted);
        QVERIFY(!wasDeletedInside);
    });
}

void TestDispatcherLoop::nestedLoopsEndFromTheInside()
{
    onThread([] {
        QEventLoop outer;
        QEventLoop inner;
        QByteArray said;
        QTimer::singleShot(0ms, &outer, [&] {
            QTimer::singleShot(0ms, &inner, [&] {
                said += 'q';
                outer.quit(); // ends after the inner one
                inner.exit(7);
            });
            said += inner.exec() == 7 ? 'i' : '?';
        });
        outer.exec();
        said += 'o';
        QCOMPARE(said, QByteArray("qio"));
    });
}

void TestDispatcherLoop::threadsEndWhenTold()
{
    for (int i = 0; i < 20; ++i) {
        int result = 1;
        DispatcherThread thread([&result] { result = QEventLoop().exec(); });
        if (i % 2 == 0)
            QThread::yieldCurrentThread();
        // Before, while and after the loop of the thread begins: quit() ends those that run.
        while (!thread.isFinished()) {
            thread.quit();
            QThread::yieldCurrentThread();
        }
        thread.join();
        QVERIFY(result == 0 || result == -1); // -1: told before its loop began
    }
}

void TestDispatcherLoop::tcpSocketsEcho()
{
    onThread([] {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            while (QTcpSocket *peer = server.nextPendingConnection()) {
                connect(
                    peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
                connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
            }
        });
        const QByteArray text(3'000'000, 'x');
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        std::vector<qint64> received(5);
        for (qint64 &count : received) {
            clients.push_back(std::make_unique<QTcpSocket>());
            QTcpSocket *client = clients.back().get();
            connect(
                client, &QTcpSocket::connected, client, [client, &text] { client->write(text); });
            connect(client, &QTcpSocket::readyRead, client,
                [client, &count] { count += client->readAll().size(); });
            client->connectToHost(QHostAddress::LocalHost, server.serverPort());
        }
        QVERIFY(turnUntil([&] {
            return std::all_of(received.begin(), received.end(),
                [&text](qint64 count) { return count == text.size(); });
        }));
        for (const auto &client : clients)
            client->disconnectFromHost();
        QVERIFY(turnUntil([&] { return server.findChildren<QTcpSocket *>().isEmpty(); }));
    });
}

void TestDispatcherLoop::webSocketsEcho()
{
    onThread([] {
        QWebSocketServer server(QString(), QWebSocketServer::NonSecureMode);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QWebSocketServer::newConnection, &server, [&] {
            while (QWebSocket *peer = server.nextPendingConnection()) {
                peer->setParent(&server);
                connect(peer, &QWebSocket::textMessageReceived, peer, &QWebSocket::sendTextMessage);
            }
        });
        QWebSocket client;
        int received = 0;
        connect(&client, &QWebSocket::connected, &client,
            [&client] { client.sendTextMessage(QStringLiteral("hello")); });
        connect(&client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) {
            if (++received < 500)
                client.sendTextMessage(text);
            else
                client.close();
        });
        client.open(server.serverUrl());
        QVERIFY(turnUntil([&] {
            return received == 500 && client.state() == QAbstractSocket::UnconnectedState;
        }));
    });
}

QTEST_GUILESS_MAIN(TestDispatcherLoop)
#include "tst_dispatcherloop.moc"
