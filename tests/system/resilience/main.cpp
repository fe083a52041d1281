// maru_robot --profile DIRECTORY --join URL --name NAME [--identity ID]
// A client without a window, told on standard input what to do; ends with it.

#include "tests/system/resilience/robot.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <array>
#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

resilience::Robot::Options parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const QString &name : {u"profile"_s, u"join"_s, u"name"_s, u"identity"_s})
        parser.addOption({name, {}, name});
    parser.process(arguments);
    return {parser.value(u"profile"_s), QUrl(parser.value(u"join"_s)), parser.value(u"name"_s),
        parser.value(u"identity"_s)};
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication program(argc, argv);
    resilience::Robot robot(parse(QCoreApplication::arguments()));
    if (!robot.hasProfile()) {
        std::fputs("the profile is in use\n", stderr);
        return 4;
    }
    QObject::connect(&robot, &resilience::Robot::quitRequested, &program, &QCoreApplication::quit,
        Qt::QueuedConnection);
    QByteArray input;
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &robot, [&] {
        std::array<char, 65536> bytes{};
        const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count <= 0) {
            notifier.setEnabled(false);
            QCoreApplication::quit();
            return;
        }
        input.append(bytes.data(), count);
        for (qsizetype end = input.indexOf('\n'); end >= 0; end = input.indexOf('\n')) {
            const QByteArray line = input.first(end);
            input.remove(0, end + 1);
            robot.obey(line);
        }
    });
    return QCoreApplication::exec();
}
