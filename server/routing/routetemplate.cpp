#include "server/routing/routetemplate.h"

namespace server {

namespace {

QByteArray toBytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

bool isAcceptableSegment(QByteArrayView segment)
{
    return !segment.isEmpty() && segment != QByteArrayView(".") && segment != QByteArrayView("..")
        && std::none_of(segment.begin(), segment.end(),
            [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

} // namespace

stomp::BasicResult<Segments, Problem> splitPath(QByteArrayView path)
{
    Segments segments;
    while (!path.isEmpty()) {
        const qsizetype slash = path.indexOf('/', 1);
        const QByteArrayView segment = path.sliced(1, (slash < 0 ? path.size() : slash) - 1);
        if (path.front() != '/' || !isAcceptableSegment(segment))
            return Problem{"bad-destination",
                QStringLiteral(
                    "A destination is made of /segments, none of them empty, \".\" or \"..\".")};
        segments.append(segment);
        path = slash < 0 ? QByteArrayView() : path.sliced(slash);
    }
    return segments;
}

std::optional<QByteArrayView> withoutPrefix(QByteArrayView destination, QByteArrayView prefix)
{
    if (!destination.startsWith(prefix))
        return std::nullopt;
    const QByteArrayView rest = destination.sliced(prefix.size());
    if (!rest.isEmpty() && rest.front() != '/')
        return std::nullopt;
    return rest;
}

RoutePattern::RoutePattern(std::string_view route)
    : m_text(toBytes(route))
{
    while (!route.empty()) {
        const std::string_view segment = takeSegment(route);
        m_segments.push_back({toBytes(segment), server::isVariable(segment)});
    }
}

bool RoutePattern::matches(const Segments &segments) const
{
    return std::equal(m_segments.begin(), m_segments.end(), segments.begin(), segments.end(),
        [](const Segment &own, QByteArrayView given) {
            return own.isVariable || own.text == given;
        });
}

PathVariables RoutePattern::variables(const Segments &segments) const
{
    PathVariables variables;
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        if (m_segments[i].isVariable)
            variables.append(segments[static_cast<qsizetype>(i)]);
    }
    return variables;
}

bool RoutePattern::overlaps(const RoutePattern &other) const
{
    return std::equal(m_segments.begin(), m_segments.end(), other.m_segments.begin(),
        other.m_segments.end(), [](const Segment &a, const Segment &b) {
            return a.isVariable || b.isVariable || a.text == b.text;
        });
}

bool RoutePattern::isMoreLiteralThan(const RoutePattern &other) const
{
    return literalCount() > other.literalCount()
        && std::equal(m_segments.begin(), m_segments.end(), other.m_segments.begin(),
            other.m_segments.end(),
            [](const Segment &a, const Segment &b) { return !a.isVariable || b.isVariable; });
}

int RoutePattern::literalCount() const
{
    return static_cast<int>(std::count_if(
        m_segments.begin(), m_segments.end(), [](const Segment &s) { return !s.isVariable; }));
}

TargetPath::TargetPath(std::string_view target, std::string_view source)
{
    while (!target.empty()) {
        const std::string_view segment = takeSegment(target);
        if (server::isVariable(segment))
            m_parts.push_back({"/", indexOfVariable(source, variableName(segment))});
        else
            m_parts.push_back({'/' + toBytes(segment), -1});
    }
}

QByteArray TargetPath::filled(const PathVariables &variables) const
{
    QByteArray path;
    for (const Part &part : m_parts) {
        path += part.literal;
        if (part.variable >= 0)
            path += variables[part.variable];
    }
    return path;
}

} // namespace server
