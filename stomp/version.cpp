#include "stomp/version.h"

#include <QByteArrayView>
#include <QList>

#include <algorithm>

namespace stomp {

QByteArray toBytes(Version version)
{
    switch (version) {
    case Version::V10:
        return "1.0";
    case Version::V11:
        return "1.1";
    case Version::V12:
        return "1.2";
    }
    return {};
}

std::optional<Version> parseVersion(QByteArrayView text)
{
    for (const Version version : {Version::V10, Version::V11, Version::V12}) {
        if (text == toBytes(version))
            return version;
    }
    return std::nullopt;
}

std::optional<Version> negotiateVersion(const std::optional<QByteArray> &acceptVersion)
{
    if (!acceptVersion)
        return Version::V10;
    std::optional<Version> best;
    for (const QByteArray &element : acceptVersion->split(',')) {
        const std::optional<Version> offered = parseVersion(element.trimmed());
        if (offered && (!best || *offered > *best))
            best = offered;
    }
    return best;
}

QByteArray subprotocol(Version version)
{
    switch (version) {
    case Version::V10:
        return "v10.stomp";
    case Version::V11:
        return "v11.stomp";
    case Version::V12:
        return "v12.stomp";
    }
    return {};
}

} // namespace stomp
