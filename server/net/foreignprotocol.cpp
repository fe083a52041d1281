#include "server/net/foreignprotocol.h"

#include <algorithm>
#include <array>

namespace server {

namespace {

struct Signature {
    QByteArrayView bytes;
    Beginning protocol;
};

constexpr std::array signatures{
    Signature{"\x16\x03", Beginning::Tls},
    Signature{"GET ", Beginning::Http},
    Signature{"POST ", Beginning::Http},
    Signature{"HEAD ", Beginning::Http},
    Signature{"PUT ", Beginning::Http},
    Signature{"OPTIONS ", Beginning::Http},
};

} // namespace

Beginning judgeBeginning(QByteArrayView bytes)
{
    for (const Signature &signature : signatures) {
        if (bytes.startsWith(signature.bytes))
            return signature.protocol;
    }
    const bool mayBecomeForeign = std::any_of(signatures.begin(), signatures.end(),
        [&](const Signature &signature) { return signature.bytes.startsWith(bytes); });
    return mayBecomeForeign ? Beginning::Unknown : Beginning::MayBeStomp;
}

} // namespace server
