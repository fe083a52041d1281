#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace app {

class CertificateDialog;
class ChatClient;
class Theme;

// Asks about the certificate of the server being joined, in one dialog at a time, and hands
// the answer to the client.
class CertificateInquiry : public QObject {
    Q_OBJECT

public:
    CertificateInquiry(
        ChatClient *client, const Theme *theme, QWidget *window, QObject *parent = nullptr);

    // Without effect while nothing is in question, or the dialog about it is there already.
    void ask();

Q_SIGNALS:
    void declined();

private:
    void forget();
    void follow();

    ChatClient *m_client;
    const Theme *m_theme;
    QWidget *m_window;
    QPointer<CertificateDialog> m_dialog;
    bool m_asksAgain = false; // one was forgotten; the next is asked about
};

} // namespace app
