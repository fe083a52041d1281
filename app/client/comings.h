#pragma once

#include "stomp/chat/payloads.h"

#include <QStringList>

#include <vector>

namespace app {

// Who has come into a room and who has left it since something was last said there, folded: who
// came and went again, or the other way round, is not told. A core.
class Comings {
public:
    void came(const chat::Member &member) { note(member, true); }
    void left(const chat::Member &member) { note(member, false); }
    void clear() { m_changes.clear(); }

    // In the order they came and left.
    QStringList namesOfNew() const { return names(true); }
    QStringList namesOfGone() const { return names(false); }
    bool isEmpty() const { return m_changes.empty(); }

private:
    struct Change {
        QByteArray person;
        QString name;
        bool isHere = true;
    };

    void note(const chat::Member &member, bool isHere);
    QStringList names(bool areHere) const;

    std::vector<Change> m_changes;
};

} // namespace app
