#include "server/net/epollset.h"

#include <QtGlobal>

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace server {

OwnedDescriptor::~OwnedDescriptor()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

EpollSet::EpollSet()
    : m_descriptor(::epoll_create1(EPOLL_CLOEXEC))
{
    if (m_descriptor.get() < 0)
        qFatal("epoll_create1 failed: no descriptor left for a thread");
}

int EpollSet::add(int descriptor, std::uint32_t events, std::uint64_t data)
{
    const int error = control(EPOLL_CTL_ADD, descriptor, events, data);
    return error == EEXIST ? control(EPOLL_CTL_MOD, descriptor, events, data) : error;
}

int EpollSet::modify(int descriptor, std::uint32_t events, std::uint64_t data)
{
    const int error = control(EPOLL_CTL_MOD, descriptor, events, data);
    return error == ENOENT ? control(EPOLL_CTL_ADD, descriptor, events, data) : error;
}

void EpollSet::remove(int descriptor)
{
    // One that was closed is not in it any more.
    control(EPOLL_CTL_DEL, descriptor, 0, 0);
}

int EpollSet::wait(std::span<epoll_event> reports, int timeoutMilliseconds)
{
    return std::max(0,
        ::epoll_wait(m_descriptor.get(), reports.data(), int(reports.size()), timeoutMilliseconds));
}

int EpollSet::control(int operation, int descriptor, std::uint32_t events, std::uint64_t data)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = data;
    return ::epoll_ctl(m_descriptor.get(), operation, descriptor, &event) == 0 ? 0 : errno;
}

} // namespace server
