#include "tests/system/hostile/processfigures.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace hostile {
namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// "VmRSS:     1234 kB"
qint64 numberBehind(const QByteArray &text, const QByteArray &name)
{
    const qsizetype begin = text.indexOf(name);
    if (begin < 0)
        return 0;
    const qsizetype end = text.indexOf('\n', begin);
    return text.sliced(begin + name.size(), end - begin - name.size())
        .simplified()
        .split(' ')
        .value(0)
        .toLongLong();
}

} // namespace

ProcessFigures readFigures(qint64 process)
{
    const QString folder = QStringLiteral("/proc/%1/").arg(process);
    ProcessFigures figures;
    const QByteArray status = readAll(folder + QStringLiteral("status"));
    figures.residentKilobytes = numberBehind(status, "VmRSS:");
    figures.peakKilobytes = numberBehind(status, "VmHWM:");
    figures.descriptors = QDir(folder + QStringLiteral("fd"))
                              .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                              .size();
    // The name in parentheses may hold anything; behind it the 12th and 13th are the times.
    const QByteArray statistics = readAll(folder + QStringLiteral("stat"));
    const QList<QByteArray> words = statistics.mid(statistics.lastIndexOf(')') + 2).split(' ');
    const qint64 ticks = words.value(11).toLongLong() + words.value(12).toLongLong();
    figures.processorTime = std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
    return figures;
}

// Linux: "5" resets what the process needed at most (proc(5), clear_refs).
void forgetPeak(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/clear_refs").arg(process));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

} // namespace hostile
