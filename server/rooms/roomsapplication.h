#pragma once

#include "server/broker/inboundhandler.h"
#include "server/rooms/persondirectory.h"
#include "server/rooms/roomsoptions.h"
#include "server/routing/application.h"

#include <memory>

namespace server {

struct ChatState;

// The chat itself: people, rooms, who is there, what was said; written with the router.
// Programs that embed the server add routes of their own to it. Lives on the broker thread.
class RoomsApplication final : public Application {
public:
    explicit RoomsApplication(RoomsOptions options, LogSnapshot snapshot = {});
    ~RoomsApplication() override;

    stomp::BasicResult<Admission, Problem> connected(
        SessionId session, const ConnectRequest &request, qint64 nowMs) override;
    Effects disconnected(const Caller &caller, qint64 nowMs) override;
    Effects wake(qint64 nowMs) override;
    std::optional<qint64> nextWake() const override;
    Publish entryMessage(const QByteArray &room, const LogEntry &entry) const override;
    Publish gapMessage(const QByteArray &room, qint64 from, qint64 to) const override;

private:
    bool hasTooManyConnections(const QByteArray &personHash) const;
    // Where somebody new begins to read; what is to be kept of it.
    Effects startReading(const PersonDirectory::Arrival &arrival);

    std::unique_ptr<ChatState> m_state;
};

} // namespace server
