// The event dispatcher's socket notifiers, beside those of Qt's own.

#include "tests/server/net/dispatcherthread.h"
#include "tests/server/net/pipes.h"

#include <QRegularExpression>
#include <QSocketNotifier>
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <memory>
#include <vector>

using namespace std::chrono_literals;
using test::onThread;
using test::SocketPair;
using test::turn;
using test::turnUntil;

namespace {

// Counts how often it was activated.
class Notifier : public QSocketNotifier {
public:
    Notifier(
        int descriptor, QSocketNotifier::Type type, std::function<void()> then = [] {})
        : QSocketNotifier(descriptor, type)
        , m_then(std::move(then))
    {
        connect(this, &QSocketNotifier::activated, this, [this] {
            ++count;
            const auto handler = m_then; // it may delete this
            handler();
        });
    }

    int count = 0;

private:
    std::function<void()> m_then;
};

constexpr auto reads = QSocketNotifier::Read;
constexpr auto writes = QSocketNotifier::Write;
constexpr auto exceptions = QSocketNotifier::Exception;

// A turn that notices what is ready, but does not wait.
void turnTwice()
{
    turn();
    turn();
}

// What urgent data over TCP needs.
class TcpPair {
public:
    TcpPair()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        ::bind(listener, generic, size);
        ::listen(listener, 1);
        ::getsockname(listener, generic, &size);
        m_far = ::socket(AF_INET, SOCK_STREAM, 0);
        ::connect(m_far, generic, size);
        m_near = ::accept(listener, nullptr, nullptr);
        ::close(listener);
    }
    ~TcpPair()
    {
        ::close(m_near);
        ::close(m_far);
    }
    TcpPair(const TcpPair &) = delete;
    TcpPair &operator=(const TcpPair &) = delete;

    int near() const { return m_near; }
    int far() const { return m_far; }

private:
    int m_near = -1;
    int m_far = -1;
};

} // namespace

class TestDispatcherNotifiers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneHearsOfEachThingUntilItIsRead_data() { test::addDispatcherRows(); }
    void oneHearsOfEachThingUntilItIsRead();
    void allKindsOnOneDescriptor_data() { test::addDispatcherRows(); }
    void allKindsOnOneDescriptor();
    void urgentDataIsAnException_data() { test::addDispatcherRows(); }
    void urgentDataIsAnException();
    void aHangUpIsHeardByAll_data() { test::addDispatcherRows(); }
    void aHangUpIsHeardByAll();
    void whoIsDisabledInItsHandlerHearsNothingUntilEnabled_data() { test::addDispatcherRows(); }
    void whoIsDisabledInItsHandlerHearsNothingUntilEnabled();
    void whoIsDeletedInItsHandlerIsGone_data() { test::addDispatcherRows(); }
    void whoIsDeletedInItsHandlerIsGone();
    void whoIsDisabledByAnotherInTheSameTurnHearsNothing_data() { test::addDispatcherRows(); }
    void whoIsDisabledByAnotherInTheSameTurnHearsNothing();
    void aNumberUsedAgainInTheSameTurnBelongsToTheNewOne_data() { test::addDispatcherRows(); }
    void aNumberUsedAgainInTheSameTurnBelongsToTheNewOne();
    void aDuplicateThatLivesOnDisturbsNobody_data() { test::addDispatcherRows(); }
    void aDuplicateThatLivesOnDisturbsNobody();
    void aFileIsAlwaysReady_data() { test::addDispatcherRows(); }
    void aFileIsAlwaysReady();
    void anInvalidDescriptorIsDisabled_data() { test::addDispatcherRows(); }
    void anInvalidDescriptorIsDisabled();
    void excludedNotifiersWait_data() { test::addDispatcherRows(); }
    void excludedNotifiersWait();
    void aNestedLoopServesTheOthers_data() { test::addDispatcherRows(); }
    void aNestedLoopServesTheOthers();
    void manyAtOnceAreAllServed_data() { test::addDispatcherRows(); }
    void manyAtOnceAreAllServed();
    void aNotifierMayChangeItsSocket_data() { test::addDispatcherRows(); }
    void aNotifierMayChangeItsSocket();
};

void TestDispatcherNotifiers::oneHearsOfEachThingUntilItIsRead()
{
    onThread([] {
        SocketPair pair;
        Notifier notifier(pair.near(), reads);
        turnTwice();
        QCOMPARE(notifier.count, 0);
        pair.say();
        QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        QCOMPARE(notifier.count, 1);
        turn(QEventLoop::WaitForMoreEvents);
        QCOMPARE(notifier.count, 2);
        pair.hear();
        turnTwice();
        QCOMPARE(notifier.count, 2);
    });
}

