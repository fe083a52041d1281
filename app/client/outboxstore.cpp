#include "app/client/outboxstore.h"

#include <algorithm>

namespace app {

void MemoryOutboxStore::put(const OutboxMessage &message)
{
    const auto known = std::find_if(m_messages.begin(), m_messages.end(),
        [&message](const OutboxMessage &other) { return other.key == message.key; });
    if (known == m_messages.end())
        m_messages.push_back(message);
    else
        *known = message;
}

void MemoryOutboxStore::remove(const QByteArray &key)
{
    std::erase_if(m_messages, [&key](const OutboxMessage &message) { return message.key == key; });
}

} // namespace app
