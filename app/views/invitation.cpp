#include "app/views/invitation.h"

#include "app/delegates/appearance.h"
#include "app/delegates/qrcode.h"
#include "app/views/copybutton.h"
#include "app/views/elidedlabel.h"
#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

static constexpr int codeSize = 168; // its squares are as large as whole pixels allow

Invitation::Invitation(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_code(new QLabel(this))
    , m_caption(new QLabel(tr("Link to join"), this))
    , m_link(new ElidedLabel(this))
    , m_note(new QLabel(this))
    , m_copy(new CopyButton(theme, tr("Copy the link"), this))
{
    m_code->setFixedSize(codeSize, codeSize);
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setProperty("role", QStringLiteral("code"));
    m_code->setAccessibleName(tr("QR code of the link to join"));
    m_copy->setAccessibleName(tr("Copy the link")); // also while it says "Copied"
    m_link->setElideMode(Qt::ElideMiddle);
    m_note->setWordWrap(true);
    m_note->setProperty("role", QStringLiteral("muted"));
    auto *words = new QVBoxLayout;
    words->setSpacing(Space::Tiny);
    words->addWidget(m_caption);
    words->addWidget(m_link);
    words->addWidget(m_note);
    words->addStretch(1);
    words->addWidget(m_copy, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Space::Large);
    row->addWidget(m_code);
    row->addLayout(words, 1);
    connect(theme, &Theme::changed, this, &Invitation::applyTheme);
    applyTheme();
}

void Invitation::setLink(const QString &link, bool hasPasscode)
{
    m_link->setText(link);
    m_copy->setValue(link);
    m_note->setText(hasPasscode
            ? tr("Opens Maru and joins. It holds the passcode: give it only to those you invite.")
            : tr("Opens Maru and joins, on any computer of this network."));
    m_image = qrCode(link.toUtf8());
    setVisible(!m_image.isNull());
    applyTheme();
}

void Invitation::applyTheme()
{
    m_caption->setFont(m_theme->fonts().strong);
    m_link->setFont(m_theme->fonts().caption);
    m_link->setColor(m_theme->colors().textMuted);
    m_note->setFont(m_theme->fonts().caption);
    if (m_image.isNull()) {
        return;
    }
    const qreal ratio = devicePixelRatioF();
    const int squares = m_image.width();
    const int scale = std::max(1, static_cast<int>(codeSize * ratio) / squares);
    QPixmap pixmap = QPixmap::fromImage(m_image.scaled(squares * scale, squares * scale));
    pixmap.setDevicePixelRatio(ratio);
    m_code->setPixmap(pixmap);
}

// The style sheet's polishing takes fonts away that were set before.
void Invitation::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    applyTheme();
}

} // namespace app
