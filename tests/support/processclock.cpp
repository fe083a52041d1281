#include "tests/support/processclock.h"

namespace test {

ProcessClock::ProcessClock()
{
    m_offset.open();
    setOffset({});
}

QProcessEnvironment ProcessClock::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(MARU_SET_CLOCK_LIBRARY));
    environment.insert(QStringLiteral("MARU_SET_CLOCK"), m_offset.fileName());
    // The sanitizer's own library wants to be the first otherwise.
    environment.insert(
        QStringLiteral("ASAN_OPTIONS"), QStringLiteral("verify_asan_link_order=0:detect_leaks=0"));
    return environment;
}

// In place: the process has the file mapped.
void ProcessClock::setOffset(std::chrono::seconds offset)
{
    const qint64 seconds = offset.count();
    m_offset.seek(0);
    m_offset.write(reinterpret_cast<const char *>(&seconds), sizeof seconds);
    m_offset.flush();
}

} // namespace test