void TestDispatcherNotifiers::allKindsOnOneDescriptor()
{
    onThread([] {
        SocketPair pair;
        Notifier reading(pair.near(), reads);
        Notifier writing(pair.near(), writes);
        Notifier failing(pair.near(), exceptions);
        turn();
        QCOMPARE(writing.count, 1);
        pair.say();
        turn();
        QCOMPARE(reading.count, 1);
        QCOMPARE(writing.count, 2);
        writing.setEnabled(false);
        turn();
        QCOMPARE(reading.count, 2);
        reading.setEnabled(false);
        writing.setEnabled(true);
        turn();
        QCOMPARE(reading.count, 2);
        QCOMPARE(writing.count, 3);
        QCOMPARE(failing.count, 0);
    });
}

void TestDispatcherNotifiers::urgentDataIsAnException()
{
    onThread([] {
        TcpPair pair;
        Notifier reading(pair.near(), reads);
        Notifier failing(pair.near(), exceptions, [&] {
            char urgent = 0;
            QCOMPARE(::recv(pair.near(), &urgent, 1, MSG_OOB), ssize_t(1));
            QCOMPARE(urgent, '!');
        });
        ::send(pair.far(), "!", 1, MSG_OOB);
        QVERIFY(turnUntil([&] { return failing.count > 0; }));
        turnTwice();
        QCOMPARE(failing.count, 1);
    });
}

void TestDispatcherNotifiers::aHangUpIsHeardByAll()
{
    onThread([] {
        SocketPair pair;
        Notifier reading(pair.near(), reads);
        Notifier failing(pair.near(), exceptions);
        pair.closeFar();
        QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        QCOMPARE(reading.count, 1);
        QCOMPARE(failing.count, 1);
    });
}

void TestDispatcherNotifiers::whoIsDisabledInItsHandlerHearsNothingUntilEnabled()
{
    onThread([] {
        SocketPair pair;
        pair.say();
        Notifier *self = nullptr;
        Notifier notifier(pair.near(), reads, [&self] { self->setEnabled(false); });
        self = &notifier;
        turn();
        turnTwice();
        QCOMPARE(notifier.count, 1);
        notifier.setEnabled(true);
        turnTwice();
        QCOMPARE(notifier.count, 2);
    });
}

void TestDispatcherNotifiers::whoIsDeletedInItsHandlerIsGone()
{
    onThread([] {
        SocketPair pair;
        pair.say();
        int count = 0;
        std::unique_ptr<Notifier> notifier;
        notifier = std::make_unique<Notifier>(pair.near(), reads, [&] {
            ++count;
            notifier.reset();
        });
        turn();
        turnTwice();
        QCOMPARE(count, 1);
        QVERIFY(!notifier);
    });
}

void TestDispatcherNotifiers::whoIsDisabledByAnotherInTheSameTurnHearsNothing()
{
    onThread([] {
        SocketPair first;
        SocketPair second;
        first.say();
        second.say();
        std::vector<std::unique_ptr<Notifier>> notifiers;
        int count = 0;
        const auto deleteOthers = [&] {
            ++count;
            notifiers.clear();
        };
        for (const int descriptor : {first.near(), second.near()}) {
            notifiers.push_back(std::make_unique<Notifier>(descriptor, reads, deleteOthers));
            notifiers.push_back(std::make_unique<Notifier>(descriptor, writes, deleteOthers));
        }
        turn();
        turnTwice();
        QCOMPARE(count, 1);
    });
}

void TestDispatcherNotifiers::aNumberUsedAgainInTheSameTurnBelongsToTheNewOne()
{
    onThread([] {
        SocketPair old;
        SocketPair trigger;
        std::unique_ptr<SocketPair> next;
        std::unique_ptr<Notifier> replaced;
        std::unique_ptr<Notifier> replacing;
        const int number = old.near();
        Notifier swapping(trigger.near(), reads, [&] {
            trigger.hear();
            replaced.reset();
            old.closeNear();
            next = std::make_unique<SocketPair>(); // takes the lowest free number
            QCOMPARE(next->near(), number);
            replacing = std::make_unique<Notifier>(number, reads, [&] { next->hear(); });
        });
        turn();
        replaced = std::make_unique<Notifier>(number, reads);
        turn();
        old.say(); // both are reported in the same turn
        trigger.say();
        turnTwice();
        QVERIFY(replacing);
        turnTwice();
        QCOMPARE(replacing->count, 0);
        next->say();
        QVERIFY(turnUntil([&] { return replacing->count == 1; }));
        turnTwice();
        QCOMPARE(replacing->count, 1);
    });
}

