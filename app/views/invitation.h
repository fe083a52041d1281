#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

class QLabel;

namespace app {

class CopyButton;
class ElidedLabel;
class Theme;

// A link that joins, and the same as a QR code.
class Invitation : public QWidget {
    Q_OBJECT

public:
    explicit Invitation(const Theme *theme, QWidget *parent = nullptr);

    // Empty: there is none.
    void setLink(const QString &link, bool hasPasscode);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void applyTheme();

    const Theme *m_theme;
    QLabel *m_code;
    QLabel *m_caption;
    ElidedLabel *m_link;
    QLabel *m_note;
    CopyButton *m_copy;
    QImage m_image;
};

} // namespace app
