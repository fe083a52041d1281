// Sockets whose reading stops and goes on, in plain and by TLS: it depends on what is inside Qt.

#include "server/net/pausablesocket.h"
#include "tests/stomp/certificates.h"

#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

namespace {

constexpr qint64 bufferSize = 64 * 1024;

class Door : public QTcpServer {
public:
    explicit Door(bool isSecure)
        : m_isSecure(isSecure)
    {
        listen(QHostAddress::LocalHost);
    }
    std::unique_ptr<QTcpSocket> socket;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        QSslConfiguration tls = test::here().configuration();
        socket = server::makePausableSocket(bufferSize, m_isSecure ? &tls : nullptr);
        socket->setSocketDescriptor(descriptor);
        if (auto *secure = qobject_cast<QSslSocket *>(socket.get()))
            secure->startServerEncryption();
    }

private:
    bool m_isSecure;
};

// A client and the accepted socket, connected and encrypted if they shall be.
class Pair {
public:
    explicit Pair(bool isSecure)
        : m_door(isSecure)
    {
        client.setPeerVerifyMode(QSslSocket::VerifyNone);
        const QString host = QHostAddress(QHostAddress::LocalHost).toString();
        if (isSecure)
            client.connectToHostEncrypted(host, m_door.serverPort());
        else
            client.connectToHost(host, m_door.serverPort());
        m_isReady = QTest::qWaitFor(
            [&] { return m_door.socket && (isSecure ? areBothEncrypted() : isConnected()); });
    }
    ~Pair()
    {
        client.disconnect();
        if (m_door.socket)
            m_door.socket->disconnect();
    }

    bool isReady() const { return m_isReady; }
    QTcpSocket &accepted() { return *m_door.socket; }
    qint64 clientWaits() const { return client.bytesToWrite() + client.encryptedBytesToWrite(); }

    QSslSocket client;

private:
    bool isConnected() const { return client.state() == QAbstractSocket::ConnectedState; }
    bool areBothEncrypted() const
    {
        const auto *secure = qobject_cast<QSslSocket *>(m_door.socket.get());
        return client.isEncrypted() && secure && secure->isEncrypted();
    }

    Door m_door;
    bool m_isReady = false;
};

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char((i * 7 + i / 251) & 0xff);
    return bytes;
}

} // namespace

class TestPausableSocket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readingStopsAndGoesOn_data();
    void readingStopsAndGoesOn();
    void aReaderOfPiecesMissesNothing_data();
    void aReaderOfPiecesMissesNothing();
    void waitingBytesAreThoseTheSystemDidNotTake_data();
    void waitingBytesAreThoseTheSystemDidNotTake();

private:
    void addTransports();
};

void TestPausableSocket::addTransports()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void TestPausableSocket::readingStopsAndGoesOn_data()
{
    addTransports();
}

void TestPausableSocket::readingStopsAndGoesOn()
{
    QFETCH(bool, isSecure);
    const QByteArray sent = pattern(32 * 1024 * 1024);
    Pair pair(isSecure);
    QVERIFY(pair.isReady());
    QByteArray received;
    connect(&pair.accepted(), &QTcpSocket::readyRead, this, [&] {
        if (pair.accepted().bytesAvailable() > 0)
            received += pair.accepted().readAll();
    });
    server::setReading(pair.accepted(), false);
    QVERIFY(!server::isReading(pair.accepted()));
    pair.client.write(sent);
    // The system's buffers take some; our own about their size (TLS
    // decrypts what it had read already).
    QVERIFY(!QTest::qWaitFor([&] { return pair.clientWaits() < sent.size() / 2; }, 300));
    QCOMPARE(received.size(), 0);
    QVERIFY(pair.accepted().QIODevice::bytesAvailable() <= 4 * bufferSize);
    server::setReading(pair.accepted(), true);
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), sent.size(), 20'000);
    QVERIFY(received == sent);
}

void TestPausableSocket::aReaderOfPiecesMissesNothing_data()
{
    addTransports();
}

// Reads as QWebSocket does: a piece when all of it is there. Stops after each, and goes on.
void TestPausableSocket::aReaderOfPiecesMissesNothing()
{
    QFETCH(bool, isSecure);
    constexpr qint64 piece = 50'000;
    const QByteArray sent = pattern(100 * piece);
    Pair pair(isSecure);
    QVERIFY(pair.isReady());
    QByteArray received;
    connect(&pair.accepted(), &QTcpSocket::readyRead, this, [&] {
        while (pair.accepted().bytesAvailable() >= piece) {
            received += pair.accepted().read(piece);
            server::setReading(pair.accepted(), false);
            QMetaObject::invokeMethod(
                this, [&] { server::setReading(pair.accepted(), true); }, Qt::QueuedConnection);
        }
    });
    pair.client.write(sent);
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), sent.size(), 20'000);
    QVERIFY(received == sent);
}

void TestPausableSocket::waitingBytesAreThoseTheSystemDidNotTake_data()
{
    addTransports();
}

void TestPausableSocket::waitingBytesAreThoseTheSystemDidNotTake()
{
    QFETCH(bool, isSecure);
    const QByteArray sent = pattern(32 * 1024 * 1024);
    Pair pair(isSecure);
    QVERIFY(pair.isReady());
    pair.client.setReadBufferSize(1000);
    qint64 taken = 0;
    server::connectTaken(pair.accepted(), *this, [&](qint64 bytes) { taken += bytes; });
    pair.accepted().write(sent);
    pair.accepted().flush();
    QVERIFY(!QTest::qWaitFor(
        [&] { return server::bytesWaiting(pair.accepted()) < sent.size() / 2; }, 300));
    pair.client.setReadBufferSize(0);
    QByteArray received = pair.client.readAll();
    connect(&pair.client, &QSslSocket::readyRead, this, [&] { received += pair.client.readAll(); });
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), sent.size(), 20'000);
    QTRY_COMPARE(server::bytesWaiting(pair.accepted()), 0);
    QVERIFY(taken >= sent.size());
    QVERIFY(received == sent);
}

QTEST_GUILESS_MAIN(TestPausableSocket)
#include "tst_pausablesocket.moc"
