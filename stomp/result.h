#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace stomp {

// A value or the error that kept it from being made; what can fail now returns one.
template<typename T, typename E>
class BasicResult {
public:
    BasicResult(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    BasicResult(E error)
        : m_content(std::in_place_index<1>, std::move(error))
    {
    }

    bool hasValue() const { return m_content.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    const T &value() const & { return std::get<0>(m_content); }
    T &value() & { return std::get<0>(m_content); }
    T &&value() && { return std::get<0>(std::move(m_content)); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    const E &error() const & { return std::get<1>(m_content); }
    E &&error() && { return std::get<1>(std::move(m_content)); }

    friend bool operator==(const BasicResult &, const BasicResult &) = default;

private:
    std::variant<T, E> m_content;
};

template<typename E>
class BasicResult<void, E> {
public:
    BasicResult() = default;
    BasicResult(E error)
        : m_error(std::move(error))
    {
    }

    bool hasValue() const { return !m_error; }
    explicit operator bool() const { return hasValue(); }
    const E &error() const & { return *m_error; }

    friend bool operator==(const BasicResult &, const BasicResult &) = default;

private:
    std::optional<E> m_error;
};

} // namespace stomp
