// An application whose code fails in every way it can, in a whole server: its senders hear of it,
// and somebody beside them notices nothing (stomp.md 4.8, M-115 and M-116).

#include "server/routing/application.h"
#include "server/server.h"
#include "tests/support/tcpdialogue.h"

#include <QPromise>
#include <QTest>

#include <future>
#include <stdexcept>
#include <vector>

using namespace std::chrono_literals;
using server::Application;
using server::Body;
using server::Caller;
using server::Server;
using server::ServerOptions;
using server::Verdict;
using stomp::Command;
using test::TcpDialogue;

namespace {

// Threads of the test and of the broker take turns with it.
struct Waiting {
    std::promise<void> asked;
    QPromise<QString> answer;
};

class Unruly : public Application {
public:
    explicit Unruly(std::shared_ptr<Waiting> waiting)
    {
        message<"/throws">(
            [](Body<QString> text) { throw std::runtime_error(text->toStdString()); });
        message<"/throws-a-number">([] { throw 42; });
        message<"/never">([this] {
            m_open.emplace_back().start();
            return m_open.back().future();
        }).sendTo<"/never">();
        message<"/late">([waiting] {
            waiting->answer.start();
            waiting->asked.set_value();
            return waiting->answer.future();
        }).sendTo<"/late">();
        message<"/echo">([](Body<QString> text) { return *text; }).sendTo<"/echo">();
        intercept<Command::Disconnect>([](const stomp::Frame &, const Caller &) -> Verdict {
            throw std::runtime_error("no");
        });
    }

    server::Effects disconnected(const Caller &caller, qint64) override
    {
        if (caller.login == "Trouble")
            throw std::runtime_error("at the end");
        return {};
    }

private:
    std::vector<QPromise<QString>> m_open; // a promise that ends cancels its future
};

ServerOptions options()
{
    ServerOptions options;
    options.listen = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.listenTcp = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.inMemory = true;
    options.workers = 1;
    options.broker.handlerTime = 300;
    return options;
}

// Somebody who behaves, and is served.
class Neighbour {
public:
    explicit Neighbour(quint16 port)
        : m_dialogue(port)
    {
        m_isIn = m_dialogue.connectAs("Neighbour");
        m_dialogue.send("SUBSCRIBE\nid:1\ndestination:/subscribe/echo\n\n");
    }
    bool isServed()
    {
        const QByteArray text = QByteArray::number(++m_count);
        m_dialogue.send("SEND\ndestination:/publish/echo\n\n" + text);
        const auto message = m_dialogue.next();
        return m_isIn && message && message->command == Command::Message && message->body == text;
    }

private:
    TcpDialogue m_dialogue;
    bool m_isIn = false;
    int m_count = 0;
};

} // namespace

class TestUnrulyApplication : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void itsSendersHearOfItAndNobodyElse_data();
    void itsSendersHearOfItAndNobodyElse();
    void anAnswerBehindTheEndOfItsSessionIsDropped();
    void anEndIsCompleteAlthoughItThrows();

private:
    std::shared_ptr<Waiting> m_waiting;
    std::unique_ptr<Server> m_server;
    quint16 m_port = 0;
};

void TestUnrulyApplication::init()
{
    m_server.reset();
    m_waiting = std::make_shared<Waiting>();
    m_server = std::make_unique<Server>(options(),
        [waiting = m_waiting](const server::RoomsOptions &, const server::LogSnapshot &) {
            return std::make_unique<Unruly>(waiting);
        });
    QVERIFY(m_server->start().hasValue());
    m_port = m_server->ports().at(1);
}

void TestUnrulyApplication::itsSendersHearOfItAndNobodyElse_data()
{
    QTest::addColumn<QByteArray>("destination");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("M-115 it throws")
        << QByteArray("/publish/throws") << QByteArray("internal-error");
    QTest::newRow("M-115 it throws what is no exception")
        << QByteArray("/publish/throws-a-number") << QByteArray("internal-error");
    QTest::newRow("M-115 it never finishes")
        << QByteArray("/publish/never") << QByteArray("handler-timeout");
}

