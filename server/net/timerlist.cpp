#include "server/net/timerlist.h"

#include <algorithm>
#include <array>
#include <utility>

namespace server {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

TimerList::TimePoint nearestMultiple(TimerList::TimePoint time, milliseconds step)
{
    const TimerList::Clock::duration unit = step;
    const auto count = (time.time_since_epoch() + unit / 2) / unit;
    return TimerList::TimePoint(unit * count);
}

// No clock goes on for longer.
milliseconds stepOf(const TimerList::Timer &timer)
{
    constexpr milliseconds century = 876'600h;
    return std::clamp(timer.interval, 0ms, century);
}

} // namespace

TimerList::TimePoint roundedTime(
    TimerList::TimePoint ideal, milliseconds interval, Qt::TimerType type)
{
    constexpr std::array steps{1000ms, 500ms, 250ms, 200ms, 100ms, 50ms, 25ms, 10ms, 5ms, 4ms, 2ms};
    // A twentieth of it is less than a clock's millisecond, or more than a second.
    constexpr milliseconds preciseUntil = 20ms;
    constexpr milliseconds coarseUntil = 20s;
    if (type == Qt::PreciseTimer || interval <= preciseUntil)
        return ideal;
    if (type == Qt::VeryCoarseTimer || interval >= coarseUntil)
        return nearestMultiple(ideal, 1s);
    const auto tolerance = interval / 20;
    for (const milliseconds step : steps) {
        const TimerList::TimePoint rounded = nearestMultiple(ideal, step);
        if (rounded >= ideal - tolerance && rounded <= ideal + tolerance)
            return rounded;
    }
    return ideal;
}

void TimerList::add(const Timer &timer, TimePoint now)
{
    remove(timer.id);
    Entry &entry = m_timers[timer.id];
    entry = {timer, now + stepOf(timer), {}, 0, 0};
    m_idsOf.emplace(timer.object, timer.id);
    insert(entry, now);
}

bool TimerList::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    const Entry &entry = found->second;
    m_order.erase({entry.due, entry.turn, id});
    const auto [first, last] = m_idsOf.equal_range(entry.timer.object);
    m_idsOf.erase(std::find_if(first, last, [id](const auto &item) { return item.second == id; }));
    m_timers.erase(found);
    return true;
}

bool TimerList::removeAllOf(QObject *object)
{
    const std::vector<Timer> timers = timersOf(object);
    for (const Timer &timer : timers)
        remove(timer.id);
    return !timers.empty();
}

std::vector<TimerList::Timer> TimerList::timersOf(QObject *object) const
{
    std::vector<Timer> timers;
    const auto [first, last] = m_idsOf.equal_range(object);
    std::for_each(
        first, last, [&](const auto &item) { timers.push_back(m_timers.at(item.second).timer); });
    return timers;
}

std::optional<TimerList::TimePoint> TimerList::earliest() const
{
    const auto found = std::find_if(m_order.begin(), m_order.end(),
        [this](const Position &position) { return m_timers.at(position.id).begun == 0; });
    return found == m_order.end() ? std::nullopt : std::optional(found->due);
}

std::optional<TimerList::Interval> TimerList::remaining(int id, TimePoint now) const
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return std::nullopt;
    const auto left = std::max(found->second.due - now, Clock::duration::zero());
    return std::chrono::ceil<milliseconds>(left);
}

std::vector<TimerList::Due> TimerList::takeDue(TimePoint now)
{
    std::vector<Due> due;
    std::vector<int> skipping;
    for (auto at = m_order.begin(); at != m_order.end() && at->due <= now; ++at) {
        if (m_timers.at(at->id).begun == 0)
            due.push_back({at->id, at->turn});
        else
            skipping.push_back(at->id);
    }
    for (const int id : skipping)
        advance(m_timers.at(id), now);
    return due;
}

std::optional<TimerList::Timer> TimerList::begin(const Due &due, TimePoint now)
{
    const auto found = m_timers.find(due.id);
    if (found == m_timers.end() || found->second.turn != due.turn)
        return std::nullopt;
    Entry &entry = found->second;
    advance(entry, now);
    entry.begun = due.turn;
    return entry.timer;
}

void TimerList::end(const Timer &timer, const Due &due)
{
    const auto found = m_timers.find(timer.id);
    if (found != m_timers.end() && found->second.begun == due.turn)
        found->second.begun = 0;
}

// Rounding makes no timer due at once.
void TimerList::insert(Entry &entry, TimePoint now)
{
    entry.due = roundedTime(entry.ideal, entry.timer.interval, entry.timer.type);
    if (entry.due <= now && entry.timer.interval > 0ms)
        entry.due = std::max(entry.ideal, now);
    entry.turn = ++m_lastTurn;
    m_order.insert({entry.due, entry.turn, entry.timer.id});
}

// Times that passed unused are left out instead of fired one after the other.
void TimerList::advance(Entry &entry, TimePoint now)
{
    m_order.erase({entry.due, entry.turn, entry.timer.id});
    entry.ideal += stepOf(entry.timer);
    if (entry.ideal < now)
        entry.ideal = now + stepOf(entry.timer);
    insert(entry, now);
}

} // namespace server
