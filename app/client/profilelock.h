#pragma once

#include <QString>

namespace app {

// Holds a profile directory for one process: two would write the same outbox. The lock is the
// kernel's on the directory itself: it ends with the process however that ends, and leaves no file.
class ProfileLock {
public:
    explicit ProfileLock(const QString &directory);
    ~ProfileLock();
    ProfileLock(const ProfileLock &) = delete;
    ProfileLock &operator=(const ProfileLock &) = delete;

    // False: another process has it. What cannot be locked at all is not held against anybody.
    bool isHeld() const { return m_isHeld; }

private:
    int m_descriptor = -1;
    bool m_isHeld = false;
};

} // namespace app
