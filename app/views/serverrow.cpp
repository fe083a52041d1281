#include "app/views/serverrow.h"

#include "app/delegates/appearance.h"
#include "app/delegates/icons.h"
#include "app/views/elidedlabel.h"
#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace app {

static constexpr int pictureSize = 18;
static constexpr int leastWidth = 200;

ServerRow::ServerRow(const Theme *theme, QWidget *parent)
    : QPushButton(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new ElidedLabel(this))
    , m_detail(new ElidedLabel(this))
{
    setProperty("role", QStringLiteral("server"));
    setCursor(Qt::PointingHandCursor);
    setAutoDefault(false);
    for (QWidget *part : {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_title),
             static_cast<QWidget *>(m_detail)}) {
        part->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    m_icon->setFixedSize(pictureSize, pictureSize);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_detail);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Space::Medium, Space::Small, Space::Medium, Space::Small);
    row->setSpacing(Space::Medium);
    row->addWidget(m_icon);
    row->addLayout(words, 1);
    connect(theme, &Theme::changed, this, &ServerRow::applyTheme);
    applyTheme();
}

void ServerRow::setEntry(const ServerEntry &entry)
{
    m_entry = entry;
    m_title->setText(entry.title);
    m_detail->setText(entry.detail);
    m_detail->setVisible(!entry.detail.isEmpty());
    setAccessibleName(
        entry.detail.isEmpty() ? entry.title : entry.title + QStringLiteral(", ") + entry.detail);
    applyTheme();
}

void ServerRow::applyTheme()
{
    const Colors &colors = m_theme->colors();
    m_title->setFont(m_theme->fonts().body);
    m_title->setColor(colors.text);
    m_detail->setFont(m_theme->fonts().caption);
    m_detail->setColor(colors.textMuted);
    if (!m_entry.icon.isEmpty()) {
        m_icon->setPixmap(iconPixmap(m_entry.icon,
            m_entry.isLive ? colors.accent : colors.textMuted, pictureSize, devicePixelRatioF()));
    }
    updateGeometry();
}

// The style sheet's polishing takes fonts away that were set before.
void ServerRow::showEvent(QShowEvent *event)
{
    QPushButton::showEvent(event);
    applyTheme();
}

QSize ServerRow::sizeHint() const
{
    return layout()->sizeHint().expandedTo(QSize(leastWidth, 0));
}

QSize ServerRow::minimumSizeHint() const
{
    return {leastWidth, sizeHint().height()};
}

} // namespace app
