#include "server/tlsidentity.h"

#include <QFile>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

namespace server {

namespace {

constexpr qint64 largestFile = 1024 * 1024;

std::optional<QByteArray> readSmall(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = source.read(largestFile + 1);
    return bytes.isEmpty() || bytes.size() > largestFile ? std::nullopt : std::optional(bytes);
}

template<auto release>
struct Releaser {
    template<typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using Bio = std::unique_ptr<BIO, Releaser<BIO_free>>;
using Certificate = std::unique_ptr<X509, Releaser<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;

Bio reader(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

// Without it a key with a passphrase would be asked for on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

} // namespace

std::optional<QList<QSslCertificate>> readCertificates(const QString &file)
{
    const std::optional<QByteArray> bytes = readSmall(file);
    const auto certificates =
        bytes ? QSslCertificate::fromData(*bytes, QSsl::Pem) : QList<QSslCertificate>();
    return certificates.isEmpty() ? std::nullopt : std::optional(certificates);
}

std::optional<QSslKey> readPrivateKey(const QString &file)
{
    const std::optional<QByteArray> bytes = readSmall(file);
    if (!bytes)
        return std::nullopt;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        const QSslKey key(*bytes, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return std::nullopt;
}

bool areOfOnePair(const TlsIdentity &identity)
{
    const QByteArray pem = identity.certificates.constFirst().toPem();
    const QByteArray keyPem = identity.key.toPem();
    const Certificate certificate(
        PEM_read_bio_X509(reader(pem).get(), nullptr, noPassphrase, nullptr));
    const PrivateKey key(
        PEM_read_bio_PrivateKey(reader(keyPem).get(), nullptr, noPassphrase, nullptr));
    return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

QSslConfiguration tlsConfiguration(const TlsIdentity &identity)
{
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setLocalCertificateChain(identity.certificates);
    configuration.setPrivateKey(identity.key);
    configuration.setCaCertificates(identity.clientAuthorities);
    configuration.setPeerVerifyMode(
        identity.clientAuthorities.isEmpty() ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    configuration.setSslOption(QSsl::SslOptionDisableCompression, true);
    configuration.setSslOption(QSsl::SslOptionDisableLegacyRenegotiation, true);
    return configuration;
}

} // namespace server
