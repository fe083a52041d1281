#include "app/views/copybutton.h"

#include "app/views/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

namespace app {

static constexpr int momentSpan = 1500; // milliseconds

CopyButton::CopyButton(const Theme *theme, const QString &label, QWidget *parent)
    : QPushButton(label, parent)
    , m_theme(theme)
    , m_label(label)
{
    setIconSize(Theme::leadingIconSize(16));
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, this, &CopyButton::copy);
    connect(theme, &Theme::changed, this, [this] { showState(false); });
    showState(false);
}

void CopyButton::copy()
{
    QGuiApplication::clipboard()->setText(m_value);
    showState(true);
    QTimer::singleShot(momentSpan, this, [this] { showState(false); });
}

void CopyButton::showState(bool isCopied)
{
    setText(isCopied ? tr("Copied") : m_label);
    setIcon(isCopied ? m_theme->leadingIcon(QStringLiteral("check"), m_theme->colors().accent)
                     : m_theme->leadingIcon(QStringLiteral("copy"), m_theme->colors().text));
}

} // namespace app
