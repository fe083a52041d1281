// The shell of a session on a transport in memory and a clock turned by hand.

#include "server/net/session.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <new>

using namespace std::chrono_literals;
using server::CloseReason;
using server::FrameKind;
using server::Session;
using server::SessionSettings;

namespace {

int allocationsLeft = -1; // until one fails; -1: none does

} // namespace

void *operator new(std::size_t size)
{
    void *memory = allocationsLeft == 0 ? nullptr : std::malloc(size);
    allocationsLeft = std::max(allocationsLeft - 1, -1);
    return memory ? memory : throw std::bad_alloc();
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

class MemoryTransport : public server::SessionTransport {
public:
    Framing framing() const override { return Framing::WebSocket; }
    server::FrameHead frameHead(FrameKind kind, qsizetype size) const override
    {
        return server::FrameHead(
            (kind == FrameKind::Text ? "<t" : "<b") + QByteArray::number(size) + '>');
    }
    QByteArrayView frameTail() const override { return tail; }
    void write(std::span<const QByteArray> pieces) override
    {
        QByteArray &together = written.emplace_back();
        for (const QByteArray &piece : pieces)
            together += piece;
    }
    qint64 bytesWaiting() const override { return waiting; }
    bool hasPings() const override { return true; }
    void ping() override { ++pings; }
    void setReading(bool isOn) override { isReading = isOn; }
    void close(CloseReason reason) override { closedWith = server::toBytes(reason); }
    void abort() override { isAborted = true; }

    std::vector<QByteArray> written;
    QByteArray tail;
    qint64 waiting = 0;
    int pings = 0;
    bool isReading = true;
    QByteArray closedWith;
    bool isAborted = false;
};

class Host : public server::SessionHost {
public:
    server::TimePoint now() const override { return time; }
    void passInward(server::FromWorker value) override { inward.push_back(std::move(value)); }
    bool holdsSends() const override { return holds; }
    void noteHeld(Session &session) override { held.push_back(&session); }
    void wantFlush(Session &) override { ++flushesWanted; }
    void wantWake(Session &, server::TimePoint at) override { wakes.push_back(at); }
    void noteClose(const Session &, CloseReason reason) override
    {
        closes.push_back(server::toBytes(reason));
    }
    void noteDropped() override { ++dropped; }
    void noteEnd(Session &) override { ++ends; }

    server::TimePoint time{1h};
    std::vector<server::FromWorker> inward;
    int flushesWanted = 0;
    std::vector<server::TimePoint> wakes;
    std::vector<QByteArray> closes;
    int ends = 0;
    int dropped = 0;
    bool holds = false;
    std::vector<Session *> held;
};

const server::SessionId id{0, 1};

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatATurnGathersIsWrittenOnce();
    void messagesAreWrittenInTheirKind();
    void messagesInARowAreWrittenAsMadeForAll();
    void anErrorIsFlushedBeforeTheClose();
    void whoDoesNotCloseIsAborted();
    void aReaderWithTooMuchWaitingIsCut();
    void topicsMayLeaveOutWhatAReaderIsBehindWith();
    void aReaderThatTakesNothingIsCut();
    void aLostConnectionEndsTheSessionOnce();
    void aStoppingServerClosesInOrder();
    void pingsGoToTheTransport();
    void framesHaveATailAndHeartBeatsHaveNone();
    void aPeerThatDoesNotReadIsNotReadFrom();
    void whatTheTransportWritesItselfCounts();
    void sendsAreHeldAsLongAsTheBrokerHasNoRoom();
    void theBrokerMayHoldOneSession();
    void whatTheConnectionTookIsTold();
    void whatItNeverTookIsTold();
    void whatWasDroppedIsNotTaken();
    void withoutMemoryOnlyThisSessionEnds();

private:
    void receive(QByteArray bytes);
    void login();
    void deliver(const server::OutboundMessage &message, const server::Receiver &receiver);

    SessionSettings m_settings;
    Host m_host;
    MemoryTransport *m_transport = nullptr;
    std::unique_ptr<Session> m_session;
};

