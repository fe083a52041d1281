#pragma once

#include "server/broker/brokeraction.h"
#include "stomp/mailbox.h"

#include <QObject>

#include <vector>

namespace server {

// Where handlers that answer later leave their answers, from any thread, also after the broker has
// ended: whoever may still answer keeps the box.
class LaterInbox : public QObject {
    Q_OBJECT

public:
    void push(LaterAnswer answer) { m_mailbox.push(std::move(answer)); }
    std::vector<LaterAnswer> take() { return m_mailbox.take(); }

Q_SIGNALS:
    // On the pushing thread, and without anything that was pushed.
    void arrived();

private:
    stomp::Mailbox<LaterAnswer> m_mailbox{[this] { Q_EMIT arrived(); }};
};

} // namespace server
