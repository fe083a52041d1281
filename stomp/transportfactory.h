#pragma once

#include "stomp/connectoptions.h"
#include "stomp/transport.h"

#include <memory>

namespace stomp {

// The transport that the URL's scheme asks for: ws, wss, stomp or stomp+ssl. For any other, one
// that ends as soon as it is opened, with ErrorCode::InvalidUrl.
std::unique_ptr<Transport> makeTransport(const ConnectOptions &options);

} // namespace stomp
