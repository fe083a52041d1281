#include "stomp/certificatecheck.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>

namespace stomp {

using namespace Qt::StringLiterals;

namespace {

// What a pin of the public key replaces.
bool isOutweighedByPin(const QSslError &error)
{
    return error.error() == QSslError::SelfSignedCertificate
        || error.error() == QSslError::HostNameMismatch;
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
    trouble.canBeTrusted = std::all_of(errors.begin(), errors.end(), isOutweighedByPin);
    return trouble;
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

QSslConfiguration tlsConfiguration()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return configuration;
}

} // namespace stomp
