#pragma once

#include "server/broker/brokerstatistics.h"
#include "server/broker/inboundhandler.h"
#include "stomp/command.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace server {

// One frame of a client from its arrival until its one answer: a receipt, or what went wrong.
struct Request {
    SessionId session;
    stomp::Command command = stomp::Command::Send;
    bool isEnlisting = false; // answers that a transaction has taken the frame, no more
    QByteArray receipt; // empty: none asked for
    QByteArray subscription; // the id concerned, where there is one
    QByteArray subscriptionKey; // the same as the registry knows it
    QByteArray destination; // receipts of one destination keep their order

    qsizetype bytes = 0; // what it weighs until it is done
    int outstanding = 1; // the processing itself, and what is asked of the log
    bool isDone = false;
    std::optional<Problem> problem;
    stomp::Headers receiptHeaders;
    std::optional<SendOutcome> outcome; // of a SEND
    quint64 reply = 0; // names the one reply of a SUBSCRIBE to the application prefix
    bool isReplied = false;
    // Carried out right behind the receipt, in order, when all went well.
    std::vector<std::function<void()>> then;
    // Carried out last, whether it went well or not, if the session is still there.
    std::function<void()> atEnd;
    // Carried out when everything it caused is done, also if nobody waits for the answer.
    std::function<void()> done;
    // Names the one reply in `ack`; 0: it is not to be acknowledged.
    quint64 stream = 0;
    // The COMMIT that waits for this SEND.
    std::shared_ptr<Request> commit;
};
using RequestPointer = std::shared_ptr<Request>;

} // namespace server
