#include "logsupport.h"

#include "server/storage/sqliteopening.h"

#include <QCoreApplication>
#include <QHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <unistd.h>

using namespace server;
using namespace server::test;

namespace {

// The other process: writes batches for ever and says of each entry what the log answered.
int writeUntilKilled(const QString &folder, quint32 seed)
{
    QRandomGenerator random(seed);
    const auto opened = openSqliteLog(folder);
    if (!opened)
        return 1;
    for (quint64 number = 0;;) {
        std::vector<LogWrite> batch;
        QByteArrayList names;
        for (int i = random.bounded(1, 60); i > 0; --i) {
            const QByteArray room(1, "abc"[random.bounded(3)]);
            const QByteArray id = QByteArray::number(seed) + '-' + QByteArray::number(++number);
            batch.push_back(entryWithKey(room, id, id));
            names.append(room + ' ' + id);
        }
        const auto results = opened->log->write(batch);
        QByteArray said;
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (!results[i])
                return 2;
            said += names[i] + ' ' + QByteArray::number(results[i]->seq) + '\n';
        }
        if (::write(STDOUT_FILENO, said.constData(), said.size()) != said.size())
            return 3;
    }
}

} // namespace

// Kill -9 at any moment loses nothing that was answered, and leaves no holes.
class SqliteCrashTest : public QObject {
    Q_OBJECT

    static constexpr int rounds = 20;

    struct Answered {
        QByteArray id;
        qint64 seq = 0;
    };
    QTemporaryDir m_folder;
    QHash<QByteArray, std::vector<Answered>> m_answered; // by room

    // Reads what the writer says until it has spoken often enough, kills it, and reads what was on
    // its way.
    bool runAndKill(quint32 seed, int answers)
    {
        QProcess writer;
        writer.setReadChannel(QProcess::StandardOutput);
        writer.start(QCoreApplication::applicationFilePath(),
            {QStringLiteral("--write"), m_folder.path(), QString::number(seed)});
        if (!writer.waitForStarted())
            return false;
        QByteArray said;
        while (said.count('\n') < answers && writer.waitForReadyRead())
            said += writer.readAll();
        writer.kill();
        writer.waitForFinished();
        said += writer.readAll();
        for (const QByteArray &line : said.first(said.lastIndexOf('\n') + 1).split('\n')) {
            const QByteArrayList words = line.split(' ');
            if (words.size() == 3)
                m_answered[words[0]].push_back({words[1], words[2].toLongLong()});
        }
        return writer.exitStatus() == QProcess::CrashExit && said.count('\n') >= answers;
    }

    static bool isWhole(const LogPage &page)
    {
        qint64 expected = 1;
        for (const LogEntry &entry : page.entries) {
            if (entry.seq != expected++)
                return false;
        }
        return page.lastSeq == expected - 1;
    }

private Q_SLOTS:
    void whatWasAnsweredSurvivesEveryKill()
    {
        QRandomGenerator random(20);
        for (int round = 1; round <= rounds; ++round) {
            const int answers = random.bounded(4) == 0 ? 0 : random.bounded(2500);
            QVERIFY(runAndKill(round, answers));
            const auto opened = openSqliteLog(m_folder.path());
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
            QVERIFY(opened->warnings.isEmpty());
            for (auto room = m_answered.cbegin(); room != m_answered.cend(); ++room) {
                const LogPage page = readAll(*opened->log, room.key());
                QVERIFY(isWhole(page));
                for (const Answered &answered : *room)
                    QCOMPARE(page.entries.at(answered.seq - 1).id, answered.id);
                const QByteArray id = room->back().id;
                const auto repeat = opened->log->write(
                    std::vector<LogWrite>{entryWithKey(room.key(), "again", id)});
                QVERIFY((*repeat.front() == Appended{room->back().seq, id, true}));
            }
        }
        QCOMPARE(m_answered.size(), 3);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write")
        return writeUntilKilled(arguments.value(2), arguments.value(3).toUInt());
    SqliteCrashTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sqlitecrash.moc"
