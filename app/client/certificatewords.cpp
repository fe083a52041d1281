#include "app/client/certificatewords.h"

#include <QLocale>

namespace app {

using Kind = CertificateQuestion::Kind;
using stomp::CertificateTrouble;
using Cause = CertificateTrouble::Cause;

QString CertificateWords::title(const CertificateQuestion &question)
{
    switch (question.kind) {
    case Kind::Unknown:
        return tr("Do you trust this server?");
    case Kind::Unusable:
        return tr("This server's certificate cannot be used");
    case Kind::Changed:
        break;
    }
    return tr("Stopped: this server shows another certificate");
}

QString CertificateWords::explanation(const CertificateQuestion &question)
{
    switch (question.kind) {
    case Kind::Unknown:
        return tr("Maru has not connected yet. The connection would be encrypted, but nothing "
                  "proves that it leads to the right server.");
    case Kind::Unusable:
        return tr("Maru has not connected, and nothing was sent.");
    case Kind::Changed:
        break;
    }
    return tr("Maru has not connected, and nothing was sent. Either the host has made a new "
              "certificate, or somebody in between pretends to be the server to read what you "
              "write.");
}

QStringList CertificateWords::problems(const CertificateQuestion &question)
{
    QStringList sentences;
    for (const Cause cause : question.shown.causes)
        sentences += problem(question.shown, cause);
    if (question.kind == Kind::Changed && sentences.isEmpty())
        sentences +=
            tr("The new certificate is signed by %1, whom this computer trusts; it is another one "
               "all the same.")
                .arg(question.shown.issuer);
    return sentences;
}

QString CertificateWords::problem(const CertificateTrouble &shown, Cause cause)
{
    switch (cause) {
    case Cause::SelfSigned:
        return tr("The server has signed its certificate itself. At home and in small offices that "
                  "is usual, but anybody can make such a certificate.");
    case Cause::UnknownIssuer:
        return tr("It is signed by %1, whom this computer does not know.").arg(shown.issuer);
    case Cause::OtherHost:
        return tr("It was made for another name: %1.").arg(shown.subject);
    case Cause::Expired:
        return tr("It was valid until %1 only. The host has to renew it.").arg(date(shown.validTo));
    case Cause::NotYetValid:
        return tr("It is not valid before %1. Is the clock of this computer right?")
            .arg(date(shown.validFrom));
    case Cause::Revoked:
        return tr("Who signed it has withdrawn it.");
    case Cause::Other:
        break;
    }
    return tr("Something else is wrong with it: %1.")
        .arg(shown.problems.join(QStringLiteral("; ")));
}

QString CertificateWords::advice(const CertificateQuestion &question)
{
    switch (question.kind) {
    case Kind::Unknown:
        return tr("Ask the host for the fingerprint, by telephone for example. If it is the same "
                  "as here, this is the right server. Maru then remembers it and asks no more.");
    case Kind::Unusable:
        return tr("Tell the host. When the certificate is mended, join again.");
    case Kind::Changed:
        break;
    }
    return tr("Ask the host whether the certificate was changed, and compare the new fingerprint. "
              "Until then do not go on.");
}

QString CertificateWords::fingerprint(const QByteArray &hash)
{
    const QString digits = QString::fromLatin1(hash.toHex()).toUpper();
    QStringList groups;
    for (qsizetype at = 0; at < digits.size(); at += 4)
        groups += digits.mid(at, 4);
    const QString first = groups.mid(0, 8).join(u' ');
    return groups.size() > 8 ? first + u'\n' + groups.mid(8).join(u' ') : first;
}

QString CertificateWords::date(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), QLocale::LongFormat);
}

} // namespace app