void TestSession::init()
{
    m_host = Host();
    m_settings = SessionSettings();
    auto transport = std::make_unique<MemoryTransport>();
    m_transport = transport.get();
    m_settings.slowReader = {.bytes = 1000, .time = 30s};
    m_session = std::make_unique<Session>(server::ServerProtocol::Peer{id, "name", "::1", true},
        std::move(transport), m_settings, m_host.time, m_host);
}

void TestSession::deliver(const server::OutboundMessage &message, const server::Receiver &receiver)
{
    m_session->deliver(message, receiver, m_host.time);
}

void TestSession::cleanup()
{
    m_session.reset();
}

void TestSession::receive(QByteArray bytes)
{
    Q_EMIT m_transport->received(bytes.replace("^@", QByteArray(1, '\0')));
}

void TestSession::login()
{
    receive("CONNECT\naccept-version:1.2\n\n^@");
    m_session->accept({id, {}});
    m_session->flush();
    m_transport->written.clear();
    m_host.flushesWanted = 0;
}

void TestSession::whatATurnGathersIsWrittenOnce()
{
    login();
    m_session->send({id, {stomp::Command::Receipt, {{"receipt-id", "1"}}, {}}});
    m_session->send({id, {stomp::Command::Receipt, {{"receipt-id", "2"}}, {}}});
    QCOMPARE(m_host.flushesWanted, 1);
    QVERIFY(m_transport->written.empty());
    m_session->flush();
    QCOMPARE(m_transport->written.size(), std::size_t(1));
    QCOMPARE(m_transport->written[0].count("<t23>RECEIPT\n"), 2);
    m_session->flush();
    QCOMPARE(m_transport->written.size(), std::size_t(1));
}

void TestSession::messagesAreWrittenInTheirKind()
{
    login();
    for (const FrameKind kind : {FrameKind::Text, FrameKind::Binary}) {
        server::OutboundMessage message({{"destination", "/topic/a"}}, "hi", kind);
        message.prepare(stomp::Version::V12);
        deliver(message, {id, "s1", "a1"});
    }
    m_session->flush();
    const QByteArray bytes = m_transport->written.at(0);
    const QByteArray frame =
        QByteArray("MESSAGE\nsubscription:s1\nack:a1\ndestination:/topic/a\ncontent-length:2\n\nhi")
        + '\0';
    const QByteArray size = QByteArray::number(frame.size());
    QCOMPARE(bytes, "<t" + size + '>' + frame + "<b" + size + '>' + frame);
}

void TestSession::messagesInARowAreWrittenAsMadeForAll()
{
    login();
    std::vector<server::ReadyFrames::Message> messages;
    for (const char *body : {"hi", "you"}) {
        auto message = std::make_shared<server::OutboundMessage>(
            stomp::Headers{{"destination", "/topic/a"}}, body, FrameKind::Text);
        message->prepare(stomp::Version::V12);
        messages.push_back(std::move(message));
    }
    server::ReadyFrames ready;
    ready.begin(messages);
    server::Receiver receiver{id, "s1", {}};
    receiver.head = server::messageHead(receiver, stomp::Version::V12);
    m_session->deliver(ready, receiver, m_host.time);
    m_session->flush();
    for (const auto &message : messages)
        deliver(*message, receiver);
    m_session->flush();
    QCOMPARE(m_transport->written.size(), std::size_t(2));
    QCOMPARE(m_transport->written[0], m_transport->written[1]);
    QCOMPARE(m_transport->written[0].count("MESSAGE\nsubscription:s1\n"), 2);
    m_session->close({id, CloseReason::Refused, {}});
    const auto before = m_transport->written.size();
    m_session->deliver(ready, receiver, m_host.time);
    m_session->flush();
    QCOMPARE(m_transport->written.size(), before);
}

void TestSession::anErrorIsFlushedBeforeTheClose()
{
    login();
    receive("broken\n");
    QCOMPARE(m_transport->written.size(), std::size_t(1));
    QVERIFY(m_transport->written[0].contains(">ERROR\n"));
    QCOMPARE(m_transport->closedWith, "protocol-error");
    QVERIFY(!m_transport->isAborted);
    QCOMPARE(m_host.ends, 0);
    Q_EMIT m_transport->closed(CloseReason::ClientClosed);
    QCOMPARE(m_host.ends, 1);
    QCOMPARE(m_host.closes, std::vector<QByteArray>{"protocol-error"});
}

