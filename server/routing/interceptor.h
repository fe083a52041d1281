#pragma once

#include "server/broker/inboundhandler.h"
#include "stomp/command.h"
#include "stomp/frame.h"

#include <functional>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace server {

// What an interceptor says of a frame: on with it, away with it, or no, and why.
class Verdict {
public:
    static Verdict pass() { return Verdict(std::nullopt); }
    // Without trace for the sender; the name is counted.
    static Verdict drop(QByteArray by) { return Verdict(Effect(Drop{std::move(by)})); }
    static Verdict reject(Problem problem) { return Verdict(Effect(Fail{std::move(problem)})); }

    // What happens instead of what the frame asked for; nullopt when it may go on.
    const std::optional<Effect> &instead() const { return m_instead; }

private:
    explicit Verdict(std::optional<Effect> instead)
        : m_instead(std::move(instead))
    {
    }

    std::optional<Effect> m_instead;
};

// Interceptors by command, asked in the order in which they were added.
class InterceptorChain {
public:
    using Interceptor = std::function<Verdict(const stomp::Frame &, const Caller &)>;

    void add(stomp::Command command, Interceptor interceptor);
    // The first verdict that is not pass.
    Verdict judge(stomp::Command command, const stomp::Frame &frame, const Caller &caller) const;

private:
    std::vector<std::pair<stomp::Command, Interceptor>> m_interceptors;
};

} // namespace server
