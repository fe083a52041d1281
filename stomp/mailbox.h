#pragma once

#include <functional>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace stomp {

// Values from any thread to one reader. Only the push that finds the box empty wakes the reader,
// who takes everything at once: one wake-up per burst. Holds the only lock of the program; any
// thread may push.
template<typename T>
class Mailbox {
public:
    // `wake` is called on the pushing thread, outside the lock.
    explicit Mailbox(std::function<void()> wake)
        : m_wake(std::move(wake))
    {
    }

    void push(T value)
    {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(m_mutex);
            wasEmpty = m_values.empty();
            m_values.push_back(std::move(value));
        }
        if (wasEmpty)
            m_wake();
    }

    void push(std::vector<T> values)
    {
        if (values.empty())
            return;
        bool wasEmpty = false;
        {
            const std::lock_guard lock(m_mutex);
            wasEmpty = m_values.empty();
            if (wasEmpty)
                m_values = std::move(values);
            else
                std::move(values.begin(), values.end(), std::back_inserter(m_values));
        }
        if (wasEmpty)
            m_wake();
    }

    // Everything pushed since the last call, in order.
    std::vector<T> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_values, {});
    }

private:
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::vector<T> m_values;
};

} // namespace stomp
