#pragma once

#include "server/broker/destinationpattern.h"
#include "server/routing/interceptor.h"

#include <initializer_list>
#include <vector>

namespace server {

// Who may send and subscribe where, as a list; the first rule that fits command, destination and
// caller decides (S-335). Application::authorize() puts it before everything else:
//     AccessRules(AccessRules::Unlisted::Refused)
//         .allow({Command::Send}, "/topic/news/**", AccessRules::isHost)
//         .allow({Command::Subscribe}, "/topic/**")
class AccessRules {
public:
    using Commands = std::initializer_list<stomp::Command>; // Send, Subscribe
    using Role = bool (*)(const Caller &);
    enum class Unlisted { Allowed, Refused }; // what no rule fits

    static bool isAnybody(const Caller &) { return true; }
    static bool isPerson(const Caller &caller) { return !caller.isGuest; }
    static bool isHost(const Caller &caller) { return caller.isHost; }

    explicit AccessRules(Unlisted unlisted);

    // Patterns are those of SUBSCRIBE, over the whole destination.
    AccessRules &&allow(Commands commands, const QByteArray &pattern, Role role = isAnybody) &&;
    AccessRules &&refuse(Commands commands, const QByteArray &pattern, Role role = isAnybody) &&;

    // Who subscribes to a pattern needs the right to all of it: a rule that allows counts when it
    // covers the pattern, one that refuses when it may touch it (M-052).
    Verdict judge(const stomp::Frame &frame, const Caller &caller);

private:
    struct Rule {
        std::vector<stomp::Command> commands;
        QByteArray pattern;
        Role role;
        bool isAllowed;
    };

    void add(Commands commands, const QByteArray &pattern, Role role, bool isAllowed);
    bool isAllowed(const stomp::Frame &frame, const Caller &caller);

    std::vector<Rule> m_rules;
    PatternTrie m_patterns;
    Unlisted m_unlisted;
};

} // namespace server
