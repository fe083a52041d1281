#include "stomp/reconnectpolicy.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace stomp {

using std::chrono::milliseconds;

ReconnectPolicy::ReconnectPolicy(Options options, std::function<double()> random)
    : m_options(options)
    , m_random(std::move(random))
{
}

ReconnectPolicy::ReconnectPolicy()
    : ReconnectPolicy(Options{}, [] { return QRandomGenerator::global()->generateDouble(); })
{
}

milliseconds ReconnectPolicy::nextDelay()
{
    const auto longest = static_cast<double>(m_options.longest.count());
    const double grown =
        static_cast<double>(m_options.first.count()) * std::pow(m_options.factor, m_failures);
    ++m_failures;
    const double spread = 1.0 + m_options.jitter * (2.0 * m_random() - 1.0);
    // std::min first: the power may have become infinite.
    return milliseconds(std::llround(std::min(grown, longest) * spread));
}

void ReconnectPolicy::reset()
{
    m_failures = 0;
}

} // namespace stomp
