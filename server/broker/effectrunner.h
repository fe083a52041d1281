#pragma once

#include "server/broker/answers.h"
#include "server/broker/brokeroptions.h"
#include "server/broker/inboundhandler.h"
#include "server/broker/laters.h"
#include "server/broker/logrequests.h"
#include "server/broker/publisher.h"
#include "server/broker/queues.h"

#include <functional>
#include <vector>

namespace server {

// Carries out what the application answered, one method per kind of effect. The request they belong
// to waits for the log where they need it; effects without one (of a wake, of a session's end) are
// waited for by nobody.
class EffectRunner {
public:
    EffectRunner(Sessions &sessions, SubscriptionRegistry &registry, Publisher &publisher,
        Queues &queues, Answers &answers, LogRequests &log, Laters &laters,
        BrokerStatistics &statistics, const BrokerOptions &options);

    void run(Effects effects, const RequestPointer &request = {});

    // What the SENDs of a transaction cause: everything when all their writes are kept in one
    // commit, else nothing; `then` hears which. The requests are held until then.
    struct JudgedSend {
        RequestPointer request;
        Effects effects;
    };
    // First the answers of those among them that come later; `then` gets effects without any.
    void resolve(std::vector<JudgedSend> sends, std::function<void(std::vector<JudgedSend>)> then);
    void runTogether(std::vector<JudgedSend> sends, std::function<void(bool)> then);
    // Nothing of it is done; who waits to hear of an entry hears that.
    void giveUp(Effects effects, const LogError &error);

private:
    void carryOut(Publish &publish, const RequestPointer &request);
    void carryOut(Reply &reply, const RequestPointer &request);
    void carryOut(SendToPerson &message, const RequestPointer &request);
    void carryOut(Append &append, const RequestPointer &request);
    void carryOut(Save &save, const RequestPointer &request);
    void carryOut(Ask &ask, const RequestPointer &request);
    void carryOut(Search &search, const RequestPointer &request);
    void carryOut(Later &later, const RequestPointer &request);
    // Goes on with what was found in the log, while the caller is there.
    template<typename Page>
    void goOn(const LogResult<Page> &page, const std::function<Effects(const Page &)> &then,
        const RequestPointer &request);
    void carryOut(Fail &fail, const RequestPointer &request);
    void carryOut(Drop &drop, const RequestPointer &request);
    void carryOut(Disconnect &disconnect, const RequestPointer &request);
    void carryOut(EndSubscriptions &ending, const RequestPointer &request);
    void endSubscription(const Request &concerned, const Problem &problem);

    void appended(
        const Append &append, const LogResult<Appended> &result, const RequestPointer &request);
    void kept(const Append &append, const Appended &appended, const RequestPointer &request);
    void settle(std::vector<JudgedSend> sends, const std::vector<LogResult<Appended>> &results);
    void undo(std::vector<JudgedSend> sends, const std::vector<LogResult<Appended>> &results);
    void replyOnSubscription(const Reply &reply, Request &request);
    void fail(const RequestPointer &request, Problem problem);

    Sessions &m_sessions;
    SubscriptionRegistry &m_registry;
    Publisher &m_publisher;
    Queues &m_queues;
    Answers &m_answers;
    LogRequests &m_log;
    Laters &m_laters;
    BrokerStatistics &m_statistics;
    const BrokerOptions &m_options;
};

} // namespace server
