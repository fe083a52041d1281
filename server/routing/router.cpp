#include "server/routing/router.h"

#include <algorithm>

namespace server {

void PatternIndex::add(RoutePattern pattern, std::size_t route)
{
    for (const Row &row : m_rows) {
        if (row.pattern.overlaps(pattern) && !row.pattern.isMoreLiteralThan(pattern)
            && !pattern.isMoreLiteralThan(row.pattern))
            throw RouteConflict("the routes \"" + row.pattern.text().toStdString() + "\" and \""
                + pattern.text().toStdString() + "\" want the same destination");
    }
    const auto place = std::find_if(m_rows.begin(), m_rows.end(),
        [&](const Row &row) { return row.pattern.literalCount() < pattern.literalCount(); });
    m_rows.insert(place, Row{std::move(pattern), route});
}

std::optional<std::size_t> PatternIndex::find(
    const Segments &segments, PathVariables &variables) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
        [&](const Row &candidate) { return candidate.pattern.matches(segments); });
    if (row == m_rows.end())
        return std::nullopt;
    variables = row->pattern.variables(segments);
    return row->route;
}

} // namespace server
