#pragma once

#include <sys/epoll.h>

#include <cstdint>
#include <span>
#include <utility>

namespace server {

// A file descriptor that is closed with it.
class OwnedDescriptor {
public:
    explicit OwnedDescriptor(int descriptor = -1) noexcept
        : m_descriptor(descriptor)
    {
    }
    OwnedDescriptor(OwnedDescriptor &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    OwnedDescriptor &operator=(OwnedDescriptor &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~OwnedDescriptor();

    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

// The kernel's set of watched descriptors (epoll). Its methods return what errno says, 0 if it
// went well.
class EpollSet {
public:
    EpollSet();

    int add(int descriptor, std::uint32_t events, std::uint64_t data);
    // Adds what is not in it: a descriptor that was closed in between has left it by itself.
    int modify(int descriptor, std::uint32_t events, std::uint64_t data);
    void remove(int descriptor);
    // The number of reports; 0 too when a signal came. Without a time limit for timeout -1.
    int wait(std::span<epoll_event> reports, int timeoutMilliseconds);

private:
    int control(int operation, int descriptor, std::uint32_t events, std::uint64_t data);

    OwnedDescriptor m_descriptor;
};

} // namespace server
