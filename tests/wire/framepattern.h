#pragma once

#include "tests/wire/arrival.h"

#include <QByteArray>

namespace wire {

// Why a frame is not what `COMMAND\nname:value\n...\n\nbody` says; empty when it is. Values and
// body may hold `*`; `...` allows further headers, `!name` forbids one, a pattern without an empty
// line says nothing of the body.
QByteArray mismatch(const QByteArray &pattern, const RawFrame &frame);

} // namespace wire
