// Measures the budgets of a server beside a bare one in the same run; see --help.

#include "tests/bench/driver/besides.h"
#include "tests/bench/driver/curves.h"
#include "tests/bench/driver/serverbudgets.h"
#include "tests/bench/driver/soak.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
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

QString processor()
{
    QFile file(u"/proc/cpuinfo"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        if (line.startsWith("model name"))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1).trimmed());
    }
    return {};
}

QJsonObject describeMachine(double writeMilliseconds)
{
    return {{u"cores"_s, QThread::idealThreadCount()}, {u"processor"_s, processor()},
        {u"system"_s, QSysInfo::prettyProductName()}, {u"kernel"_s, QSysInfo::kernelVersion()},
        {u"compiler"_s, QStringLiteral("g++ " __VERSION__)},
        {u"qt"_s, QString::fromLatin1(qVersion())}, {u"loadBefore"_s, loadOfMachine()},
        {u"writeMilliseconds"_s, writeMilliseconds},
        {u"time"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
}

// All that is asked for, and what becomes of it.
class Measurement {
public:
    explicit Measurement(bench::LoadRunner &runner)
        : m_runner(runner)
        , m_budgets(runner)
    {
        m_result[u"machine"_s] = describeMachine(m_budgets.writeMilliseconds());
        m_result[u"quick"_s] = runner.isQuick();
    }

    void measureRows(int runs, const QString &only)
    {
        QJsonArray all;
        for (int run = 1; run <= runs; ++run) {
            std::fprintf(stderr, "run %d of %d\n", run, runs);
            const std::vector<bench::Row> rows = m_budgets.measure(only);
            if (rows.empty())
                return;
            show(rows);
            all.append(bench::toJson(rows));
        }
        m_result[u"runs"_s] = all;
    }

    void measureCurves()
    {
        bench::Curves curves(m_runner);
        m_result[u"curves"_s] = curves.measure();
        m_isKept = m_isKept && curves.failure().isEmpty();
        if (!curves.failure().isEmpty())
            std::printf("FAILED in the curves: %s\n", qPrintable(curves.failure()));
    }

    void measureBeside(const QString &program)
    {
        const std::vector<bench::Row> rows = bench::measureRabbitMq(m_runner, program);
        std::printf("%s\n", qPrintable(bench::toTable(rows)));
        m_result[u"beside"_s] = bench::toJson(rows);
    }

    void soak(int seconds)
    {
        bench::Soak soak(m_runner);
        const std::vector<bench::Row> rows{soak.run(seconds)};
        show(rows);
        m_result[u"soak"_s] =
            QJsonObject{{u"rows"_s, bench::toJson(rows)}, {u"samples"_s, soak.samples()}};
    }

    bool isKept() const { return m_isKept; }

    void write(const QString &name) const
    {
        QFile file(name);
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(m_result).toJson());
        else
            std::fprintf(stderr, "cannot write %s\n", qPrintable(name));
    }

private:
    void show(const std::vector<bench::Row> &rows)
    {
        std::printf("%s\nOne small write and fsync: %.2f ms. Load of the machine before: %.1f.\n",
            qPrintable(bench::toTable(rows)), m_budgets.writeMilliseconds(),
            m_result[u"machine"_s].toObject()[u"loadBefore"_s].toDouble());
        std::fflush(stdout);
        m_isKept = m_isKept && std::all_of(rows.begin(), rows.end(), [](const bench::Row &row) {
            return row.isKept;
        });
    }

    bench::LoadRunner &m_runner;
    bench::ServerBudgets m_budgets;
    QJsonObject m_result;
    bool m_isKept = true;
};

} // namespace

int main(int count, char **arguments)
{
    QCoreApplication application(count, arguments);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The budgets of a server, measured."_s);
    parser.addHelpOption();
    const QCommandLineOption quick(u"quick"_s, u"About a second each: to try, not to judge."_s);
    const QCommandLineOption only(
        u"only"_s, u"Cases whose name contains this; `curves` for the curves."_s, u"text"_s);
    const QCommandLineOption runs(u"runs"_s,
        u"How often the budgets are measured; 3 if everything is, else 1."_s, u"number"_s);
    const QCommandLineOption soak(u"soak"_s,
        u"Instead: rooms in use and connections that come and go, for so long."_s, u"seconds"_s);
    const QCommandLineOption beside(
        u"beside"_s, u"Another server on the same work: rabbitmq."_s, u"name"_s);
    const QCommandLineOption json(u"json"_s, u"Where the figures go."_s, u"file"_s);
    parser.addOptions({quick, only, runs, soak, beside, json});
    parser.process(application);

    allowManyDescriptors();
    // In this folder, because what holds temporary files is often no disk.
    const QTemporaryDir scratch(u"bench-XXXXXX"_s);
    bench::LoadRunner runner(
        {QCoreApplication::applicationDirPath(), scratch.path(), parser.isSet(quick)});
    Measurement measurement(runner);
    const QString name = parser.value(only);
    const bool isWhole = name.isEmpty() && !parser.isSet(quick);
    if (parser.isSet(soak)) {
        measurement.soak(parser.value(soak).toInt());
    } else {
        const int wanted = parser.value(runs).toInt();
        measurement.measureRows(wanted > 0 ? wanted : isWhole ? 3 : 1, name);
        if (u"curves"_s.contains(name))
            measurement.measureCurves();
        if (parser.value(beside) == u"rabbitmq")
            measurement.measureBeside(QStringLiteral(RABBITMQ_PROGRAM));
    }
    if (parser.isSet(json))
        measurement.write(parser.value(json));
    return measurement.isKept() ? 0 : 1;
}
