#include "server/rooms/messagerate.h"

#include <algorithm>

namespace server {

namespace {

constexpr double msPerMinute = 60000;
constexpr std::size_t fewBuckets = 1000;

} // namespace

MessageRate::MessageRate(int perMinute)
    : m_perMinute(std::max(perMinute, 0))
    , m_worthLooking(fewBuckets)
{
}

bool MessageRate::take(const QByteArray &person, qint64 nowMs)
{
    if (m_perMinute == 0)
        return true;
    if (m_buckets.size() >= m_worthLooking)
        forgetFull(nowMs);
    Bucket &bucket = m_buckets.try_emplace(person, Bucket{m_perMinute, nowMs}).first->second;
    bucket.messages = filled(bucket, nowMs);
    bucket.filledAt = nowMs;
    if (bucket.messages < 1)
        return false;
    bucket.messages -= 1;
    return true;
}

void MessageRate::forget(const QByteArray &person)
{
    m_buckets.erase(person);
}

// A clock that goes back fills nothing.
double MessageRate::filled(const Bucket &bucket, qint64 nowMs) const
{
    const double passed = static_cast<double>(std::max<qint64>(nowMs - bucket.filledAt, 0));
    return std::min(m_perMinute, bucket.messages + passed * m_perMinute / msPerMinute);
}

void MessageRate::forgetFull(qint64 nowMs)
{
    std::erase_if(
        m_buckets, [&](const auto &row) { return filled(row.second, nowMs) >= m_perMinute; });
    m_worthLooking = std::max(fewBuckets, 2 * m_buckets.size());
}

} // namespace server
