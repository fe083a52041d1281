#include "app/views/hoveractions.h"

#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace app {

HoverActions::HoverActions(const Theme *theme, QWidget *viewport)
    : QFrame(viewport)
    , m_theme(theme)
    , m_react(makeButton(tr("React"), tr("React (+)")))
    , m_reply(makeButton(tr("Reply"), tr("Reply (R)")))
    , m_edit(makeButton(tr("Edit"), tr("Edit (E)")))
    , m_more(makeButton(tr("More"), tr("More (Shift+F10)")))
{
    setProperty("role", QStringLiteral("popup"));
    setCursor(Qt::ArrowCursor);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(0);
    for (QToolButton *button : {m_react, m_reply, m_edit, m_more}) {
        row->addWidget(button);
    }
    const auto below = [](const QToolButton *button) {
        return button->mapToGlobal(QPoint(button->width(), button->height()));
    };
    connect(m_react, &QToolButton::clicked, this,
        [this, below] { Q_EMIT reactClicked(below(m_react)); });
    connect(m_reply, &QToolButton::clicked, this, &HoverActions::replyClicked);
    connect(m_edit, &QToolButton::clicked, this, &HoverActions::editClicked);
    connect(m_more, &QToolButton::clicked, this,
        [this] { Q_EMIT moreClicked(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(theme, &Theme::changed, this, &HoverActions::applyTheme);
    applyTheme();
    hide();
}

QToolButton *HoverActions::makeButton(const QString &name, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setIconSize(QSize(16, 16));
    button->setFocusPolicy(Qt::NoFocus); // the keys have commands of their own
    return button;
}

void HoverActions::applyTheme()
{
    m_react->setIcon(m_theme->icon(QStringLiteral("smile")));
    m_reply->setIcon(m_theme->icon(QStringLiteral("reply")));
    m_edit->setIcon(m_theme->icon(QStringLiteral("pencil")));
    m_more->setIcon(m_theme->icon(QStringLiteral("ellipsis")));
}

// Mostly above the text, so that the text can be read.
void HoverActions::showFor(const QRect &row, bool continuesGroup, bool isOwn)
{
    m_edit->setVisible(isOwn);
    adjustSize();
    const int above = continuesGroup ? height() * 2 / 3 : height() / 4;
    const int lowest = std::max(2, parentWidget()->height() - height() - 2);
    const int left = std::max(2, row.right() - Space::Large - width());
    move(left, std::clamp(row.top() - above, 2, lowest));
    show();
    raise();
}

} // namespace app
