#pragma once

#include "stomp/certificatetrouble.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace app {

// A certificate that somebody decided to trust, as it is remembered of one server.
struct TrustedCertificate {
    QByteArray publicKey; // SHA-256: what the server has to show again, renewed or not
    QByteArray fingerprint; // SHA-256 of the certificate itself, as it was read then
    QDateTime since;

    friend bool operator==(const TrustedCertificate &, const TrustedCertificate &) = default;
};

// What somebody has to decide about a server's certificate, or is told of it.
struct CertificateQuestion {
    enum class Kind {
        Unknown, // seen for the first time: may be trusted from now on
        Unusable, // wrong in a way that trusting it would not mend
        Changed, // another one than the one that is trusted
    };
    Kind kind = Kind::Unknown;
    stomp::CertificateTrouble shown;
    TrustedCertificate remembered; // if Changed

    friend bool operator==(const CertificateQuestion &, const CertificateQuestion &) = default;
};

// Trust on first use, of one server: what it may show, what has to be asked, and what an answer
// changes. Who holds it remembers, forgets and connects.
class CertificateTrust {
public:
    CertificateTrust() = default; // of no server
    explicit CertificateTrust(std::optional<TrustedCertificate> remembered);

    // The one public key that the server may show; empty: whatever this machine trusts.
    QByteArray pin() const;

    // Another try has begun: what was asked before no longer matters.
    void connecting() { m_question.reset(); }
    // The connection ended for the sake of this certificate.
    void rejected(const stomp::CertificateTrouble &shown);
    const std::optional<CertificateQuestion> &question() const { return m_question; }

    // The answer to Unknown, by the fingerprint that was read: what is to be remembered, and then
    // connected with. None when that is not the certificate in question.
    std::optional<TrustedCertificate> accept(const QByteArray &fingerprint, const QDateTime &now);
    // The answer to Changed: true when what is remembered is to be forgotten. The server's
    // certificate is then an unknown one.
    bool forget();

private:
    std::optional<TrustedCertificate> m_remembered;
    std::optional<CertificateQuestion> m_question;
};

} // namespace app
