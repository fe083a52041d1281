#pragma once

#include <QByteArrayView>

namespace server {

// What the first bytes of a connection say of who speaks where STOMP is expected.
enum class Beginning { Unknown, MayBeStomp, Tls, Http };

// TLS and HTTP are recognised, so that a browser or a client set wrongly is turned away at its
// first bytes (S-227); all else is for the decoder to judge. Unknown: more bytes decide.
Beginning judgeBeginning(QByteArrayView bytes);

} // namespace server
