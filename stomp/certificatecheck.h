#pragma once

#include "stomp/certificatetrouble.h"
#include "stomp/clientidentity.h"
#include "stomp/error.h"

#include <QList>
#include <QSslConfiguration>
#include <QSslError>

#include <optional>

// Whether to go on with a server, judged by the certificate it showed.
namespace stomp {

// SHA-256 of the certificate's public key with its algorithm (SubjectPublicKeyInfo).
QByteArray publicKeyHash(const QSslCertificate &certificate);

// None when the connection may go on. Without a pin no error may be there. With one the public key
// has to be the pinned one, errors or not; then a certificate that nobody known here signed, or
// made for another host name, is as good as any; one that is expired, say, is not.
std::optional<CertificateTrouble> findTrouble(
    const QSslCertificate &certificate, const QList<QSslError> &errors, const QByteArray &pin);

Error toError(const CertificateTrouble &trouble);

// What both transports ask of TLS: version 1.2 or later, and a certificate; and by what they say
// who they are. An error when that cannot be used.
Result<QSslConfiguration> tlsConfiguration(const ClientIdentity &identity = {});

} // namespace stomp
