#include "app/client/certificatetrust.h"

namespace app {

using Kind = CertificateQuestion::Kind;
using stomp::CertificateTrouble;

static Kind kindOf(const CertificateTrouble &shown)
{
    if (shown.kind == CertificateTrouble::Kind::Changed)
        return Kind::Changed;
    return shown.canBeTrusted ? Kind::Unknown : Kind::Unusable;
}

CertificateTrust::CertificateTrust(std::optional<TrustedCertificate> remembered)
    : m_remembered(std::move(remembered))
{
}

QByteArray CertificateTrust::pin() const
{
    return m_remembered ? m_remembered->publicKey : QByteArray();
}

void CertificateTrust::rejected(const CertificateTrouble &shown)
{
    m_question = {kindOf(shown), shown, m_remembered.value_or(TrustedCertificate())};
}

std::optional<TrustedCertificate> CertificateTrust::accept(
    const QByteArray &fingerprint, const QDateTime &now)
{
    if (!m_question || m_question->kind != Kind::Unknown
        || m_question->shown.fingerprint != fingerprint)
        return std::nullopt;
    m_remembered = {m_question->shown.publicKey, fingerprint, now};
    m_question.reset();
    return m_remembered;
}

bool CertificateTrust::forget()
{
    if (!m_question || m_question->kind != Kind::Changed)
        return false;
    m_remembered.reset();
    m_question.reset();
    return true;
}

} // namespace app
