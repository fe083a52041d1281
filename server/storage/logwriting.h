#pragma once

#include "server/broker/messagelog.h"

#include <span>
#include <vector>

// Which writes of a batch are kept together, the same for every message log.
namespace server {

// The first write and those joined to it.
std::span<const LogWrite> firstGroup(std::span<const LogWrite> batch);

bool hasFailure(std::span<const LogResult<Appended>> results);
// What the members of a group are told when one of them failed and the group was undone: the one at
// fault its own error, the others "transaction-failed".
void markUndone(std::span<LogResult<Appended>> results);

} // namespace server
