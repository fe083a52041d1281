#include "logsupport.h"

#include "server/storage/sqliteopening.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <utility>

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace server;
using namespace server::test;

namespace {

// A disk of its own, where the machine lets us make one.
class SmallDisk {
public:
    SmallDisk()
        : m_isMounted(::mount("none", path().constData(), "tmpfs", 0, "size=1m") == 0)
    {
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            ::umount2(path().constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    bool isMounted() const { return m_isMounted; }
    QString folder() const { return m_folder.path(); }
    bool makeReadOnly() const
    {
        return ::mount("none", path().constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, "") == 0;
    }

private:
    QByteArray path() const { return QFile::encodeName(m_folder.path()); }

    QTemporaryDir m_folder;
    bool m_isMounted;
};

// No file of this process may grow beyond so many bytes, as if the disk failed there.
void limitFileSize(rlim_t bytes)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

std::vector<LogWrite> largeEntries(int first, int count)
{
    std::vector<LogWrite> batch = entries("a", first, count);
    for (LogWrite &write : batch)
        std::get<AppendEntry>(write).payload = "{\"text\":\"" + QByteArray(3000, 'x') + "\"}";
    return batch;
}

// Writes until the disk fails, and returns what was answered then; `last` is the last number given.
std::vector<LogResult<Appended>> writeUntilFailure(MessageLog &log, qint64 &last)
{
    for (int turn = 0; turn < 1000; ++turn) {
        auto results = log.write(largeEntries(100'000 + turn * 10, 10));
        if (!results.front())
            return results;
        last = results.back()->seq;
    }
    return {};
}

// Rights bind nobody who is root; so that they do, root goes on as somebody else for a while.
class WithoutRoot {
public:
    explicit WithoutRoot(const QString &folder)
    {
        if (m_isRoot) {
            m_isChanged = ::chown(QFile::encodeName(folder).constData(), nobody, nobody) == 0
                && ::seteuid(nobody) == 0;
        }
    }
    ~WithoutRoot() { goBack(); }
    WithoutRoot(const WithoutRoot &) = delete;
    WithoutRoot &operator=(const WithoutRoot &) = delete;

    bool isDone() const { return !m_isRoot || m_isChanged; }
    void goBack()
    {
        if (std::exchange(m_isChanged, false) && ::seteuid(0) != 0)
            std::abort();
    }

private:
    static constexpr uid_t nobody = 65534;
    bool m_isRoot = ::geteuid() == 0;
    bool m_isChanged = false;
};

bool isWhole(const LogPage &page, qint64 last)
{
    qint64 expected = 1;
    for (const LogEntry &entry : page.entries) {
        if (entry.seq != expected++)
            return false;
    }
    return page.lastSeq == last && expected == last + 1;
}

} // namespace

// Disks that are full, fail, may not be written to. Where a disk cannot be mounted (without root),
// the file size limit and the folder's rights stand for it.
class SqliteDiskTest : public QObject {
    Q_OBJECT

    void checkFailureAndRecovery(
        const QString &folder, const QByteArray &code, const std::function<void()> &makeRoom)
    {
        auto opened = openSqliteLog(folder);
        QVERIFY(opened);
        qint64 last = 0;
        const auto failed = writeUntilFailure(*opened->log, last);
        QCOMPARE(outcome(failed), QByteArrayList(10, code).join(' '));
        QVERIFY(last > 0);
        QVERIFY(isWhole(readAll(*opened->log, "a"), last));
        const auto newRoom = opened->log->write(largeEntries(900'000, 10));
        QCOMPARE(newRoom.front().error().code, code);
        makeRoom();
        QCOMPARE(outcome(opened->log->write(entries("a", 1, 2))),
            QByteArray::number(last + 1) + ' ' + QByteArray::number(last + 2));
        opened->log.reset();
        const auto again = openSqliteLog(folder);
        QVERIFY(again->warnings.isEmpty());
        QVERIFY(isWhole(readAll(*again->log, "a"), last + 2));
    }

private Q_SLOTS:
    void cleanup() { limitFileSize(RLIM_INFINITY); }

    void aFailingDiskGivesNoNumbersAndIsWellAgain()
    {
        QTemporaryDir folder;
        QVERIFY(openSqliteLog(folder.path()));
        limitFileSize(400 * 1024);
        checkFailureAndRecovery(
            folder.path(), "storage-failed", [] { limitFileSize(RLIM_INFINITY); });
    }

    void aFullDiskGivesNoNumbersAndIsWellAgain()
    {
        const SmallDisk disk;
        if (!disk.isMounted()) {
            QTemporaryDir folder;
            limitFileSize(200 * 1024);
            checkFailureAndRecovery(
                folder.path(), "storage-failed", [] { limitFileSize(RLIM_INFINITY); });
            return;
        }
        QFile ballast(disk.folder() + QStringLiteral("/ballast"));
        QVERIFY(ballast.open(QIODevice::WriteOnly));
        QCOMPARE(ballast.write(QByteArray(300 * 1024, 'x')), 300 * 1024);
        QVERIFY(ballast.flush());
        checkFailureAndRecovery(
            disk.folder(), "disk-full", [&ballast] { QVERIFY(ballast.remove()); });
    }

    void aFolderThatMayOnlyBeReadIsRefusedAndNotChanged()
    {
        const SmallDisk disk;
        {
            openSqliteLog(disk.folder())->log->write(entries("a", 1, 5));
        }
        const FolderContent before(disk.folder());
        if (disk.isMounted())
            QVERIFY(disk.makeReadOnly());
        else
            QFile::setPermissions(disk.folder(), QFile::ReadOwner | QFile::ExeOwner);
        const auto opened = openSqliteLog(disk.folder());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, "folder-unusable");
        QVERIFY(opened.error().detail.contains(disk.folder()));
        QVERIFY(before == FolderContent(disk.folder()));
        QFile::setPermissions(
            disk.folder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    // The files are open: what is written is kept still. The next start says what is the matter.
    void aFolderMadeReadOnlyWhileItRunsLosesNothing()
    {
        QTemporaryDir folder;
        WithoutRoot withoutRoot(folder.path());
        QVERIFY(withoutRoot.isDone());
        auto opened = openSqliteLog(folder.path());
        QVERIFY(opened);
        QCOMPARE(outcome(opened->log->write(entries("a", 1, 2))), "1 2");
        const QString file = folder.filePath(QStringLiteral("maru.sqlite"));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner));
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner));
        QCOMPARE(outcome(opened->log->write(entries("a", 3, 3))), "3 4 5");
        opened->log.reset();

        const auto refused = openSqliteLog(folder.path());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "folder-unusable");
        QVERIFY(QFile::setPermissions(
            folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
        const auto again = openSqliteLog(folder.path());
        QVERIFY(again);
        QVERIFY(again->warnings.isEmpty());
        QVERIFY(isWhole(readAll(*again->log, "a"), 5));
        withoutRoot.goBack();
    }

    void missingRightsAreNamed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("the folder") << QString();
        QTest::newRow("a folder to be made in it") << QStringLiteral("/new");
    }

    void missingRightsAreNamed()
    {
        QFETCH(QString, path);
        QTemporaryDir folder;
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
        constexpr uid_t nobody = 65534;
        const bool isRoot = ::geteuid() == 0;
        if (isRoot)
            QCOMPARE(::seteuid(nobody), 0);
        const auto opened = openSqliteLog(folder.path() + path);
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        QFile::setPermissions(
            folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, "folder-unusable");
        QVERIFY(opened.error().detail.contains(folder.path() + path));
        QVERIFY(FolderContent(folder.path()).names().isEmpty());
    }
};

QTEST_GUILESS_MAIN(SqliteDiskTest)
#include "tst_sqlitedisk.moc"
