#pragma once

#include <QByteArray>

namespace stomp {

// By what a client shows a server who it is, when that asks (S-226): as PEM, its certificate with
// those that vouch for it behind it, and its private key (RSA or elliptic curve, without
// passphrase).
struct ClientIdentity {
    QByteArray certificates;
    QByteArray privateKey;

    bool isEmpty() const { return certificates.isEmpty() && privateKey.isEmpty(); }
};

} // namespace stomp
