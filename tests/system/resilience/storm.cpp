#include "tests/system/resilience/storm.h"

#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace resilience {

namespace {

constexpr int talkInterval = 15; // milliseconds
constexpr int leastPause = 80; // between two strikes
constexpr int mostPause = 400;
constexpr int patience = 10000;

// As fast as they like.
QStringList serverArguments(QTemporaryFile &configuration)
{
    configuration.open();
    configuration.write("[limits]\nmessages-per-minute = 0\n");
    configuration.close();
    return {u"--config"_s, configuration.fileName()};
}

} // namespace

Storm::Storm(std::uint32_t seed)
    : m_random(seed)
    , m_server(serverArguments(m_configuration))
{
    m_talk.setInterval(talkInterval);
    connect(&m_talk, &QTimer::timeout, this, &Storm::talk);
    m_faults.setSingleShot(true);
    connect(&m_faults, &QTimer::timeout, this, &Storm::strike);
}

bool Storm::start(int devices)
{
    if (!m_server.start())
        return false;
    for (int i = 0; i < devices - 1; ++i) {
        add(QString(QChar(u'a' + i)).repeated(3));
        if (!m_devices.back().robot->start())
            return false;
    }
    RobotProcess &first = *m_devices.front().robot;
    if (!QTest::qWaitFor([&first] { return first.isOnline(); }, patience))
        return false;
    add(first.name());
    RobotProcess &last = *m_devices.back().robot;
    return last.becomeDeviceOf(first) && last.start();
}

void Storm::add(const QString &person)
{
    Device device;
    device.network = std::make_unique<test::TcpProxy>(m_server.port());
    QUrl url = m_server.url();
    url.setPort(device.network->port());
    device.robot = std::make_unique<RobotProcess>(person, url, u"the server of the storm"_s);
    device.label = "device" + QByteArray::number(m_devices.size());
    m_devices.push_back(std::move(device));
}

void Storm::begin(int kills, const QByteArrayList &rooms)
{
    m_rooms = rooms;
    m_killsWanted = killCount() + kills;
    m_talk.start();
    m_faults.start(mostPause);
}

// Each text is the next one of its device.
void Storm::talk()
{
    Device &device = anyDevice();
    const QByteArray room = m_rooms[below(int(m_rooms.size()))];
    const auto text = [&] {
        return room + ' ' + device.label + ' ' + QByteArray::number(++device.said);
    };
    static const QByteArrayList emojis{"👍", "🎉", "❤️"};
    const int dice = below(20);
    if (dice < 13)
        device.robot->command("say " + text());
    else if (dice < 15)
        device.robot->command("reply " + text());
    else if (dice < 17)
        device.robot->command("edit " + text());
    else if (dice < 19)
        device.robot->command("react " + room + ' ' + emojis[below(int(emojis.size()))]);
    else if (below(3) == 0)
        device.robot->command("delete " + room);
}

void Storm::strike()
{
    const int dice = below(10);
    if (dice < 3)
        strikeServer();
    else if (dice < 6)
        strikeRobot(*anyDevice().robot);
    else
        strikeNetwork(*anyDevice().network);
    if (killCount() < m_killsWanted)
        m_faults.start(leastPause + below(mostPause - leastPause));
    else
        m_talk.stop();
}

void Storm::strikeServer()
{
    const int dice = below(10);
    if (dice < 7) {
        killServer();
    } else if (dice < 8 && m_server.isRunning()) {
        ++m_counts["server stopped"];
        thawServer();
        m_server.askToStop();
        m_server.waitForExit();
    } else if (m_server.isRunning()) {
        ++m_counts["server frozen"];
        ::kill(static_cast<pid_t>(m_server.processId()), SIGSTOP);
    }
    later(400, [this] {
        thawServer();
        startServer();
    });
}

void Storm::thawServer()
{
    if (m_server.isRunning())
        ::kill(static_cast<pid_t>(m_server.processId()), SIGCONT);
}

void Storm::startServer()
{
    if (!m_server.isRunning() && !m_server.start())
        qWarning("%s", qPrintable(m_server.whyNot()));
}

void Storm::killServer()
{
    if (!m_server.isRunning())
        return;
    m_server.killAtOnce();
    ++m_kills;
    ++m_counts["server killed"];
}

void Storm::strikeRobot(RobotProcess &robot)
{
    if (!robot.isRunning())
        return;
    if (below(4) == 0) {
        ++m_counts["client frozen"];
        robot.freeze();
        later(600, [&robot] { robot.thaw(); });
        return;
    }
    robot.killAtOnce();
    ++m_kills;
    ++m_counts["client killed"];
    later(300, [&robot] { robot.start(); });
}

void Storm::strikeNetwork(test::TcpProxy &network)
{
    const auto direction =
        below(2) == 0 ? test::Direction::FromClient : test::Direction::FromServer;
    switch (below(6)) {
    case 0:
        ++m_counts["network stalled"];
        network.stall();
        later(1500, [&network] { network.resume(); });
        break;
    case 1:
        ++m_counts["network delayed"];
        network.setDelay(std::chrono::milliseconds(below(120)));
        later(1500, [&network] { network.setDelay({}); });
        break;
    case 2:
    case 3:
        network.cut();
        break;
    default:
        network.cutAfter(1 + below(4000), direction);
        break;
    }
}

// Whoever was struck goes on after a while; those who lost their connection often try at once.
void Storm::later(int longest, const std::function<void()> &recovery)
{
    const auto unlessCalm = [this, calms = m_calms](const std::function<void()> &act) {
        return [this, calms, act] {
            if (calms == m_calms)
                act();
        };
    };
    QTimer::singleShot(below(longest), this, unlessCalm(recovery));
    QTimer::singleShot(longest + below(300), this, unlessCalm([this] {
        for (Device &device : m_devices)
            device.robot->command("try");
    }));
}

void Storm::calm()
{
    ++m_calms;
    thawServer();
    startServer();
    for (Device &device : m_devices) {
        device.network->setDelay({});
        device.network->resume();
        device.network->forgetCuts();
        device.robot->thaw();
        device.robot->start();
        device.robot->command("try");
    }
}

void Storm::killAll()
{
    killServer();
    for (Device &device : m_devices) {
        device.robot->killAtOnce();
        ++m_kills;
        ++m_counts["client killed"];
    }
}

int Storm::killCount() const
{
    int count = m_kills;
    for (const Device &device : m_devices)
        count += device.network->cutCount();
    return count;
}

QString Storm::report() const
{
    QString text = u"%1 killed or cut off"_s.arg(killCount());
    int cuts = 0;
    for (const Device &device : m_devices)
        cuts += device.network->cutCount();
    text += u"; connections cut: %1"_s.arg(cuts);
    for (const auto &[what, count] : m_counts)
        text += u"; %1: %2"_s.arg(QString::fromUtf8(what)).arg(count);
    return text;
}

} // namespace resilience
