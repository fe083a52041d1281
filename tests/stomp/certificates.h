#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

// Certificates for servers of tests, each signed by itself but one.
namespace test {

struct Identity {
    QSslCertificate certificate;
    QSslKey key;

    QSslConfiguration configuration() const;
};

Identity here(); // for 127.0.0.1, until 2126
Identity otherHere(); // the same with another key
Identity elsewhere(); // for elsewhere.example
Identity expired(); // for 127.0.0.1, until 2021
QSslCertificate authority(); // trusted by nobody
Identity signedHere(); // for 127.0.0.1, signed by that authority

} // namespace test
