#include "stomp/client.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

// The tutorial, walked step by step by a real client against the program itself.
class TestTutorial : public QObject {
    Q_OBJECT

    // A client, what it hears on each destination, and what it is told of its failures.
    class Person {
    public:
        Person(const QUrl &url, const QByteArray &name)
        {
            QObject::connect(
                &m_client, &stomp::Client::problemReceived, &m_client, [this](const auto &frame) {
                    problems.append(QJsonDocument::fromJson(frame.body)[u"code"].toString());
                });
            stomp::ConnectOptions options;
            options.url = url;
            options.login = name;
            m_client.activate(options);
        }

        bool isConnected() { return m_client.state() == stomp::Client::State::Connected; }

        // True when the server has confirmed it.
        bool subscribes(const QByteArray &destination)
        {
            stomp::Subscription *subscription = m_client.subscribe(destination);
            QObject::connect(subscription, &stomp::Subscription::messageReceived, &m_client,
                [this, destination](const stomp::Frame &message) {
                    heard.append(destination + ' ' + message.body);
                });
            QObject::connect(subscription, &stomp::Subscription::refused, &m_client,
                [this](const stomp::Frame &problem) {
                    problems.append(QJsonDocument::fromJson(problem.body)[u"code"].toString());
                });
            return QTest::qWaitFor([subscription, this] {
                return subscription->state() == stomp::Subscription::State::Active
                    || !problems.isEmpty();
            }) && problems.isEmpty();
        }

        // True when the server has done it.
        bool publishes(const QByteArray &destination, const QByteArray &body)
        {
            std::optional<bool> done;
            const auto sent = m_client.send(
                destination, body, {}, [&](const auto &receipt) { done = receipt.hasValue(); });
            return sent && QTest::qWaitFor([&done] { return done.has_value(); }) && *done;
        }

        // The code with which it was refused; empty when it was not.
        QString refusalOf(const QByteArray &destination, const QByteArray &body)
        {
            std::optional<QString> code;
            const auto sent =
                m_client.send(destination, body, {}, [&](const stomp::Client::Receipt &receipt) {
                    code = receipt
                        ? QString()
                        : QJsonDocument::fromJson(receipt.error().text)[u"code"].toString();
                });
            if (!sent || !QTest::qWaitFor([&code] { return code.has_value(); }))
                return QStringLiteral("no answer");
            return *code;
        }

        QByteArrayList heard;
        QStringList problems;

    private:
        stomp::Client m_client;
    };

    QUrl m_url;
    QProcess m_server;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatIsPublishedIsSentOnToWhoSubscribed();
    void roomsAreHeardApart();
    void anExceptionIsAnsweredToItsSender();
    void anInterceptorRefusesASubscription();
};

void TestTutorial::initTestCase()
{
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server.start(QStringLiteral(TUTORIAL_SERVER), QStringList());
    QVERIFY(m_server.waitForStarted());
    while (!m_server.canReadLine())
        QVERIFY(m_server.waitForReadyRead());
    m_url = QUrl(QString::fromUtf8(m_server.readLine().trimmed()));
    QCOMPARE(m_url.path(), QStringLiteral("/ws-connect"));
}

void TestTutorial::cleanupTestCase()
{
    m_server.closeWriteChannel();
    QVERIFY(m_server.waitForFinished());
    QCOMPARE(m_server.exitCode(), 0);
}

void TestTutorial::whatIsPublishedIsSentOnToWhoSubscribed()
{
    Person ann(m_url, "Ann");
    Person ben(m_url, "Ben");
    QTRY_VERIFY(ann.isConnected() && ben.isConnected());
    QVERIFY(ann.subscribes("/subscribe/chat"));
    QVERIFY(ben.subscribes("/subscribe/chat"));
    QVERIFY(ann.publishes("/publish/chat", "hello"));
    QTRY_COMPARE(ann.heard, QByteArrayList{"/subscribe/chat hello"});
    QTRY_COMPARE(ben.heard, QByteArrayList{"/subscribe/chat hello"});
}

void TestTutorial::roomsAreHeardApart()
{
    Person ann(m_url, "Ann");
    Person ben(m_url, "Ben");
    QTRY_VERIFY(ann.isConnected() && ben.isConnected());
    QVERIFY(ann.subscribes("/subscribe/chat/1"));
    QVERIFY(ann.subscribes("/subscribe/chat/2"));
    QVERIFY(ben.subscribes("/subscribe/chat/3"));
    for (const char *room : {"1", "2", "3"})
        QVERIFY(ann.publishes(QByteArray("/publish/chat/") + room, "hi"));
    QTRY_COMPARE(
        ann.heard, (QByteArrayList{"/subscribe/chat/1 Ann: hi", "/subscribe/chat/2 Ann: hi"}));
    QTRY_COMPARE(ben.heard, QByteArrayList{"/subscribe/chat/3 Ann: hi"});
    QCOMPARE(ann.refusalOf("/publish/chat/4", "hi"), QStringLiteral("no-such-room"));
    QCOMPARE(ann.refusalOf("/publish/chat/x", "hi"), QStringLiteral("bad-path"));
}

void TestTutorial::anExceptionIsAnsweredToItsSender()
{
    Person ann(m_url, "Ann");
    Person ben(m_url, "Ben");
    QTRY_VERIFY(ann.isConnected() && ben.isConnected());
    QVERIFY(ben.subscribes("/subscribe/chat"));
    QCOMPARE(ann.refusalOf("/publish/chat", " "), QStringLiteral("nothing-said"));
    // The connection stays, and nobody else has heard anything.
    QVERIFY(ann.publishes("/publish/chat", "still here"));
    QTRY_COMPARE(ben.heard, QByteArrayList{"/subscribe/chat still here"});
}

void TestTutorial::anInterceptorRefusesASubscription()
{
    Person nameless(m_url, {});
    QTRY_VERIFY(nameless.isConnected());
    QVERIFY(nameless.subscribes("/subscribe/chat/2"));
    QVERIFY(!nameless.subscribes("/subscribe/chat/3"));
    QCOMPARE(nameless.problems, QStringList{QStringLiteral("not-allowed")});
    QVERIFY(nameless.publishes("/publish/chat/3", "can you hear me"));
    QVERIFY(nameless.publishes("/publish/chat/2", "here"));
    QTRY_COMPARE(nameless.heard.size(), 1);
    QVERIFY(nameless.heard.front().startsWith("/subscribe/chat/2"));
}

QTEST_GUILESS_MAIN(TestTutorial)
#include "tst_tutorial.moc"
