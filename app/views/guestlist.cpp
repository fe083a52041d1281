#include "app/views/guestlist.h"

#include "app/delegates/appearance.h"
#include "app/views/elidedlabel.h"
#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace app {

static constexpr std::size_t mostRows = 50;

GuestList::GuestList(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_caption(new QLabel(this))
    , m_rows(new QVBoxLayout)
{
    m_caption->setProperty("role", QStringLiteral("muted"));
    m_caption->setWordWrap(true);
    m_rows->setSpacing(0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Space::Tiny);
    column->addWidget(m_caption);
    column->addLayout(m_rows);
    connect(theme, &Theme::changed, this, &GuestList::showRows);
    showRows();
}

// Nothing moves under the pointer while nothing has changed.
void GuestList::setGuests(const std::vector<chat::Author> &guests)
{
    if (guests != m_guests) {
        m_guests = guests;
        showRows();
    }
}

void GuestList::showRows()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its menu may be open
        delete item;
    }
    const std::size_t shown = std::min(m_guests.size(), mostRows);
    for (std::size_t i = 0; i < shown; ++i) {
        m_rows->addWidget(makeRow(m_guests[i]));
        m_rows->itemAt(m_rows->count() - 1)->widget()->show();
    }
    const int people = static_cast<int>(m_guests.size());
    m_caption->setText(
        people == 0 ? tr("Nobody has joined yet.") : tr("Here with you: %n", nullptr, people));
    m_caption->setFont(m_theme->fonts().captionStrong);
}

// The style sheet's polishing takes fonts away that were set before.
void GuestList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_caption->setFont(m_theme->fonts().captionStrong);
}

QWidget *GuestList::makeRow(const chat::Author &guest)
{
    auto *row = new QWidget(this);
    auto *name = new ElidedLabel(row);
    name->setText(guest.name);
    name->setFont(m_theme->fonts().body);
    name->setColor(m_theme->colors().text);
    auto *remove = new QPushButton(tr("Remove…"), row);
    remove->setProperty("role", QStringLiteral("quiet"));
    remove->setAutoDefault(false);
    remove->setAccessibleName(tr("Remove %1").arg(guest.name));
    auto *menu = new QMenu(remove);
    const std::array<std::pair<int, QString>, 3> times{
        {{10, tr("for 10 minutes")}, {60, tr("for an hour")}, {24 * 60, tr("for a day")}}};
    for (const auto &[minutes, words] : times) {
        menu->addAction(words, this, [this, person = guest.id, minutes = minutes] {
            Q_EMIT removeRequested(person, minutes);
        });
    }
    connect(remove, &QPushButton::clicked, menu,
        [remove, menu] { menu->popup(remove->mapToGlobal(QPoint(0, remove->height()))); });
    auto *columns = new QHBoxLayout(row);
    columns->setContentsMargins(Space::Tiny, 0, 0, 0);
    columns->addWidget(name, 1);
    columns->addWidget(remove);
    return row;
}

} // namespace app
