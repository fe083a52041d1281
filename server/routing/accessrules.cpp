#include "server/routing/accessrules.h"

#include "server/broker/destination.h"

#include <algorithm>
#include <stdexcept>

namespace server {

namespace {

// The whole segments before the first that has a pattern's characters, "/" at their end; of what
// has none, all of it.
QByteArray literalHead(const QByteArray &pattern)
{
    if (!isPattern(pattern))
        return pattern + '/';
    const auto special = std::find_if(
        pattern.begin(), pattern.end(), [](char c) { return isPattern(QByteArrayView(&c, 1)); });
    return pattern.left(pattern.lastIndexOf('/', special - pattern.begin()) + 1);
}

bool covers(const QByteArray &rule, const QByteArray &asked)
{
    if (rule == asked)
        return true;
    const QByteArray head = literalHead(rule);
    return rule == head + "**" && literalHead(asked).startsWith(head);
}

bool mayTouch(const QByteArray &rule, const QByteArray &asked)
{
    const QByteArray ruleHead = literalHead(rule);
    const QByteArray askedHead = literalHead(asked);
    return ruleHead.startsWith(askedHead) || askedHead.startsWith(ruleHead);
}

} // namespace

AccessRules::AccessRules(Unlisted unlisted)
    : m_unlisted(unlisted)
{
}

AccessRules &&AccessRules::allow(Commands commands, const QByteArray &pattern, Role role) &&
{
    add(commands, pattern, role, true);
    return std::move(*this);
}

AccessRules &&AccessRules::refuse(Commands commands, const QByteArray &pattern, Role role) &&
{
    add(commands, pattern, role, false);
    return std::move(*this);
}

void AccessRules::add(Commands commands, const QByteArray &pattern, Role role, bool isAllowed)
{
    if (!pattern.startsWith('/') || (isPattern(pattern) && !isWellFormedPattern(pattern)))
        throw std::invalid_argument("no pattern of destinations: " + pattern.toStdString());
    m_rules.push_back({commands, pattern, role, isAllowed});
    m_patterns.add(pattern);
}

Verdict AccessRules::judge(const stomp::Frame &frame, const Caller &caller)
{
    if (isAllowed(frame, caller))
        return Verdict::pass();
    return Verdict::reject({"not-allowed", QStringLiteral("This is not for everybody.")});
}

bool AccessRules::isAllowed(const stomp::Frame &frame, const Caller &caller)
{
    const QByteArray destination = frame.header("destination");
    const bool asksPattern = isPattern(destination);
    const std::vector<QByteArray> matching =
        asksPattern ? std::vector<QByteArray>() : m_patterns.matches(destination);
    const auto fits = [&](const Rule &rule) {
        if (asksPattern)
            return rule.isAllowed ? covers(rule.pattern, destination)
                                  : mayTouch(rule.pattern, destination);
        return std::find(matching.begin(), matching.end(), rule.pattern) != matching.end();
    };
    for (const Rule &rule : m_rules) {
        const auto &commands = rule.commands;
        if (std::find(commands.begin(), commands.end(), frame.command) != commands.end()
            && rule.role(caller) && fits(rule))
            return rule.isAllowed;
    }
    return m_unlisted == Unlisted::Allowed;
}

} // namespace server
