#include "stomp/certificatecheck.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>

namespace stomp {

using namespace Qt::StringLiterals;

namespace {

using Cause = CertificateTrouble::Cause;

Cause causeOf(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return Cause::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return Cause::UnknownIssuer;
    case QSslError::HostNameMismatch:
        return Cause::OtherHost;
    case QSslError::CertificateExpired:
        return Cause::Expired;
    case QSslError::CertificateNotYetValid:
        return Cause::NotYetValid;
    case QSslError::CertificateRevoked:
        return Cause::Revoked;
    default:
        return Cause::Other;
    }
}

QList<Cause> causesOf(const QList<QSslError> &errors)
{
    QList<Cause> causes;
    for (const QSslError &error : errors) {
        if (!causes.contains(causeOf(error)))
            causes.append(causeOf(error));
    }
    return causes;
}

// What a pin of the public key replaces: somebody's word for who the server is.
bool isOutweighedByPin(Cause cause)
{
    return cause == Cause::SelfSigned || cause == Cause::UnknownIssuer || cause == Cause::OtherHost;
}

QStringList inWords(const QList<QSslError> &errors)
{
    QStringList words;
    for (const QSslError &error : errors) {
        if (!words.contains(error.errorString()))
            words.append(error.errorString());
    }
    return words;
}

CertificateTrouble describe(const QSslCertificate &certificate, const QList<QSslError> &errors)
{
    CertificateTrouble trouble;
    trouble.fingerprint = certificate.digest(QCryptographicHash::Sha256);
    trouble.publicKey = publicKeyHash(certificate);
    trouble.subject = certificate.subjectDisplayName();
    trouble.issuer = certificate.issuerDisplayName();
    trouble.validFrom = certificate.effectiveDate();
    trouble.validTo = certificate.expiryDate();
    trouble.problems = inWords(errors);
    trouble.causes = causesOf(errors);
    trouble.canBeTrusted =
        std::all_of(trouble.causes.begin(), trouble.causes.end(), isOutweighedByPin);
    return trouble;
}

QSslKey readKey(const QByteArray &pem)
{
    const QSslKey key(pem, QSsl::Ec, QSsl::Pem, QSsl::PrivateKey);
    return key.isNull() ? QSslKey(pem, QSsl::Rsa, QSsl::Pem, QSsl::PrivateKey) : key;
}

bool isOfOneKind(const QSslCertificate &certificate, const QSslKey &key)
{
    return certificate.publicKey().algorithm() == key.algorithm();
}

} // namespace

QByteArray publicKeyHash(const QSslCertificate &certificate)
{
    return QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256);
}

std::optional<CertificateTrouble> findTrouble(
    const QSslCertificate &certificate, const QList<QSslError> &errors, const QByteArray &pin)
{
    CertificateTrouble trouble = describe(certificate, errors);
    if (!pin.isEmpty() && trouble.publicKey != pin) {
        trouble.kind = CertificateTrouble::Kind::Changed;
        trouble.problems.prepend(u"The public key is not the one that was trusted"_s);
        return trouble;
    }
    const bool isGood = errors.isEmpty() || (!pin.isEmpty() && trouble.canBeTrusted);
    return isGood ? std::nullopt : std::optional(trouble);
}

Error toError(const CertificateTrouble &trouble)
{
    const ErrorCode code = trouble.kind == CertificateTrouble::Kind::Changed
        ? ErrorCode::CertificateChanged
        : ErrorCode::CertificateRejected;
    return {code, trouble.problems.join("; "_L1).toUtf8()};
}

Result<QSslConfiguration> tlsConfiguration(const ClientIdentity &identity)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (identity.isEmpty())
        return configuration;
    const auto certificates = QSslCertificate::fromData(identity.certificates, QSsl::Pem);
    const QSslKey key = readKey(identity.privateKey);
    if (certificates.isEmpty() || key.isNull() || !isOfOneKind(certificates.first(), key))
        return Error{ErrorCode::CertificateRejected,
            "the certificate to show, or its private key, cannot be used"};
    configuration.setLocalCertificateChain(certificates);
    configuration.setPrivateKey(key);
    return configuration;
}

} // namespace stomp