void TestSession::whoDoesNotCloseIsAborted()
{
    login();
    receive("broken\n");
    QCOMPARE(m_host.wakes.back(), m_host.time + 2s);
    m_host.time += 1999ms;
    m_session->wake();
    QVERIFY(!m_transport->isAborted);
    m_host.time += 1ms;
    m_session->wake();
    QVERIFY(m_transport->isAborted);
    QCOMPARE(m_host.ends, 1);
}

// S-301, S-303
void TestSession::aReaderWithTooMuchWaitingIsCut()
{
    login();
    server::OutboundMessage message({}, QByteArray(600, 'x'), FrameKind::Text);
    message.prepare(stomp::Version::V12);
    deliver(message, {id, "s", {}});
    m_transport->waiting = 700;
    m_session->flush();
    deliver(message, {id, "s", {}});
    QVERIFY(!m_transport->isAborted);
    deliver(message, {id, "s", {}});
    QVERIFY(m_transport->isAborted);
    QCOMPARE(m_host.closes, std::vector<QByteArray>{"slow-reader-bytes"});
    QCOMPARE(m_host.ends, 1);
    QVERIFY(std::holds_alternative<server::SessionClosed>(m_host.inward.back()));
    deliver(message, {id, "s", {}});
    m_session->flush();
    QCOMPARE(m_transport->written.size(), std::size_t(1));
}

// S-303
void TestSession::topicsMayLeaveOutWhatAReaderIsBehindWith()
{
    m_settings.topicOverflow = server::TopicOverflow::Drop;
    login();
    const auto make = [](const QByteArray &destination) {
        server::OutboundMessage message(
            {{"destination", destination}}, QByteArray(50, 'x'), FrameKind::Text);
        message.prepare(stomp::Version::V12);
        return message;
    };
    const server::OutboundMessage topic = make("/topic/a");
    const server::OutboundMessage room = make("/subscribe/chat/a");
    m_transport->waiting = m_settings.slowReader.bytes / 2;
    deliver(topic, {id, "s", {}});
    m_session->flush();
    QCOMPARE(m_transport->written.size(), std::size_t(1));
    deliver(room, {id, "r", {}}); // rooms lose nothing
    deliver(topic, {id, "s", {}});
    deliver(topic, {id, "s", {}});
    m_session->flush();
    QCOMPARE(m_host.dropped, 2);
    QCOMPARE(m_transport->written.size(), std::size_t(2));
    m_transport->waiting = 0;
    Q_EMIT m_transport->taken(m_settings.slowReader.bytes);
    deliver(topic, {id, "s", {}});
    deliver(topic, {id, "s", {}});
    m_session->flush();
    const QByteArray last = m_transport->written.back();
    QCOMPARE(last.count("MESSAGE\n"), 2);
    QCOMPARE(last.count("dropped-before:2\n"), 1);
    QVERIFY(last.indexOf("dropped-before") < last.lastIndexOf("MESSAGE\n"));
    QVERIFY(!m_transport->isAborted);
}

// S-301, S-302
void TestSession::aReaderThatTakesNothingIsCut()
{
    login();
    m_transport->waiting = 20;
    m_session->send({id, {stomp::Command::Receipt, {{"receipt-id", "1"}}, {}}});
    m_session->flush();
    QVERIFY(m_host.wakes.back() <= m_host.time + 30s);
    for (int second = 0; second < 29; second += 1) {
        m_host.time += 1s;
        Q_EMIT m_transport->ponged();
        m_session->wake();
        QVERIFY(!m_transport->isAborted);
    }
    m_host.time += 1s;
    m_session->wake();
    QVERIFY(m_transport->isAborted);
    QCOMPARE(m_host.closes, std::vector<QByteArray>{"slow-reader-time"});
}

void TestSession::aLostConnectionEndsTheSessionOnce()
{
    login();
    Q_EMIT m_transport->closed(CloseReason::ClientClosed);
    Q_EMIT m_transport->closed(CloseReason::ClientClosed);
    QCOMPARE(m_host.ends, 1);
    QCOMPARE(m_host.closes, std::vector<QByteArray>{"client-closed"});
    const auto closed = std::get<server::SessionClosed>(m_host.inward.back());
    QCOMPARE(closed.reason, CloseReason::ClientClosed);
}

