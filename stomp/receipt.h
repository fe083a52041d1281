#pragma once

#include "stomp/error.h"
#include "stomp/frame.h"

#include <functional>

namespace stomp {

// The RECEIPT frame with its headers, or why there is none.
using Receipt = Result<Frame>;
using ReceiptHandler = std::function<void(const Receipt &)>;

} // namespace stomp
