#pragma once

#include <QString>
#include <QtGlobal>

namespace app {

// What the connection bar tells.
struct ConnectionStatus {
    enum class State { Offline, Connecting, Online, Waiting };
    enum class Reason {
        None,
        NotReachable, // no answer, or refused
        NotMaru, // something answered that is no Maru server
        Lost, // was connected, and the connection broke
        ServerStopped, // the host closed it in order
        WrongPasscode,
        PasscodeNeeded,
        Refused, // the server said no; `detail` says why
        CertificateTrouble, // not trusted; somebody has to decide
        CertificateChanged, // not the one that is trusted
        InvalidAddress,
    };
    State state = State::Offline;
    Reason reason = Reason::None;
    QString detail; // the server's own words, English
    qint64 nextTryAt = 0; // Waiting: milliseconds since 1970 UTC
    int waitingMessages = 0; // in the outbox

    friend bool operator==(const ConnectionStatus &, const ConnectionStatus &) = default;
};

} // namespace app
