#pragma once

#include <QByteArray>

#include <algorithm>
#include <list>

namespace server {

// Ids of subscriptions that ended without an UNSUBSCRIBE: the one that may still come is harmless
// (S-153). Bounded: the oldest are forgotten.
class Tombstones {
public:
    void add(const QByteArray &id, int maximum)
    {
        remove(id);
        m_ids.push_back(id);
        while (static_cast<int>(m_ids.size()) > maximum)
            m_ids.pop_front();
    }

    // Whether it was there.
    bool remove(const QByteArray &id)
    {
        const auto found = std::find(m_ids.begin(), m_ids.end(), id);
        if (found == m_ids.end())
            return false;
        m_ids.erase(found);
        return true;
    }

private:
    std::list<QByteArray> m_ids; // without memory while it is empty
};

} // namespace server
