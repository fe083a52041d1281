#include "app/views/composer.h"

#include "app/delegates/appearance.h"
#include "app/views/composercompletion.h"
#include "app/views/composeredit.h"
#include "app/views/elidedlabel.h"
#include "app/views/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

Composer::Composer(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(new QFrame(this))
    , m_edit(new ComposerEdit(m_field))
    , m_counter(new QLabel(m_field))
    , m_context(new ElidedLabel(this))
    , m_typing(new ElidedLabel(this))
    , m_dismiss(new QPushButton(QStringLiteral("✕"), this))
    , m_send(new QToolButton(m_field))
    , m_emoji(new QToolButton(m_field))
    , m_completion(new ComposerCompletion(theme, m_edit, m_field))
{
    setObjectName(QStringLiteral("composer"));
    setAttribute(Qt::WA_StyledBackground);
    m_field->setProperty("role", QStringLiteral("field"));
    m_edit->setAccessibleName(tr("Message"));
    m_send->setProperty("role", QStringLiteral("send"));
    m_send->setFocusPolicy(Qt::TabFocus);
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Send (Enter)"));
    m_emoji->setFocusPolicy(Qt::TabFocus);
    m_emoji->setAccessibleName(tr("Emoji"));
    m_emoji->setToolTip(tr("Emoji"));
    m_counter->setProperty("role", QStringLiteral("muted"));
    setFocusProxy(m_edit);

    auto *inside = new QHBoxLayout(m_field);
    inside->setContentsMargins(Space::Medium, 6, 6, 6);
    inside->setSpacing(Space::Small);
    inside->addWidget(m_edit, 1, Qt::AlignVCenter);
    inside->addWidget(m_counter, 0, Qt::AlignBottom);
    inside->addWidget(m_emoji, 0, Qt::AlignBottom);
    inside->addWidget(m_send, 0, Qt::AlignBottom);
    auto *outside = new QVBoxLayout(this);
    outside->setContentsMargins(Space::Large, Space::Small, Space::Large, 0);
    auto *context = new QHBoxLayout;
    context->addWidget(m_context, 1);
    context->addWidget(m_dismiss);
    outside->addLayout(context);
    outside->addWidget(m_field);
    outside->addWidget(m_typing);
    m_dismiss->setProperty("role", QStringLiteral("bar"));
    m_dismiss->setAccessibleName(tr("Cancel (Esc)"));
    m_dismiss->setToolTip(tr("Cancel (Esc)"));
    m_dismiss->setFocusPolicy(Qt::TabFocus);
    setContext({});

    connect(m_edit, &ComposerEdit::sendPressed, this, &Composer::send);
    connect(m_edit, &ComposerEdit::textChanged, this, &Composer::refresh);
    connect(m_edit, &ComposerEdit::upPressed, this, &Composer::upPressed);
    connect(m_edit, &ComposerEdit::replyToLastPressed, this, &Composer::replyToLastPressed);
    connect(m_edit, &ComposerEdit::sentTextWanted, this, &Composer::sentTextWanted);
    connect(m_edit, &ComposerEdit::escapePressed, this, &Composer::contextDismissed);
    connect(m_dismiss, &QPushButton::clicked, this, &Composer::contextDismissed);
    connect(m_edit, &ComposerEdit::textChanged, this, &Composer::textChanged);
    connect(m_edit, &ComposerEdit::focusChanged, this, &Composer::setFocused);
    connect(m_send, &QToolButton::clicked, this, &Composer::send);
    connect(m_emoji, &QToolButton::clicked, this,
        [this] { Q_EMIT emojiRequested(m_emoji->mapToGlobal(QPoint(m_emoji->width(), 0))); });
    connect(theme, &Theme::changed, this, &Composer::applyTheme);
    applyTheme();
    setRoomName({});
    refresh();
}

void Composer::applyTheme()
{
    const Colors &colors = m_theme->colors();
    m_send->setIcon(m_theme->icon(QStringLiteral("send-horizontal"), colors.onAccent));
    m_send->setIconSize(QSize(20, 20));
    m_emoji->setIcon(m_theme->icon(QStringLiteral("smile"), colors.textMuted));
    m_emoji->setIconSize(QSize(20, 20));
    m_counter->setFont(m_theme->fonts().caption);
    for (ElidedLabel *label : {m_context, m_typing}) {
        label->setFont(m_theme->fonts().caption);
        label->setColor(colors.textMuted);
    }
    m_typing->setFixedHeight(
        std::max<int>(Space::Large, QFontMetrics(m_theme->fonts().caption).height() + 2));
    m_edit->setFont(m_theme->fonts().body);
}

void Composer::setContext(const QString &text)
{
    m_context->setText(text);
    m_edit->setTakesEscape(!text.isEmpty());
    m_context->setVisible(!text.isEmpty());
    m_dismiss->setVisible(!text.isEmpty());
}

void Composer::setTyping(const QString &text)
{
    m_typing->setText(text);
}

void Composer::setFocused(bool hasFocus)
{
    m_field->setProperty("focused", hasFocus);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
}

void Composer::setRoomName(const QString &name)
{
    m_roomName = name;
    updatePlaceholder();
}

void Composer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updatePlaceholder();
}

