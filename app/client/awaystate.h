#pragma once

#include "stomp/chat/payloads.h"

namespace app {

// Whether somebody is there, as others see it: away by one's own choice, or while the desktop is
// locked or idle. A core.
class AwayState {
public:
    void choose(bool isAway) { m_isChosen = isAway; }
    void setLocked(bool isLocked) { m_isLocked = isLocked; }
    void setIdle(bool isIdle) { m_isIdle = isIdle; }

    bool isChosen() const { return m_isChosen; }
    chat::Presence presence() const
    {
        return m_isChosen || m_isLocked || m_isIdle ? chat::Presence::Away : chat::Presence::Online;
    }

private:
    bool m_isChosen = false;
    bool m_isLocked = false;
    bool m_isIdle = false;
};

} // namespace app
