#include "app/client/roomhistory.h"

#include <algorithm>

namespace app {

namespace {

constexpr std::size_t longest = 50;

} // namespace

// Whoever goes another way gives up what was ahead.
void RoomHistory::visited(const QByteArray &room)
{
    if (!m_rooms.empty() && m_rooms[m_at] == room)
        return;
    if (!m_rooms.empty())
        m_rooms.resize(m_at + 1);
    m_rooms.push_back(room);
    if (m_rooms.size() > longest)
        m_rooms.erase(m_rooms.begin());
    m_at = m_rooms.size() - 1;
}

std::optional<QByteArray> RoomHistory::back()
{
    if (m_at == 0)
        return std::nullopt;
    return m_rooms[--m_at];
}

std::optional<QByteArray> RoomHistory::forward()
{
    if (m_at + 1 >= m_rooms.size())
        return std::nullopt;
    return m_rooms[++m_at];
}

// No room twice in a row where one between was taken out.
void RoomHistory::forget(const QByteArray &room)
{
    std::vector<QByteArray> left;
    std::size_t at = 0;
    for (std::size_t i = 0; i < m_rooms.size(); ++i) {
        if (m_rooms[i] != room && (left.empty() || left.back() != m_rooms[i]))
            left.push_back(m_rooms[i]);
        if (i == m_at)
            at = left.empty() ? 0 : left.size() - 1;
    }
    m_rooms = std::move(left);
    m_at = at;
}

void RoomHistory::clear()
{
    m_rooms.clear();
    m_at = 0;
}

} // namespace app
