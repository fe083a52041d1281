#include "app/views/settingrow.h"

#include "app/client/namematch.h"
#include "app/delegates/appearance.h"
#include "app/views/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace app {

SettingRow::SettingRow(Setting setting, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_setting(std::move(setting))
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, Space::Small, 0, Space::Small);
    m_column->setSpacing(Space::Tiny);
    std::visit([this](const auto &kind) { build(kind); }, m_setting.kind);
    refresh();
    applyTheme();
}

QLabel *SettingRow::addTitle()
{
    auto *title = new QLabel(m_setting.title, this);
    title->setWordWrap(true);
    m_column->addWidget(title);
    return title;
}

void SettingRow::addDetail()
{
    if (m_setting.detail.isEmpty()) {
        return;
    }
    m_detail = new QLabel(m_setting.detail, this);
    m_detail->setWordWrap(true);
    m_detail->setProperty("role", QStringLiteral("muted"));
    m_column->addWidget(m_detail);
}

void SettingRow::build(const SettingToggle &toggle)
{
    auto *box = new QCheckBox(m_setting.title, this);
    box->setAccessibleDescription(m_setting.detail);
    m_column->addWidget(box);
    addDetail();
    if (m_detail) {
        m_detail->setIndent(Space::Huge + Space::Small); // below the words of the box
    }
    connect(box, &QCheckBox::toggled, this, [this, toggle](bool isOn) {
        toggle.write(isOn);
        Q_EMIT changed();
    });
    m_refresh = [box, toggle] {
        const QSignalBlocker quiet(box);
        box->setChecked(toggle.read());
    };
}

void SettingRow::build(const SettingChoice &choice)
{
    addTitle();
    addDetail();
    auto *group = new QButtonGroup(this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Space::Small);
    for (const auto &[value, words] : choice.values) {
        auto *button = new QPushButton(words, this);
        button->setProperty("role", QStringLiteral("choice"));
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setAccessibleName(m_setting.title + QStringLiteral(": ") + words);
        group->addButton(button, buttons->count());
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    m_column->addLayout(buttons);
    connect(group, &QButtonGroup::idClicked, this, [this, choice](int id) {
        choice.write(choice.values[static_cast<std::size_t>(id)].first);
        Q_EMIT changed();
    });
    m_refresh = [group, choice] {
        const QString value = choice.read();
        for (std::size_t i = 0; i < choice.values.size(); ++i) {
            if (choice.values[i].first == value) {
                group->button(static_cast<int>(i))->setChecked(true);
            }
        }
    };
}

void SettingRow::build(const SettingText &text)
{
    QLabel *title = addTitle();
    addDetail();
    auto *field = new QLineEdit(this);
    field->setMaxLength(text.longest);
    field->setAccessibleName(m_setting.title);
    field->setMaximumWidth(320);
    title->setBuddy(field);
    m_column->addWidget(field);
    connect(field, &QLineEdit::textEdited, this, [this, text](const QString &words) {
        if (!words.trimmed().isEmpty()) {
            text.write(words.simplified());
            Q_EMIT changed();
        }
    });
    m_refresh = [field, text] {
        if (!field->hasFocus()) {
            field->setText(text.read());
        }
    };
}

void SettingRow::build(const SettingAction &action)
{
    auto *button = new QPushButton(action.label, this);
    button->setAutoDefault(false);
    button->setAccessibleDescription(m_setting.title);
    addTitle();
    addDetail();
    m_column->addWidget(button, 0, Qt::AlignLeft);
    connect(button, &QPushButton::clicked, this, [this, run = action.run] {
        run();
        Q_EMIT changed();
    });
}

void SettingRow::build(const SettingFact &fact)
{
    addTitle();
    addDetail();
    auto *words = new QLabel(this);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    words->setProperty("role", QStringLiteral("muted"));
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_column->addWidget(words);
    m_refresh = [words, fact] { words->setText(fact.read()); };
}

void SettingRow::refresh()
{
    if (m_refresh) {
        m_refresh();
    }
}

bool SettingRow::matches(const QString &typed) const
{
    QString all = m_setting.title + u' ' + m_setting.detail + u' ' + m_setting.keywords;
    if (const auto *choice = std::get_if<SettingChoice>(&m_setting.kind)) {
        for (const auto &[value, words] : choice->values) {
            all += u' ' + words;
        }
    }
    const QStringList wanted = typed.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(),
        [&all](const QString &word) { return nameMatch(word, all) > 0; });
}

void SettingRow::applyTheme()
{
    if (m_detail) {
        m_detail->setFont(m_theme->fonts().caption);
    }
}

// The style sheet's polishing takes fonts away that were set before.
void SettingRow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    applyTheme();
}

} // namespace app