void TestUnrulyApplication::itsSendersHearOfItAndNobodyElse()
{
    QFETCH(QByteArray, destination);
    QFETCH(QByteArray, code);
    Neighbour neighbour(m_port);
    QVERIFY(neighbour.isServed());
    TcpDialogue sender(m_port);
    QVERIFY(sender.connectAs("Sender"));
    sender.send("SUBSCRIBE\nid:e\ndestination:/user/queue/errors\n\n");
    for (int turn = 0; turn < 5; ++turn) {
        sender.send("SEND\ndestination:" + destination + "\nreceipt:" + QByteArray::number(turn)
            + "\n\nsecret");
        QVERIFY(neighbour.isServed());
    }
    for (int turn = 0; turn < 5; ++turn) {
        const auto problem = sender.next();
        QVERIFY(problem);
        QCOMPARE(problem->command, Command::Message);
        QCOMPARE(problem->header("receipt-id"), QByteArray::number(turn));
        QVERIFY2(problem->body.contains('"' + code + '"'), problem->body);
        QVERIFY(!problem->body.contains("secret"));
    }
    QVERIFY(neighbour.isServed());
}

// M-115
void TestUnrulyApplication::anAnswerBehindTheEndOfItsSessionIsDropped()
{
    Neighbour neighbour(m_port);
    {
        TcpDialogue sender(m_port);
        QVERIFY(sender.connectAs("Sender"));
        sender.send("SEND\ndestination:/publish/late\nreceipt:1\n\n");
        QCOMPARE(m_waiting->asked.get_future().wait_for(10s), std::future_status::ready);
    }
    QTRY_COMPARE(m_server->stats().broker.sessions, 1);
    m_waiting->answer.addResult(QStringLiteral("too late"));
    m_waiting->answer.finish();
    QVERIFY(neighbour.isServed());
    QCOMPARE(m_server->stats().broker.sessions, 1);
}

// M-116
void TestUnrulyApplication::anEndIsCompleteAlthoughItThrows()
{
    Neighbour neighbour(m_port);
    for (const bool saysGoodbye : {true, false}) {
        TcpDialogue trouble(m_port);
        QVERIFY(trouble.connectAs("Trouble"));
        trouble.send("SUBSCRIBE\nid:q\ndestination:/queue/jobs\nack:client\n\n");
        trouble.send("SEND\ndestination:/queue/jobs\n\njob");
        const auto job = trouble.next();
        QVERIFY(job);
        QCOMPARE(job->body, "job");
        if (saysGoodbye) {
            trouble.send("DISCONNECT\nreceipt:d\n\n");
            const auto receipt = trouble.next();
            QVERIFY(receipt);
            QCOMPARE(receipt->header("receipt-id"), "d");
            QVERIFY(trouble.waitForClose());
        } else {
            trouble.socket().abort();
        }
        QTRY_COMPARE(m_server->stats().broker.sessions, 1);
        QCOMPARE(m_server->stats().broker.subscriptions, 1);
        QTRY_COMPARE(m_server->stats().connections.open, 1);
        // What it had not acknowledged is there for the next one.
        TcpDialogue next(m_port);
        QVERIFY(next.connectAs("Next"));
        next.send("SUBSCRIBE\nid:q\ndestination:/queue/jobs\n\n");
        const auto again = next.next();
        QVERIFY(again);
        QCOMPARE(again->header("redelivered"), "true");
        next.socket().abort();
        QTRY_COMPARE(m_server->stats().broker.sessions, 1);
    }
    QVERIFY(neighbour.isServed());
}

QTEST_GUILESS_MAIN(TestUnrulyApplication)
#include "tst_unrulyapplication.moc"
