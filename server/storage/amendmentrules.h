#pragma once

#include "server/broker/messagelog.h"

#include <optional>
#include <vector>

// What may be done to a message, the same for every message log.
namespace server {

inline constexpr std::size_t maximumReactionKinds = 20; // different emoji at one message
inline constexpr qint64 maximumPins = 50; // in one room

// A reaction that was not taken back, or a pin; `seq` of the entry that set it.
struct StandingAmendment {
    Amendment::Kind kind = Amendment::Kind::Reaction;
    qint64 seq = 0;
    QByteArray person; // reaction
    QString emoji; // reaction

    friend bool operator==(const StandingAmendment &, const StandingAmendment &) = default;
};

// What the log knows of the entry that is to be amended.
struct AmendedMessage {
    QByteArray payload;
    std::vector<StandingAmendment> standing; // at it
    qint64 pins = 0; // in its room
};

// Nothing when it is to be written, else the answer: an error, or that it was so already.
std::optional<LogResult<Appended>> answerWithoutWriting(
    const Amendment &amendment, const std::optional<AmendedMessage> &message);

// Whether a reply may name an entry with this payload.
bool isMessage(const QByteArray &payload);

LogError noSuchMessage(const QByteArray &id);

} // namespace server
