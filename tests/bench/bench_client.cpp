// Measures the budgets of the desktop client, on Qt's offscreen platform unless another is chosen.

#include "app/application.h"
#include "app/views/translations.h"
#include "tests/bench/client/clientbudgets.h"
#include "tests/bench/client/desktop.h"
#include "tests/bench/driver/results.h"
#include "tests/bench/load/processwatch.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

void allowManyDescriptors()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

// The program up to its first picture; prints what memory it has then.
int showFirstWindow(const QString &profile)
{
    app::Translations translations;
    translations.install(app::Translations::systemLocale());
    app::ApplicationOptions options;
    options.profile = profile;
    app::Application application(options);
    bench::FirstPaint paint(application.window());
    application.start();
    if (!bench::waitUntil([&] { return paint.milliseconds() > 0; }))
        return 1;
    std::printf("%.0f\n", double(bench::ProcessWatch(int(getpid())).proportionalBytes()));
    std::fflush(stdout);
    return 0;
}

} // namespace

int main(int count, char **arguments)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(count, arguments);
    QApplication::setApplicationName(u"maru"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The budgets of the desktop client, measured."_s);
    parser.addHelpOption();
    const QCommandLineOption quick(u"quick"_s, u"With less of everything."_s);
    const QCommandLineOption json(u"json"_s, u"Where the figures go."_s, u"file"_s);
    const QCommandLineOption first(u"first-window"_s, u"Only that."_s, u"profile"_s);
    parser.addOptions({quick, json, first});
    parser.process(application);
    if (parser.isSet(first))
        return showFirstWindow(parser.value(first));

    allowManyDescriptors();
    const QTemporaryDir scratch(u"bench-XXXXXX"_s);
    bench::LoadRunner runner(
        {QCoreApplication::applicationDirPath(), scratch.path(), parser.isSet(quick)});
    const std::vector<bench::Row> rows = bench::ClientBudgets(runner).measure();
    std::printf("%s\n", qPrintable(bench::toTable(rows)));
    QFile file(parser.value(json));
    if (parser.isSet(json) && file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(bench::toJson(rows)).toJson());
    return std::all_of(rows.begin(), rows.end(), [](const bench::Row &row) { return row.isKept; })
        ? 0
        : 1;
}
