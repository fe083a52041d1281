#pragma once

#include "app/client/connectionstatus.h"
#include "app/client/outbox.h"
#include "stomp/chat/payloads.h"

#include <QString>

// What went wrong, in the reader's language.
namespace app {

// Why a message was not sent.
QString failureText(const SendFailure &failure);
// Why something else was refused.
QString problemText(const chat::Problem &problem);
// Why what is written cannot be kept on this computer's disk.
QString storeTroubleText(const QString &trouble);
// What the connection bar says, without countdown and numbers: "The host has closed the room."
QString statusText(const ConnectionStatus &status);

} // namespace app