void TestDispatcherNotifiers::aDuplicateThatLivesOnDisturbsNobody()
{
    onThread([] {
        SocketPair pair;
        SocketPair other;
        const int number = pair.near();
        auto notifier = std::make_unique<Notifier>(number, reads);
        Notifier hearing(other.near(), reads, [&] { other.hear(); });
        turn();
        const int duplicate = ::dup(number);
        notifier.reset();
        pair.closeNear();
        pair.say(); // ready, and nobody waits for it any more
        // Waiting is not cut short by it, again and again.
        int turns = 0;
        bool isOver = false;
        QTimer::singleShot(50ms, Qt::PreciseTimer, &hearing, [&] { isOver = true; });
        while (!isOver) {
            turn(QEventLoop::WaitForMoreEvents);
            ++turns;
        }
        QVERIFY2(turns < 10, qPrintable(QString::number(turns)));
        other.say();
        QVERIFY(turnUntil([&] { return hearing.count == 1; }));
        SocketPair next;
        Notifier again(next.near(), reads, [&] { next.hear(); });
        next.say();
        QVERIFY(turnUntil([&] { return again.count == 1; }));
        ::close(duplicate);
    });
}

void TestDispatcherNotifiers::aFileIsAlwaysReady()
{
    onThread([] {
        QTemporaryFile file;
        QVERIFY(file.open());
        SocketPair pair;
        Notifier reading(file.handle(), reads);
        Notifier writing(file.handle(), writes);
        Notifier hearing(pair.near(), reads, [&] { pair.hear(); });
        turn();
        QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        QCOMPARE(reading.count, 2);
        QCOMPARE(writing.count, 2);
        pair.say();
        QVERIFY(turnUntil([&] { return hearing.count == 1; }));
        reading.setEnabled(false);
        writing.setEnabled(false);
        const int before = reading.count + writing.count;
        turnTwice();
        QCOMPARE(reading.count + writing.count, before);
    });
}

void TestDispatcherNotifiers::anInvalidDescriptorIsDisabled()
{
    const QRegularExpression warning(
        QStringLiteral("^QSocketNotifier: Invalid socket .* disabling"));
    QTest::ignoreMessage(QtWarningMsg, warning);
    onThread([] {
        SocketPair pair;
        const int number = pair.near();
        Notifier notifier(number, reads);
        pair.closeNear();
        turnTwice();
        QVERIFY(!notifier.isEnabled());
        QCOMPARE(notifier.count, 0);
    });
}

void TestDispatcherNotifiers::excludedNotifiersWait()
{
    onThread([] {
        SocketPair pair;
        pair.say();
        Notifier notifier(pair.near(), reads);
        int turns = 0;
        bool isOver = false;
        QTimer::singleShot(50ms, Qt::PreciseTimer, &notifier, [&] { isOver = true; });
        while (!isOver) {
            turn(QEventLoop::WaitForMoreEvents | QEventLoop::ExcludeSocketNotifiers);
            ++turns;
        }
        QCOMPARE(notifier.count, 0);
        QVERIFY2(turns < 10, qPrintable(QString::number(turns)));
        turn();
        QCOMPARE(notifier.count, 1);
    });
}

void TestDispatcherNotifiers::aNestedLoopServesTheOthers()
{
    onThread([] {
        SocketPair first;
        SocketPair second;
        int depth = 0;
        std::unique_ptr<Notifier> other;
        Notifier outer(first.near(), reads, [&] {
            first.hear();
            ++depth;
            QVERIFY(turnUntil([&] { return other->count > 0; }));
            --depth;
        });
        other = std::make_unique<Notifier>(second.near(), reads, [&] { second.hear(); });
        first.say();
        second.say();
        turnTwice();
        QCOMPARE(depth, 0);
        QCOMPARE(outer.count, 1);
        QCOMPARE(other->count, 1);
    });
}

void TestDispatcherNotifiers::manyAtOnceAreAllServed()
{
    onThread([] {
        constexpr std::size_t many = 300; // more than one report of the kernel holds
        std::vector<std::unique_ptr<SocketPair>> pairs;
        std::vector<std::unique_ptr<Notifier>> notifiers;
        std::size_t served = 0;
        for (std::size_t i = 0; i < many; ++i) {
            pairs.push_back(std::make_unique<SocketPair>());
            SocketPair *pair = pairs.back().get();
            notifiers.push_back(std::make_unique<Notifier>(pair->near(), reads, [pair, &served] {
                pair->hear();
                ++served;
            }));
            pair->say();
        }
        QVERIFY(turnUntil([&] { return served == many; }));
        turnTwice();
        QVERIFY(std::all_of(notifiers.begin(), notifiers.end(),
            [](const auto &notifier) { return notifier->count == 1; }));
    });
}

void TestDispatcherNotifiers::aNotifierMayChangeItsSocket()
{
    onThread([] {
        SocketPair first;
        SocketPair second;
        first.say();
        Notifier notifier(first.near(), reads);
        notifier.setSocket(second.near());
        notifier.setEnabled(true);
        turnTwice();
        QCOMPARE(notifier.count, 0);
        second.say();
        turn();
        QCOMPARE(notifier.count, 1);
    });
}

QTEST_GUILESS_MAIN(TestDispatcherNotifiers)
#include "tst_dispatchernotifiers.moc"
