#pragma once

#include "app/client/outbox.h"

#include <vector>

namespace app {

// Where the messages of one server's outbox survive. UI thread; must answer at once.
class OutboxStore {
public:
    virtual ~OutboxStore() = default;

    virtual std::vector<OutboxMessage> load() = 0; // in the order they were put
    virtual void put(const OutboxMessage &message) = 0; // new, or replaces the one with its key
    virtual void remove(const QByteArray &key) = 0;
};

// Lives as long as the program.
class MemoryOutboxStore : public OutboxStore {
public:
    std::vector<OutboxMessage> load() override { return m_messages; }
    void put(const OutboxMessage &message) override;
    void remove(const QByteArray &key) override;

private:
    std::vector<OutboxMessage> m_messages;
};

} // namespace app
