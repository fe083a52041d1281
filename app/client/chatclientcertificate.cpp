#include "app/client/chatclient.h"

#include "app/client/settings.h"

#include <QDateTime>

// ChatClient's part that knows whom to trust.
namespace app {

void ChatClient::trustCertificate(const QByteArray &fingerprint)
{
    const auto trusted = m_trust.accept(fingerprint, QDateTime::currentDateTime());
    if (!trusted || !m_isJoined)
        return;
    m_settings->setTrustedCertificate(m_options.identity, *trusted);
    join(m_options);
}

void ChatClient::forgetCertificate()
{
    if (!m_isJoined || !m_trust.forget())
        return;
    m_settings->forgetCertificate(m_options.identity);
    join(m_options);
}

void ChatClient::handle(const CertificateEvent &event)
{
    m_trust.rejected(event.shown);
}

} // namespace app