void TestSession::aStoppingServerClosesInOrder()
{
    login();
    m_session->send({id, {stomp::Command::Receipt, {{"receipt-id", "1"}}, {}}});
    m_session->stop(1s);
    QVERIFY(m_transport->written.at(0).contains("RECEIPT"));
    QCOMPARE(m_transport->closedWith, "server-stopping");
}

// S-123, S-257
void TestSession::pingsGoToTheTransport()
{
    login();
    m_host.time += 10s;
    m_session->wake();
    QCOMPARE(m_transport->pings, 1);
}

// S-252
void TestSession::framesHaveATailAndHeartBeatsHaveNone()
{
    m_transport->tail = "|";
    receive("CONNECT\naccept-version:1.2\nheart-beat:0,1000\n\n^@");
    m_session->accept({id, {}});
    m_session->flush();
    QVERIFY(m_transport->written.at(0).endsWith("\n\n" + QByteArray(1, '\0') + '|'));
    server::OutboundMessage message({}, "hi", FrameKind::Text);
    message.prepare(stomp::Version::V12);
    deliver(message, {id, "s1", {}});
    m_session->flush();
    QVERIFY(m_transport->written.at(1).endsWith("hi" + QByteArray(1, '\0') + '|'));
    m_host.time += 1s;
    m_session->wake();
    m_session->flush();
    QCOMPARE(m_transport->written.at(2), "<t1>\n");
}

