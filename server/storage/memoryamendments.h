#pragma once

#include "server/storage/amendmentrules.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace server {

// What was done to the messages of one room of the log in memory, by the number of the message.
class MemoryAmendments {
public:
    using Entries = std::deque<LogEntry>;

    AmendedMessage find(const LogEntry &message) const;
    // The amendment was written with this number; entries are changed where a text is withheld.
    // Returns what takes it back.
    using Undo = std::function<void(MemoryAmendments &, Entries &)>;
    Undo apply(const Amendment &amendment, qint64 message, qint64 seq, Entries &entries);
    // Messages below this number are no longer kept.
    void forgetBefore(qint64 seq);

private:
    struct Message {
        std::vector<StandingAmendment> standing;
        std::vector<qint64> edits; // their numbers
    };

    static void applyTo(Message &message, const Amendment &amendment, qint64 seq);

    std::map<qint64, Message> m_messages;
};

} // namespace server
