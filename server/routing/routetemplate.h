#pragma once

#include "server/broker/inboundhandler.h"
#include "server/routing/literal.h"
#include "stomp/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QVarLengthArray>

#include <string_view>
#include <vector>

// Templates of routes, "/chat/{chatRoomId}": what the compiler checks of them, and how they match.
namespace server {

// Takes the first segment of a path "/a/b" off it. (Not by find(): it compares a pointer into the
// template argument with null, which is no constant for g++ 12 under UndefinedBehaviorSanitizer.)
constexpr std::string_view takeSegment(std::string_view &path)
{
    std::size_t end = 1;
    while (end < path.size() && path[end] != '/')
        ++end;
    const std::string_view segment = path.substr(1, end - 1);
    path.remove_prefix(end);
    return segment;
}

constexpr bool isVariable(std::string_view segment)
{
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

constexpr std::string_view variableName(std::string_view segment)
{
    return segment.substr(1, segment.size() - 2);
}

// The place of a variable among the variables of a route; -1 when it has none of this name.
constexpr int indexOfVariable(std::string_view route, std::string_view name)
{
    int index = 0;
    while (!route.empty()) {
        const std::string_view segment = takeSegment(route);
        if (!isVariable(segment))
            continue;
        if (variableName(segment) == name)
            return index;
        ++index;
    }
    return -1;
}

// A variable is a whole segment; braces, blanks and control characters occur nowhere else.
constexpr bool isWellFormedSegment(std::string_view segment)
{
    if (segment.empty() || segment == "." || segment == "..")
        return false;
    const std::string_view text = isVariable(segment) ? variableName(segment) : segment;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '{' && c != '}' && c != '\x7f';
    });
}

constexpr bool isWellFormedRoute(std::string_view route)
{
    if (route.empty() || route.back() == '/')
        return false;
    std::string_view rest = route;
    for (int variables = 0; !rest.empty();) {
        if (rest.front() != '/')
            return false;
        const std::string_view segment = takeSegment(rest);
        if (!isWellFormedSegment(segment))
            return false;
        if (isVariable(segment) && indexOfVariable(route, variableName(segment)) != variables++)
            return false; // the name was there before
    }
    return true;
}

// Whether every variable of `target` is one of `source`.
constexpr bool hasVariablesOf(std::string_view source, std::string_view target)
{
    while (!target.empty()) {
        const std::string_view segment = takeSegment(target);
        if (isVariable(segment) && indexOfVariable(source, variableName(segment)) < 0)
            return false;
    }
    return true;
}

// A route's template as a type; a malformed one does not compile.
template<Literal Text>
struct RouteTemplate {
    static_assert(isWellFormedRoute(Text.view()),
        "malformed route template: it consists of /segments and /{variables}, each variable once");

    static constexpr std::string_view text = Text.view();

    static constexpr int indexOf(std::string_view variable)
    {
        return indexOfVariable(text, variable);
    }
};

// The segments of a destination behind its prefix, and those of them that are a route's variables.
// Both point into the destination.
using Segments = QVarLengthArray<QByteArrayView, 8>;
using PathVariables = QVarLengthArray<QByteArrayView, 4>;

// Splits "/chat/general". Nothing is decoded or normalised: an empty segment, ".", ".." and control
// characters are refused.
stomp::BasicResult<Segments, Problem> splitPath(QByteArrayView path);

// What is left of a destination behind a prefix of whole segments; nullopt when it does not begin
// with it.
std::optional<QByteArrayView> withoutPrefix(QByteArrayView destination, QByteArrayView prefix);

// A well-formed template as the router matches with it.
class RoutePattern {
public:
    explicit RoutePattern(std::string_view route);

    bool matches(const Segments &segments) const;
    PathVariables variables(const Segments &segments) const;

    // Whether some destination matches both.
    bool overlaps(const RoutePattern &other) const;
    // Whether it is literal wherever the other is, and in one more segment at least.
    bool isMoreLiteralThan(const RoutePattern &other) const;
    int literalCount() const;

    const QByteArray &text() const { return m_text; }

private:
    struct Segment {
        QByteArray text; // of a literal
        bool isVariable = false;
    };

    QByteArray m_text;
    std::vector<Segment> m_segments;
};

// A template whose variables are filled in from those of the route it belongs to.
class TargetPath {
public:
    TargetPath(std::string_view target, std::string_view source);

    QByteArray filled(const PathVariables &variables) const;

private:
    struct Part {
        QByteArray literal; // with its slash
        int variable = -1;
    };

    std::vector<Part> m_parts;
};

} // namespace server
