#pragma once

#include "tests/support/serverprocess.h"
#include "tests/support/tcpproxy.h"
#include "tests/system/resilience/robotprocess.h"

#include <QObject>
#include <QTemporaryFile>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace resilience {

// Devices whose people talk, each behind a bad network of its own, and what happens to them and to
// the server at random: killed, cut off, stalled, delayed, frozen. The same seed makes the same
// plan; what it meets differs with the machine's pace.
class Storm : public QObject {
    Q_OBJECT

public:
    struct Device {
        std::unique_ptr<test::TcpProxy> network;
        std::unique_ptr<RobotProcess> robot;
        QByteArray label; // its texts begin with it
        int said = 0; // the number of the last text
    };

    explicit Storm(std::uint32_t seed);

    // So many; the first and the last are the same person's.
    bool start(int devices);
    // Until so many were killed or cut off in these rooms.
    void begin(int kills, const QByteArrayList &rooms);
    bool isOver() const { return !m_faults.isActive(); }
    // Everybody and everything runs again, and tries at once.
    void calm();
    void killAll();

    int killCount() const; // killed processes and cut connections
    QString report() const;
    std::vector<Device> &devices() { return m_devices; }
    test::ServerProcess &server() { return m_server; }

private:
    int below(int bound) { return static_cast<int>(m_random() % static_cast<unsigned>(bound)); }
    Device &anyDevice()
    {
        return m_devices[static_cast<std::size_t>(below(static_cast<int>(m_devices.size())))];
    }
    void add(const QString &person);
    void talk();
    void strike();
    void strikeServer();
    void strikeNetwork(test::TcpProxy &network);
    void strikeRobot(RobotProcess &robot);
    void killServer();
    void thawServer();
    void startServer();
    void later(int longest, const std::function<void()> &recovery);

    std::mt19937 m_random;
    QTemporaryFile m_configuration;
    test::ServerProcess m_server;
    std::vector<Device> m_devices;
    QByteArrayList m_rooms;
    QTimer m_talk;
    QTimer m_faults;
    int m_killsWanted = 0;
    int m_kills = 0; // of processes
    int m_calms = 0; // what was to be done before the last one has been done
    std::map<QByteArray, int> m_counts;
};

} // namespace resilience
