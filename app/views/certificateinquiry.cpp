#include "app/views/certificateinquiry.h"

#include "app/client/chatclient.h"
#include "app/client/serveraddress.h"
#include "app/views/certificatedialog.h"

#include <utility>

namespace app {

CertificateInquiry::CertificateInquiry(
    ChatClient *client, const Theme *theme, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_theme(theme)
    , m_window(window)
{
    connect(client, &ChatClient::statusChanged, this, &CertificateInquiry::follow);
}

void CertificateInquiry::ask()
{
    const std::optional<CertificateQuestion> &question = m_client->certificateQuestion();
    const bool isAsked = m_dialog && m_dialog->isVisible();
    if (!question || (isAsked && m_dialog->question() == *question)) {
        return;
    }
    delete m_dialog;
    ServerAddress address;
    address.url = m_client->joinOptions().url;
    m_dialog = new CertificateDialog(*question, address.display(), m_theme, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &CertificateDialog::trustRequested, m_client, &ChatClient::trustCertificate);
    connect(m_dialog, &CertificateDialog::forgetRequested, this, &CertificateInquiry::forget);
    connect(m_dialog, &QDialog::rejected, this, &CertificateInquiry::declined);
    m_dialog->open();
}

void CertificateInquiry::forget()
{
    m_asksAgain = true;
    m_client->forgetCertificate();
}

void CertificateInquiry::follow()
{
    const std::optional<CertificateQuestion> &question = m_client->certificateQuestion();
    if (m_dialog && m_dialog->question() != question) {
        // Another way was taken: another server, or another try.
        m_dialog->disconnect(this);
        m_dialog->close();
    }
    using State = ConnectionStatus::State;
    const State state = m_client->status().state;
    if (state == State::Connecting) {
        return;
    }
    if (std::exchange(m_asksAgain, false) && question && state == State::Offline) {
        ask();
    }
}

} // namespace app
