#pragma once

#include "app/client/certificatetrust.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace app {

// What is said about a certificate, in plain words.
class CertificateWords {
    Q_DECLARE_TR_FUNCTIONS(app::CertificateWords)

public:
    static QString title(const CertificateQuestion &question);
    // What has happened, and what it may mean.
    static QString explanation(const CertificateQuestion &question);
    // What is the matter with the certificate itself, a sentence each.
    static QStringList problems(const CertificateQuestion &question);
    // How to find out whether it is the right one.
    static QString advice(const CertificateQuestion &question);

    // In groups of four, on two lines, that can be read aloud and compared.
    static QString fingerprint(const QByteArray &hash);
    static QString date(const QDateTime &time);

private:
    static QString problem(
        const stomp::CertificateTrouble &shown, stomp::CertificateTrouble::Cause cause);
};

} // namespace app
