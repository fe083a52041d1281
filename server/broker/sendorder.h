#pragma once

#include "server/broker/message.h"

#include <QByteArray>

#include <deque>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace server {

// Keeps what one session sends to one destination in its order while something before it is not
// done yet: a COMMIT that waits for the log, a handler that answers later (S-190, S-293, S-321).
// What goes elsewhere does not wait. Outlives the sessions: what came whole is carried out (S-207).
class SendOrder {
public:
    using Place = std::pair<SessionId, QByteArray>; // whose, to which destination
    using Places = std::vector<Place>;
    using Ticket = quint64;
    using Run = std::function<void(Ticket)>;

    // Nothing is before one that would come now.
    bool isFree(const Places &places) const;
    // Stands in the lines of all these places. `run` is called when it is the first in all of them,
    // now or within a leave(); it has to see that leave() is called.
    void enter(Places places, Run run);
    void leave(Ticket ticket);

private:
    struct Item {
        Places places;
        Run run;
    };

    bool isFirst(Ticket ticket) const;
    void runReady();

    std::map<Place, std::deque<Ticket>> m_lines; // empty almost always
    std::map<Ticket, Item> m_items;
    std::deque<Ticket> m_ready; // first in all their lines
    Ticket m_lastTicket = 0;
    bool m_isRunning = false;
};

} // namespace server
