#pragma once

#include <QProcessEnvironment>
#include <QTemporaryFile>

#include <chrono>

namespace test {

// The clock of the day of one process, which a test sets while it runs.
class ProcessClock {
public:
    ProcessClock();

    // Of this test program, with what makes a process started with it go by this clock.
    QProcessEnvironment environment() const;
    // From the right time.
    void setOffset(std::chrono::seconds offset);

private:
    QTemporaryFile m_offset;
};

} // namespace test
