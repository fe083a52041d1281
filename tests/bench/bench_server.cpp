// Measures the budgets of a server beside a bare one in the same run; see --help.

#include "tests/bench/driver/serverbudgets.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QThread>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

void allowManyDescriptors()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

double loadOfMachine()
{
    double load = 0;
    getloadavg(&load, 1);
    return load;
}

} // namespace

int main(int count, char **arguments)
{
    QCoreApplication application(count, arguments);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The budgets of a server, measured."_s);
    parser.addHelpOption();
    const QCommandLineOption quick(u"quick"_s, u"About a second each: to try, not to judge."_s);
    const QCommandLineOption only(u"only"_s, u"Cases whose name contains this."_s, u"text"_s);
    const QCommandLineOption json(u"json"_s, u"Where the figures go."_s, u"file"_s);
    parser.addOptions({quick, only, json});
    parser.process(application);

    allowManyDescriptors();
    // In this folder, because what holds temporary files is often no disk.
    const QTemporaryDir scratch(u"bench-XXXXXX"_s);
    const QJsonObject machine{{u"cores"_s, QThread::idealThreadCount()},
        {u"system"_s, QSysInfo::prettyProductName()}, {u"kernel"_s, QSysInfo::kernelVersion()},
        {u"loadBefore"_s, loadOfMachine()}, {u"quick"_s, parser.isSet(quick)}};
    bench::ServerBudgets budgets(
        {QCoreApplication::applicationDirPath(), scratch.path(), parser.isSet(quick)});
    const std::vector<bench::Row> rows = budgets.measure(parser.value(only));
    std::printf("%s\nOne small write and fsync: %.2f ms. Load of the machine before: %.1f.\n",
        qPrintable(bench::toTable(rows)), budgets.writeMilliseconds(),
        machine[u"loadBefore"].toDouble());
    QFile file(parser.value(json));
    if (parser.isSet(json) && file.open(QIODevice::WriteOnly))
        file.write(bench::toJson(rows, machine));
    return std::all_of(rows.begin(), rows.end(), [](const bench::Row &row) { return row.isKept; })
        ? 0
        : 1;
}
