#include "searchsupport.h"

#include "server/storage/databasefolder.h"
#include "server/storage/searchdatabase.h"
#include "server/storage/searchloop.h"
#include "server/storage/sqliteopening.h"
#include "stomp/mailbox.h"

#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QTest>

#include <map>
#include <memory>

using namespace server;
using namespace server::test;

namespace {

// A log written by this thread, and the loop that follows it.
class Followed {
public:
    Followed()
        : m_log(std::move(openSqliteLog(m_folder.path())->log))
        , loop(databaseFile(m_folder.path()))
    {
    }
    ~Followed() { loop.stop(); }

    void start()
    {
        loop.start([this](std::vector<LogAnswer> answers) {
            m_answers.push(std::move(answers));
            m_answered.release();
        });
    }
    void say(const QByteArray &id)
    {
        m_log->write(std::vector<LogWrite>{message({id, QStringLiteral("word")})});
        loop.wake();
    }
    void sayMany(int count)
    {
        std::vector<LogWrite> batch;
        for (int i = 0; i < count; ++i)
            batch.push_back(message({"many" + QByteArray::number(i), QStringLiteral("word")}));
        m_log->write(batch);
        loop.wake();
    }
    int messagesInTheIndex() const
    {
        const auto index =
            SqliteConnection::open(searchIndexFile(file()), SqliteConnection::Access::ReadOnly);
        if (!index)
            return 0; // not yet
        const auto count = (*index)->value(QStringLiteral("SELECT count(*) FROM messages"));
        return count ? count->toInt() : 0;
    }
    void ask(std::size_t count)
    {
        std::vector<SearchRequest> requests;
        for (std::size_t i = 0; i < count; ++i)
            requests.push_back({++m_token, queryOf(QStringLiteral("word"))});
        loop.post(std::move(requests));
    }
    // What each of so many answers says: ids, or the code of the error.
    QByteArrayList answers(std::size_t count)
    {
        while (m_seen.size() < count && m_answered.tryAcquire(1, 10'000)) {
            for (LogAnswer &answer : m_answers.take()) {
                const SearchDone &done = std::get<SearchDone>(answer);
                m_seen[done.token] = done.page ? idsOf(*done.page) : done.page.error().code;
            }
        }
        QByteArrayList texts;
        for (const auto &[token, text] : std::exchange(m_seen, {}))
            texts.append(text);
        return texts;
    }
    QString file() const { return databaseFile(m_folder.path()); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<MessageLog> m_log;
    stomp::Mailbox<LogAnswer> m_answers{[] {}};
    QSemaphore m_answered;
    quint64 m_token = 0;
    std::map<quint64, QByteArray> m_seen;

public:
    SearchLoop loop;
};

} // namespace

// The thread of the index.
class SearchLoopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSearchKnowsWhatWasWrittenBefore()
    {
        Followed log;
        log.say("m1");
        log.start();
        log.ask(1);
        QCOMPARE(log.answers(1), QByteArrayList{"m1"});
        for (int i = 2; i <= 20; ++i) {
            log.say("m" + QByteArray::number(i));
            log.ask(1);
            QVERIFY(log.answers(1).front().startsWith("m" + QByteArray::number(i) + ' '));
        }
    }

    void whatIsWrittenIsTakenUpWithoutBeingAskedFor()
    {
        constexpr int many = 5000; // more than are taken up at once
        Followed log;
        log.sayMany(many);
        log.start();
        QTRY_COMPARE_WITH_TIMEOUT(log.messagesInTheIndex(), many, 20'000);
        log.say("m1");
        log.say("m2");
        QTRY_COMPARE_WITH_TIMEOUT(log.messagesInTheIndex(), many + 2, 20'000);
    }

    void itGoesOnAfterAStop()
    {
        Followed log;
        log.say("m1");
        log.start();
        log.loop.stop();
        log.say("m2");
        log.start();
        log.ask(1);
        QCOMPARE(log.answers(1), QByteArrayList{"m2 m1"});
    }

    void anIndexThatCannotBeIsSaidSoAndComesBack()
    {
        Followed log;
        const QString file = searchIndexFile(log.file());
        log.say("m1");
        QVERIFY(QDir().mkdir(file)); // nothing can be written there
        log.start();
        log.ask(1);
        QCOMPARE(log.answers(1), QByteArrayList{"search-unavailable"});
        QVERIFY(QDir().rmdir(file));
        QTRY_VERIFY_WITH_TIMEOUT((log.ask(1), log.answers(1)) == QByteArrayList{"m1"}, 10'000);
    }

    void moreThanAreAnsweredInTimeAreRefused()
    {
        Followed log;
        log.say("m1");
        log.ask(SearchLoop::mostWaiting + 5); // before there is a thread to take them
        log.start();
        const QByteArrayList answers = log.answers(SearchLoop::mostWaiting + 5);
        QCOMPARE(answers.count("m1"), qsizetype(SearchLoop::mostWaiting));
        QCOMPARE(answers.count("too-fast"), 5);
    }
};

QTEST_GUILESS_MAIN(SearchLoopTest)
#include "tst_searchloop.moc"
