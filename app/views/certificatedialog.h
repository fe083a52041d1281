#pragma once

#include "app/client/certificatetrust.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace app {

class Theme;

// Says what is wrong with a server's certificate and shows what can be compared. Whoever just
// presses Enter or Escape has cancelled; a certificate that has changed takes one step more.
class CertificateDialog : public QDialog {
    Q_OBJECT

public:
    CertificateDialog(const CertificateQuestion &question, const QString &server,
        const Theme *theme, QWidget *parent = nullptr);

    const CertificateQuestion &question() const { return m_question; }

Q_SIGNALS:
    // Unknown: connect with this certificate, now and later. Behind accepted().
    void trustRequested(const QByteArray &fingerprint);
    // Changed: do not expect the remembered one any more. Behind accepted().
    void forgetRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTitle();
    QLabel *makeWords(const QString &text, const QString &role);
    QWidget *makeCertificate();
    QWidget *makeFingerprint(const QString &caption, const QByteArray &hash, bool isCopied);
    void addTrust(QVBoxLayout *rows);
    void addForget(QVBoxLayout *rows);
    void addButtons(QVBoxLayout *rows, QPushButton *action);
    void describe();
    void applyTheme();

    CertificateQuestion m_question;
    const Theme *m_theme;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_server;
    std::vector<QLabel *> m_captions;
    std::vector<QLabel *> m_fingerprints;
    std::vector<QPushButton *> m_copies;
};

} // namespace app
