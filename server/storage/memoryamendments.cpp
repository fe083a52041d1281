#include "server/storage/memoryamendments.h"

#include "stomp/chat/payloads.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

bool isPin(const StandingAmendment &amendment)
{
    return amendment.kind == Amendment::Kind::Pin;
}

// Seqs have no holes, so an entry's place follows from its number; null when it is not kept.
LogEntry *entryOf(MemoryAmendments::Entries &entries, qint64 seq)
{
    if (entries.empty() || seq < entries.front().seq || seq > entries.back().seq)
        return nullptr;
    return &entries[static_cast<std::size_t>(seq - entries.front().seq)];
}

} // namespace

AmendedMessage MemoryAmendments::find(const LogEntry &message) const
{
    AmendedMessage found{message.payload, {}, 0};
    for (const auto &[seq, other] : m_messages)
        found.pins += std::count_if(other.standing.begin(), other.standing.end(), isPin);
    if (const auto known = m_messages.find(message.seq); known != m_messages.end())
        found.standing = known->second.standing;
    return found;
}

void MemoryAmendments::applyTo(Message &message, const Amendment &amendment, qint64 seq)
{
    switch (amendment.kind) {
    case Amendment::Kind::Edit:
        message.edits.push_back(seq);
        break;
    case Amendment::Kind::Delete:
        message = {};
        break;
    case Amendment::Kind::Reaction:
        if (amendment.on)
            message.standing.push_back({amendment.kind, seq, amendment.person, amendment.emoji});
        else
            std::erase_if(message.standing, [&](const StandingAmendment &other) {
                return other.kind == amendment.kind && other.person == amendment.person
                    && other.emoji == amendment.emoji;
            });
        break;
    case Amendment::Kind::Pin:
        std::erase_if(message.standing, isPin);
        if (amendment.on)
            message.standing.push_back({amendment.kind, seq, {}, {}});
        break;
    }
}

MemoryAmendments::Undo MemoryAmendments::apply(
    const Amendment &amendment, qint64 message, qint64 seq, Entries &entries)
{
    Message &of = m_messages[message];
    const Message before = of;
    std::vector<LogEntry> withheld;
    if (amendment.kind == Amendment::Kind::Delete) {
        std::vector<qint64> texts = of.edits;
        texts.push_back(message);
        for (const qint64 text : texts) {
            if (LogEntry *entry = entryOf(entries, text)) {
                withheld.push_back(*entry);
                entry->payload = chat::withoutText(entry->payload);
            }
        }
    }
    applyTo(of, amendment, seq);
    return [message, before, withheld](MemoryAmendments &amendments, Entries &undone) {
        amendments.m_messages[message] = before;
        for (const LogEntry &entry : withheld)
            *entryOf(undone, entry.seq) = entry;
    };
}

void MemoryAmendments::forgetBefore(qint64 seq)
{
    m_messages.erase(m_messages.begin(), m_messages.lower_bound(seq));
}

} // namespace server
