// Frames on their way to the system: beside the socket while that holds nothing, behind it
// otherwise.

#include "server/net/socketwriting.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

namespace {

using Pieces = std::vector<QByteArray>;

// Numbered, so that what is lost, doubled or out of place shows.
QByteArray counted(int first, int count)
{
    QByteArray bytes;
    for (int i = first; i < first + count; ++i)
        bytes += QByteArray::number(i).rightJustified(8, '0');
    return bytes;
}

} // namespace

class TestSocketWriting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void piecesGoPastTheSocketTogether();
    void whatTheSystemDoesNotTakeKeepsItsPlace();
    void whatTheSocketHoldsComesFirst();
    void moreThanTheSystemTakesAtOnceIsWrittenToo();
    void aLostConnectionIsTheSocketsAffair();

private:
    QByteArray readAll(qsizetype size);

    std::unique_ptr<QTcpSocket> m_writer;
    std::unique_ptr<QTcpSocket> m_reader;
};

void TestSocketWriting::init()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    m_reader = std::make_unique<QTcpSocket>();
    m_reader->setReadBufferSize(1024); // so that what is not read stays with the system
    m_reader->connectToHost(server.serverAddress(), server.serverPort());
    QVERIFY(server.waitForNewConnection(5000));
    m_writer.reset(server.nextPendingConnection());
    m_writer->setParent(nullptr);
    QVERIFY(m_reader->waitForConnected(5000));
}

void TestSocketWriting::cleanup()
{
    m_reader.reset();
    m_writer.reset();
}

QByteArray TestSocketWriting::readAll(qsizetype size)
{
    QByteArray bytes;
    connect(m_reader.get(), &QTcpSocket::readyRead, this,
        [this, &bytes] { bytes += m_reader->readAll(); });
    m_reader->setReadBufferSize(0);
    bytes += m_reader->readAll();
    const bool isWhole = QTest::qWaitFor([&] { return bytes.size() >= size; }, 30'000);
    m_reader->disconnect(this);
    return isWhole ? bytes : QByteArray("incomplete");
}

void TestSocketWriting::piecesGoPastTheSocketTogether()
{
    const Pieces pieces{"one", {}, "two", QByteArray(server::sharedFrom, 'x')};
    server::writeFrames(*m_writer, pieces);
    QCOMPARE(m_writer->bytesToWrite(), 0);
    QCOMPARE(readAll(6 + server::sharedFrom), "onetwo" + QByteArray(server::sharedFrom, 'x'));
}

void TestSocketWriting::whatTheSystemDoesNotTakeKeepsItsPlace()
{
    QByteArray all;
    int next = 0;
    for (int turns = 0; turns < 3 || m_writer->bytesToWrite() < 1'000'000; ++turns) {
        const Pieces pieces{counted(next, 700), counted(next + 700, 5000), counted(next + 5700, 1)};
        next += 5701;
        for (const QByteArray &piece : pieces)
            all += piece;
        server::writeFrames(*m_writer, pieces);
    }
    QVERIFY(readAll(all.size()) == all);
    QTRY_COMPARE(m_writer->bytesToWrite(), 0);
    server::writeFrames(*m_writer, Pieces{"again"});
    QCOMPARE(m_writer->bytesToWrite(), 0);
    QCOMPARE(readAll(5), "again");
}

void TestSocketWriting::whatTheSocketHoldsComesFirst()
{
    m_writer->write("first ");
    QCOMPARE(m_writer->bytesToWrite(), 6);
    server::writeFrames(*m_writer, Pieces{"second ", QByteArray(server::sharedFrom, 'x')});
    server::writeFrames(*m_writer, Pieces{"third"});
    QCOMPARE(readAll(18 + server::sharedFrom),
        "first second " + QByteArray(server::sharedFrom, 'x') + "third");
}

void TestSocketWriting::moreThanTheSystemTakesAtOnceIsWrittenToo()
{
    QByteArray all;
    Pieces pieces;
    for (int i = 0; i < 3000; ++i)
        all += pieces.emplace_back(counted(i, 1));
    server::writeFrames(*m_writer, pieces);
    QVERIFY(readAll(all.size()) == all);
}

void TestSocketWriting::aLostConnectionIsTheSocketsAffair()
{
    m_reader->abort();
    QTRY_VERIFY_WITH_TIMEOUT((server::writeFrames(*m_writer, Pieces{"x"}),
                                 m_writer->state() == QAbstractSocket::UnconnectedState),
        5000);
}

QTEST_GUILESS_MAIN(TestSocketWriting)
#include "tst_socketwriting.moc"
