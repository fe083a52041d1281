#include "server/routing/interceptor.h"

namespace server {

void InterceptorChain::add(stomp::Command command, Interceptor interceptor)
{
    m_interceptors.emplace_back(command, std::move(interceptor));
}

Verdict InterceptorChain::judge(
    stomp::Command command, const stomp::Frame &frame, const Caller &caller) const
{
    for (const auto &[of, interceptor] : m_interceptors) {
        if (of != command)
            continue;
        Verdict verdict = interceptor(frame, caller);
        if (verdict.instead())
            return verdict;
    }
    return Verdict::pass();
}

} // namespace server
