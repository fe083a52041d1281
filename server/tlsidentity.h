#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QString>

#include <optional>

namespace server {

// By what a server shows who it is: its certificate, those that vouch for it, and its private key.
struct TlsIdentity {
    QList<QSslCertificate> certificates; // its own first
    QSslKey key;
    // When there are any, only clients are let in whose certificate one of these signed (S-226).
    QList<QSslCertificate> clientAuthorities;
};

// From PEM files; nullopt when there is none, or none that can be used.
std::optional<QList<QSslCertificate>> readCertificates(const QString &file);
std::optional<QSslKey> readPrivateKey(const QString &file);

// Whether the key is that of the first certificate.
bool areOfOnePair(const TlsIdentity &identity);

// How listeners speak: TLS 1.2 or later, no compression.
QSslConfiguration tlsConfiguration(const TlsIdentity &identity);

} // namespace server
