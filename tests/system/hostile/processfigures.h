#pragma once

#include <QByteArray>

#include <chrono>

namespace hostile {

// What the system says of a process.
struct ProcessFigures {
    qint64 residentKilobytes = 0;
    qint64 peakKilobytes = 0; // since forgetPeak()
    qint64 descriptors = 0;
    std::chrono::milliseconds processorTime{0};
};

ProcessFigures readFigures(qint64 process);
void forgetPeak(qint64 process);

} // namespace hostile
