#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>

namespace app::test {

// The machine trusts this certificate, and what it has signed, for as long as this lives.
class Trusting {
public:
    explicit Trusting(const QSslCertificate &certificate)
    {
        QSslConfiguration trusting = m_before;
        trusting.addCaCertificate(certificate);
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    ~Trusting() { QSslConfiguration::setDefaultConfiguration(m_before); }
    Trusting(const Trusting &) = delete;
    Trusting &operator=(const Trusting &) = delete;

private:
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
};

} // namespace app::test
