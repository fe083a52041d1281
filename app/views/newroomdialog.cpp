#include "app/views/newroomdialog.h"

#include "app/delegates/appearance.h"
#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {

static void addField(QVBoxLayout *rows, const QString &label, QLineEdit *field)
{
    auto *words = new QLabel(label, field->parentWidget());
    words->setBuddy(field);
    field->setAccessibleName(label);
    rows->addWidget(words);
    rows->addWidget(field);
    rows->addSpacing(Space::Tiny);
}

NewRoomDialog::NewRoomDialog(const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit(this))
    , m_topic(new QLineEdit(this))
    , m_create(new QPushButton(tr("Create"), this))
{
    setWindowTitle(tr("New room"));
    setMinimumWidth(400);
    m_name->setMaxLength(80);
    m_topic->setMaxLength(200);
    m_name->setPlaceholderText(tr("Any letters: Weekend plans"));
    m_topic->setPlaceholderText(tr("What it is about (optional)"));
    m_create->setProperty("role", QStringLiteral("primary"));
    m_create->setDefault(true);
    m_create->setEnabled(false);
    auto *title = new QLabel(tr("New room"), this);
    title->setFont(theme->fonts().title);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(
        Space::Huge, Space::Large + Space::Tiny, Space::Huge, Space::Large + Space::Tiny);
    rows->setSpacing(Space::Tiny);
    rows->addWidget(title);
    rows->addSpacing(Space::Small);
    addField(rows, tr("Name"), m_name);
    addField(rows, tr("Topic"), m_topic);
    rows->addStretch(1);
    rows->addSpacing(Space::Small);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    rows->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &QDialog::accept);
    connect(
        m_name, &QLineEdit::textChanged, this, [this] { m_create->setEnabled(!name().isEmpty()); });
}

QString NewRoomDialog::name() const
{
    return m_name->text().simplified();
}

QString NewRoomDialog::topic() const
{
    return m_topic->text().simplified();
}

} // namespace app
