#include "tests/system/resilience/robotprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace resilience {

namespace {

constexpr int patience = 10000; // milliseconds

// What follows the first `count` words.
QByteArray behind(const QByteArray &line, int count)
{
    qsizetype at = 0;
    for (int word = 0; word < count && at >= 0; ++word)
        at = line.indexOf(' ', at) + 1;
    return line.mid(at);
}

} // namespace

RobotProcess::RobotProcess(QString name, QUrl url, QString identity)
    : m_name(std::move(name))
    , m_url(std::move(url))
    , m_identity(std::move(identity))
{
    m_process.setProgram(QStringLiteral(MARU_ROBOT));
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QObject::connect(
        &m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { read(); });
}

RobotProcess::~RobotProcess()
{
    m_process.disconnect();
    killAtOnce();
}

bool RobotProcess::becomeDeviceOf(const RobotProcess &other)
{
    const QString settings = u"maru.ini"_s;
    return QFile::copy(other.m_profile.filePath(settings), m_profile.filePath(settings));
}

bool RobotProcess::start()
{
    if (isRunning())
        return true;
    m_state.clear();
    m_waiting = 0;
    QStringList arguments{
        u"--profile"_s, m_profile.path(), u"--join"_s, m_url.toString(), u"--name"_s, m_name};
    if (!m_identity.isEmpty())
        arguments << u"--identity"_s << m_identity;
    m_process.setArguments(arguments);
    m_process.start();
    return m_process.waitForStarted(patience);
}

void RobotProcess::killAtOnce()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished(patience);
    read();
    m_process.readAllStandardOutput(); // half a line
    m_state.clear();
}

void RobotProcess::freeze()
{
    kill(static_cast<pid_t>(m_process.processId()), SIGSTOP);
}

void RobotProcess::thaw()
{
    if (isRunning())
        kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
}

void RobotProcess::command(const QByteArray &line)
{
    if (isRunning())
        m_process.write(line + '\n');
}

QJsonArray RobotProcess::dump(const QByteArray &room, int longest)
{
    const int before = m_told.dumpCounts[room];
    command("dump " + room);
    const bool isTold = QTest::qWaitFor([&] { return m_told.dumpCounts[room] > before; }, longest);
    return isTold ? m_told.dumps[room] : QJsonArray{u"no answer"_s};
}

void RobotProcess::read()
{
    while (m_process.canReadLine())
        hear(m_process.readLine().trimmed());
}

void RobotProcess::hear(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ');
    const qint64 at = words.value(0).toLongLong();
    const QByteArray word = words.value(1);
    const QByteArray room = words.value(2);
    if (word == "state") {
        if (m_state != words.value(2))
            m_stateSince = at;
        m_state = words.value(2);
        m_waiting = words.value(3).toInt();
    } else if (word == "rows") {
        m_told.rows[room] = {words.value(3).toInt(), at};
    } else if (word == "unread") {
        m_told.unread[room] = {words.value(3).toInt(), at};
    } else if (word == "dump") {
        m_told.dumps[room] = QJsonDocument::fromJson(behind(line, 3)).array();
        ++m_told.dumpCounts[room];
    } else {
        hearOwn(word, words, behind(line, 3));
    }
}

void RobotProcess::hearOwn(
    const QByteArray &word, const QByteArrayList &words, const QByteArray &rest)
{
    const QByteArray key = words.value(2);
    if (word == "queued") {
        m_told.queued[key] = {words.value(3), QString::fromUtf8(behind(rest, 1))};
    } else if (word == "sent") {
        const qint64 seq = rest.toLongLong();
        const auto [known, isNew] = m_told.sent.emplace(key, seq);
        if (!isNew && known->second != seq)
            m_told.contradictions +=
                u"%1 was %2 and is %3"_s.arg(QString::fromUtf8(key)).arg(known->second).arg(seq);
    } else if (word == "failed") {
        m_told.failed[key] = QString::fromUtf8(rest);
    }
}

} // namespace resilience
