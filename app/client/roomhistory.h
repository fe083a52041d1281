#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace app {

// The rooms somebody has looked at, to go back and forward among them: a core.
class RoomHistory {
public:
    // A room is on display, by whatever way.
    void visited(const QByteArray &room);
    // The room to show now; nothing when there is none that way.
    std::optional<QByteArray> back();
    std::optional<QByteArray> forward();
    void forget(const QByteArray &room);
    void clear();

private:
    std::vector<QByteArray> m_rooms;
    std::size_t m_at = 0; // of the one on display
};

} // namespace app
