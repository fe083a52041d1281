#include "app/views/shortcutshelp.h"

#include "app/views/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace app {

static constexpr int severalKeys = 3;

// Of the window: what is pressed in the chat, and what everywhere.
static std::vector<ShortcutWords::Part> windowKeys(ShortcutKeys::Where where)
{
    std::vector<ShortcutWords::Part> parts;
    for (const ShortcutKeys &row : ShortcutKeys::table()) {
        if (row.where == where) {
            parts.push_back({row.keys, ShortcutWords::of(row.shortcut)});
        }
    }
    return parts;
}

QString ShortcutsHelp::keysText(const QList<QKeySequence> &keys)
{
    if (keys.size() > severalKeys) {
        return keys.first().toString(QKeySequence::NativeText) + QStringLiteral(" … ")
            + keys.last().toString(QKeySequence::NativeText);
    }
    QStringList words;
    for (const QKeySequence &key : keys) {
        words += key.toString(QKeySequence::NativeText);
    }
    return words.join(QStringLiteral(", "));
}

ShortcutsHelp::ShortcutsHelp(const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
{
    setWindowTitle(tr("Keys"));
    auto *inside = new QWidget(this);
    auto *columns = new QHBoxLayout(inside);
    columns->setSpacing(Space::Huge);
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    addSection(left, tr("Everywhere in the chat"), windowKeys(ShortcutKeys::Where::Chat));
    addSection(right, tr("Where one writes"), ShortcutWords::composer());
    addSection(right, tr("Among the messages"), ShortcutWords::timeline());
    addSection(right, tr("The window"), windowKeys(ShortcutKeys::Where::Everywhere));
    left->addStretch(1);
    right->addStretch(1);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    auto *area = new QScrollArea(this);
    area->setWidget(inside);
    area->setWidgetResizable(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(area, 1);
    layout->addWidget(buttons);
    const QSize wanted = inside->sizeHint() + QSize(2 * Space::Huge, 2 * Space::Huge + 48);
    resize(parent ? wanted.boundedTo(parent->window()->size()) : wanted);
}

void ShortcutsHelp::addSection(
    QVBoxLayout *column, const QString &title, const std::vector<ShortcutWords::Part> &parts)
{
    auto *caption = new QLabel(title, this);
    caption->setFont(m_theme->fonts().strong);
    column->addWidget(caption);
    auto *rows = new QGridLayout;
    rows->setHorizontalSpacing(Space::Large);
    rows->setColumnStretch(1, 1);
    for (const ShortcutWords::Part &part : parts) {
        const int row = rows->rowCount();
        auto *keys = new QLabel(keysText(part.keys), this);
        keys->setProperty("role", QStringLiteral("muted"));
        auto *text = new QLabel(part.text, this);
        text->setWordWrap(true);
        rows->addWidget(keys, row, 0, Qt::AlignTop);
        rows->addWidget(text, row, 1, Qt::AlignTop);
    }
    column->addLayout(rows);
    column->addSpacing(Space::Medium);
}

} // namespace app
