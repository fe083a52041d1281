#include "server/net/failedlogins.h"

#include "server/net/addresscap.h"

namespace server {

namespace {

constexpr std::chrono::minutes window{1};

} // namespace

// Nobody waits for what is noted: it is looked at when somebody comes.
FailedLogins::FailedLogins(int most, bool countsLoopback)
    : m_most(most)
    , m_countsLoopback(countsLoopback)
    , m_noted(std::make_shared<Noted>([] {}))
{
}

FailedLogins::Note FailedLogins::noteOf(const QHostAddress &address) const
{
    if (!isCounted(address))
        return nullptr;
    return [noted = m_noted, key = countedAs(address)] { noted->push(key); };
}

bool FailedLogins::isBlocked(const QHostAddress &address, TimePoint now)
{
    if (!isCounted(address))
        return false;
    takeNoted(now);
    const auto found = m_minutes.constFind(countedAs(address));
    return found != m_minutes.constEnd() && found->failures >= m_most;
}

void FailedLogins::takeNoted(TimePoint now)
{
    m_minutes.removeIf([&](const auto &item) { return now >= item.value().begin + window; });
    for (const QHostAddress &key : m_noted->take()) {
        const auto minute =
            m_minutes.contains(key) ? m_minutes.find(key) : m_minutes.insert(key, Minute{now, 0});
        ++minute->failures;
    }
}

} // namespace server
