#include "tests/bench/driver/loadrunner.h"

#include "tests/bench/driver/launchedserver.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

const QStringList topic{u"--send"_s, u"/topic/bench{}"_s};
const QStringList room{
    u"--send"_s, u"/publish/chat/bench{}"_s, u"--subscribe"_s, u"/subscribe/chat/bench{}"_s};

QStringList with(const QStringList &what, const QString &numbers)
{
    return what + numbers.split(u' ');
}

LoadRunner::LoadRunner(Settings settings)
    : m_settings(std::move(settings))
{
}

std::unique_ptr<LaunchedServer> LoadRunner::startMaru()
{
    // What the last one kept is not needed any more, and may be large.
    QDir(m_settings.scratch + u"/data%1"_s.arg(m_folders)).removeRecursively();
    const QString data = m_settings.scratch + u"/data%1"_s.arg(++m_folders);
    const QString config = m_settings.scratch + u"/maru.toml"_s;
    QFile file(config);
    if (file.open(QIODevice::WriteOnly))
        file.write("[limits]\nsubscriptions = 20000\n");
    file.close();
    return std::make_unique<LaunchedServer>(program(u"maru-server"_s),
        QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, data, u"--config"_s, config,
            u"--log-level"_s, u"error"_s});
}

std::unique_ptr<LaunchedServer> LoadRunner::startBare(const Load &asLongAs)
{
    const LaunchedServer plain(program(u"bareserver"_s), {});
    const Load sample = load(plain, with(topic, u"--warm-up 0 --rate 500"_s), 0.1);
    const int padding = int(asLongAs["bytesPerDelivery"] - sample["bytesPerDelivery"]);
    return std::make_unique<LaunchedServer>(
        program(u"bareserver"_s), QStringList{u"0"_s, QString::number(std::max(0, padding))});
}

Load LoadRunner::load(const LaunchedServer &server, const QStringList &arguments, double seconds)
{
    QStringList all{u"--url"_s, server.url(), u"--pid"_s, QString::number(server.pid())};
    if (seconds == 0)
        seconds = isQuick() ? 1 : 5;
    if (!arguments.contains(u"--warm-up"_s))
        all += {u"--warm-up"_s, isQuick() ? u"0.3"_s : u"1"_s};
    QProcess generator;
    generator.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    generator.start(program(u"loadgenerator"_s),
        all + arguments + QStringList{u"--seconds"_s, QString::number(seconds)},
        QIODevice::ReadOnly);
    generator.waitForFinished(600'000);
    return {QJsonDocument::fromJson(generator.readAllStandardOutput()).object()};
}

} // namespace bench
