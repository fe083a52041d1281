#pragma once

#include "server/routing/handlerparameters.h"
#include "server/routing/routetemplate.h"

#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace server {

// Two routes want the same destination and neither is the more literal one.
class RouteConflict : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

// Finds the pattern that a destination belongs to: literals beat variables.
class PatternIndex {
public:
    // Throws RouteConflict; the index is then as it was.
    void add(RoutePattern pattern, std::size_t route);
    // The route of the most literal pattern that matches, and the values of its variables.
    std::optional<std::size_t> find(const Segments &segments, PathVariables &variables) const;

private:
    struct Row {
        RoutePattern pattern;
        std::size_t route;
    };

    std::vector<Row> m_rows; // the more literal ones first
};

// The routes of one kind, each with what it runs.
template<typename Outcome>
class Router {
public:
    using Run = std::function<Outcome(const Invocation &)>;

    void add(std::string_view route, Run run)
    {
        m_index.add(RoutePattern(route), m_runs.size());
        m_runs.push_back(std::move(run));
    }

    // Fills in the variables of the invocation; null when no route matches.
    const Run *find(const Segments &segments, PathVariables &variables) const
    {
        const auto route = m_index.find(segments, variables);
        return route ? &m_runs[*route] : nullptr;
    }

private:
    PatternIndex m_index;
    std::vector<Run> m_runs;
};

} // namespace server