// S-305
void TestSession::aPeerThatDoesNotReadIsNotReadFrom()
{
    m_session.reset();
    auto transport = std::make_unique<MemoryTransport>();
    m_transport = transport.get();
    m_settings.slowReader = {.bytes = 1000, .time = 30s, .readingStops = 100};
    m_session = std::make_unique<Session>(server::ServerProtocol::Peer{id, "name", "::1", true},
        std::move(transport), m_settings, m_host.time, m_host);
    login();
    m_transport->waiting = 101;
    m_session->send({id, {stomp::Command::Receipt, {{"receipt-id", "1"}}, {}}});
    m_session->flush();
    receive("SEND\ndestination:/a\n\n" + QByteArray(70'000, 'x'));
    QVERIFY(!m_transport->isReading);
    m_transport->waiting = 51;
    Q_EMIT m_transport->taken(50);
    QVERIFY(!m_transport->isReading);
    m_transport->waiting = 50;
    Q_EMIT m_transport->taken(1);
    QVERIFY(m_transport->isReading);
}

void TestSession::whatTheTransportWritesItselfCounts()
{
    login();
    m_transport->waiting = 999;
    Q_EMIT m_transport->answeredItself();
    QVERIFY(!m_transport->isAborted);
    m_transport->waiting = 1'100;
    Q_EMIT m_transport->answeredItself();
    QVERIFY(m_transport->isAborted);
    QCOMPARE(m_host.closes, std::vector<QByteArray>{"slow-reader-bytes"});
}

// S-306
void TestSession::sendsAreHeldAsLongAsTheBrokerHasNoRoom()
{
    login();
    const std::size_t before = m_host.inward.size();
    m_host.holds = true;
    receive("SEND\ndestination:/a\n\n1^@");
    receive("SEND\ndestination:/a\n\n2^@");
    QCOMPARE(m_host.inward.size(), before);
    QCOMPARE(m_host.held.size(), std::size_t(1));
    receive("SEND\ndestination:/a\n\n" + QByteArray(70'000, 'x') + "^@");
    QVERIFY(!m_transport->isReading);
    m_host.holds = false;
    m_session->resume();
    QCOMPARE(m_host.inward.size(), before + 3);
    QVERIFY(m_transport->isReading);
    receive("SEND\ndestination:/a\n\n4^@");
    QCOMPARE(m_host.inward.size(), before + 4);
}

// S-306
void TestSession::theBrokerMayHoldOneSession()
{
    login();
    const std::size_t before = m_host.inward.size();
    m_session->hold(true);
    receive("SEND\ndestination:/a\n\n1^@");
    QCOMPARE(m_host.inward.size(), before);
    // The one reason gone, the other still holds.
    m_host.holds = true;
    receive("SEND\ndestination:/a\n\n2^@");
    m_session->hold(false);
    QCOMPARE(m_host.inward.size(), before);
    m_host.holds = false;
    m_session->resume();
    QCOMPARE(m_host.inward.size(), before + 2);
}

namespace {

void deliverNumbered(Session &session, quint64 number, const QByteArray &body)
{
    server::OutboundMessage message({{"destination", "/queue/a"}}, body, FrameKind::Text);
    message.prepare(stomp::Version::V12);
    session.deliver(message, {id, "s1", {}, number}, server::TimePoint(1h));
}

// What the broker was told of taken deliveries and of the end, in order; 0 is the end.
std::vector<quint64> told(const Host &host)
{
    std::vector<quint64> numbers;
    for (const server::FromWorker &value : host.inward) {
        if (const auto *taken = std::get_if<server::DeliveriesTaken>(&value))
            numbers.push_back(taken->number);
        else if (std::holds_alternative<server::SessionClosed>(value))
            numbers.push_back(0);
    }
    return numbers;
}

} // namespace

// S-298, S-159
void TestSession::whatTheConnectionTookIsTold()
{
    login();
    deliverNumbered(*m_session, 5, "one");
    deliverNumbered(*m_session, 6, "two");
    QVERIFY(told(m_host).empty());
    m_session->flush();
    QCOMPARE(told(m_host), std::vector<quint64>{6});
    // A peer that reads slowly takes them one by one.
    deliverNumbered(*m_session, 8, QByteArray(100, 'x'));
    deliverNumbered(*m_session, 9, "last");
    m_transport->waiting = 150;
    m_session->flush();
    QCOMPARE(told(m_host), std::vector<quint64>{6});
    m_transport->waiting = 60;
    Q_EMIT m_transport->taken(90);
    QCOMPARE(told(m_host), (std::vector<quint64>{6, 8}));
    m_transport->waiting = 0;
    Q_EMIT m_transport->taken(60);
    QCOMPARE(told(m_host), (std::vector<quint64>{6, 8, 9}));
}

// S-298
void TestSession::whatItNeverTookIsTold()
{
    login();
    deliverNumbered(*m_session, 5, "one");
    m_transport->waiting = 10;
    m_session->close({id, CloseReason::Disconnected, std::nullopt});
    QVERIFY(told(m_host).empty());
    Q_EMIT m_transport->closed(CloseReason::ClientClosed);
    QCOMPARE(told(m_host), std::vector<quint64>{0});
}

// S-298
void TestSession::whatWasDroppedIsNotTaken()
{
    login();
    m_transport->waiting = 1200;
    deliverNumbered(*m_session, 5, QByteArray(100, 'x'));
    m_session->flush();
    deliverNumbered(*m_session, 6, QByteArray(100, 'x'));
    deliverNumbered(*m_session, 7, QByteArray(1200, 'x'));
    deliverNumbered(*m_session, 8, QByteArray(1200, 'x'));
    QCOMPARE(m_host.closes, std::vector<QByteArray>{"slow-reader-bytes"});
    QVERIFY(!told(m_host).empty());
    for (const quint64 number : told(m_host))
        QCOMPARE(number, quint64(0));
}

// M-083: wherever in reading a frame an allocation fails.
void TestSession::withoutMemoryOnlyThisSessionEnds()
{
    bool hasFailed = true;
    for (int number = 0; hasFailed; ++number) {
        cleanup();
        init();
        login();
        m_host.inward.clear();
        const QByteArray frame = QByteArray("SEND\ndestination:/topic/a\nx:1\ny:2\n\nhello") + '\0';
        allocationsLeft = number;
        Q_EMIT m_transport->received(frame);
        hasFailed = allocationsLeft < 0;
        allocationsLeft = -1;
        if (!hasFailed) {
            QVERIFY(number > 2);
            QVERIFY(m_host.closes.empty());
            break;
        }
        QCOMPARE(m_host.closes, std::vector<QByteArray>{"internal-error"});
        QCOMPARE(m_host.ends, 1);
        QVERIFY(m_transport->isAborted);
        QVERIFY(std::holds_alternative<server::SessionClosed>(m_host.inward.back()));
    }
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