// The keys are told where there is room for it.
void Composer::updatePlaceholder()
{
    const QString whole = m_roomName.isEmpty()
        ? tr("Write a message. Enter sends, Shift+Enter breaks the line.")
        : tr("Message to %1. Enter sends, Shift+Enter breaks the line.").arg(m_roomName);
    if (m_isArchived) {
        m_edit->setPlaceholderText(tr("This room is archived. It can be read."));
        return;
    }
    const bool fits = m_edit->fontMetrics().horizontalAdvance(whole) < width() - 150;
    m_edit->setPlaceholderText(fits ? whole : tr("Enter sends, Shift+Enter breaks the line."));
}

void Composer::setArchived(bool isArchived)
{
    m_isArchived = isArchived;
    updatePlaceholder();
}

void Composer::setMaximumLength(qint64 characters)
{
    m_maximum = characters;
    refresh();
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

QString Composer::takeDraft()
{
    m_edit->commitComposition();
    const QString draft = text();
    m_edit->clear();
    return draft;
}

void Composer::setDraft(const QString &text)
{
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
}

void Composer::insert(const QString &text)
{
    m_edit->commitComposition();
    m_edit->insertPlainText(text);
    m_edit->setFocus();
}

qint64 Composer::characterCount(const QString &text)
{
    qint64 count = 0;
    for (const QChar unit : text) {
        count += unit.isLowSurrogate() ? 0 : 1;
    }
    return count;
}

void Composer::send()
{
    m_edit->commitComposition();
    const QString words = text();
    const bool isTooLong = m_maximum > 0 && characterCount(words) > m_maximum;
    if (words.trimmed().isEmpty() || isTooLong) {
        return;
    }
    m_edit->clear();
    Q_EMIT sendRequested(words);
}

void Composer::refresh()
{
    const QString words = text();
    const qint64 left = m_maximum - characterCount(words);
    const bool isNear = m_maximum > 0 && left * 5 <= m_maximum; // 80 % used
    m_counter->setVisible(isNear);
    m_counter->setText(left < 0 ? tr("%n too many", nullptr, static_cast<int>(-left))
                                : tr("%n left", nullptr, static_cast<int>(left)));
    const QString role = left < 0 ? QStringLiteral("trouble") : QStringLiteral("muted");
    if (m_counter->property("role").toString() != role) {
        m_counter->setProperty("role", role);
        m_counter->style()->unpolish(m_counter);
        m_counter->style()->polish(m_counter);
    }
    m_send->setEnabled(
        m_edit->isComposing() || (!words.trimmed().isEmpty() && (m_maximum == 0 || left >= 0)));
}

} // namespace app
