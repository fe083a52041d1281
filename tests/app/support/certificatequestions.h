#pragma once

#include "app/client/certificatetrust.h"

#include <QString>

namespace app::test {

using namespace Qt::StringLiterals;

inline QByteArray madeUpHash(int first)
{
    QByteArray hash;
    for (int i = 0; i < 32; ++i)
        hash.append(static_cast<char>((first + i * 37) & 0xff));
    return hash;
}

// A question with everything in it, of this kind.
inline CertificateQuestion certificateQuestion(CertificateQuestion::Kind kind)
{
    using Kind = CertificateQuestion::Kind;
    using Cause = stomp::CertificateTrouble::Cause;
    CertificateQuestion question;
    question.kind = kind;
    stomp::CertificateTrouble &shown = question.shown;
    shown.fingerprint = madeUpHash(0x85);
    shown.publicKey = madeUpHash(0x10);
    shown.subject = u"maru.local"_s;
    shown.issuer = u"maru.local"_s;
    shown.validFrom = QDateTime(QDate(2026, 11, 1), QTime(12, 0));
    shown.validTo = QDateTime(QDate(2036, 10, 29), QTime(12, 0));
    shown.causes = {Cause::SelfSigned, Cause::OtherHost};
    if (kind == Kind::Unusable) {
        shown.causes = {Cause::Expired};
        shown.validTo = QDateTime(QDate(2026, 11, 20), QTime(12, 0));
    }
    if (kind == Kind::Changed) {
        shown.causes = {Cause::SelfSigned};
        question.remembered = {
            madeUpHash(0x20), madeUpHash(0x31), QDateTime(QDate(2026, 11, 3), QTime(9, 0))};
    }
    shown.canBeTrusted = kind == Kind::Unknown;
    return question;
}

} // namespace app::test
