#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace stomp {

// Why a server's certificate was not accepted, and what it says: for a person who decides whether
// to trust it all the same.
struct CertificateTrouble {
    enum class Kind {
        Untrusted, // nobody this machine trusts vouches for it, or it does not hold here and now
        Changed, // it has another public key than the one that was trusted
    };

    // What speaks against it, for programs.
    enum class Cause {
        SelfSigned,
        UnknownIssuer, // nobody this machine trusts has signed it
        OtherHost, // made for another name than the one that was asked for
        Expired,
        NotYetValid,
        Revoked,
        Other, // `problems` says what
    };

    Kind kind = Kind::Untrusted;
    QByteArray fingerprint; // SHA-256 of the certificate, 32 bytes
    QByteArray publicKey; // SHA-256 of its public key, 32 bytes; see trustedCertificate
    QString subject;
    QString issuer;
    QDateTime validFrom;
    QDateTime validTo;
    QStringList problems; // in words, for people
    QList<Cause> causes; // the same for programs; empty when only the key is another one
    // ConnectOptions::trustedCertificate with this public key is enough to connect.
    bool canBeTrusted = false;

    friend bool operator==(const CertificateTrouble &, const CertificateTrouble &) = default;
};

} // namespace stomp

Q_DECLARE_METATYPE(stomp::CertificateTrouble)
