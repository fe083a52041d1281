#include "app/views/serverlist.h"

#include "app/delegates/appearance.h"
#include "app/views/theme.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

ServerList::ServerList(const Theme *theme, const QString &caption, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_caption(new QLabel(caption, this))
    , m_note(new QLabel(this))
    , m_rows(new QVBoxLayout)
{
    for (QLabel *label : {m_caption, m_note}) {
        label->setProperty("role", QStringLiteral("muted"));
    }
    m_note->setWordWrap(true);
    m_note->hide();
    m_rows->setSpacing(0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, Space::Small, 0, 0);
    column->setSpacing(Space::Tiny);
    column->addWidget(m_caption);
    column->addWidget(m_note);
    column->addLayout(m_rows);
    connect(theme, &Theme::changed, this, &ServerList::applyTheme);
    applyTheme();
}

std::vector<ServerRow *> ServerList::rows() const
{
    std::vector<ServerRow *> result;
    for (int i = 0; i < m_rows->count(); ++i) {
        result.push_back(static_cast<ServerRow *>(m_rows->itemAt(i)->widget()));
    }
    return result;
}

ServerRow *ServerList::takeRow(std::vector<ServerRow *> &rows, const QString &address)
{
    const auto known = std::find_if(rows.begin(), rows.end(),
        [&address](const ServerRow *row) { return row->entry().address == address; });
    if (known != rows.end()) {
        ServerRow *row = *known;
        rows.erase(known);
        return row;
    }
    auto *row = new ServerRow(m_theme, this);
    connect(row, &ServerRow::clicked, this, [this, row] { Q_EMIT chosen(row->entry().address); });
    return row;
}

void ServerList::setEntries(const std::vector<ServerEntry> &entries)
{
    std::vector<ServerRow *> unused = rows();
    int place = 0;
    for (const ServerEntry &entry : entries) {
        ServerRow *row = takeRow(unused, entry.address);
        if (row->entry() != entry) {
            row->setEntry(entry);
        }
        const QLayoutItem *there = m_rows->itemAt(place);
        if (!there || there->widget() != row) {
            m_rows->removeWidget(row);
            m_rows->insertWidget(place, row);
            row->show(); // the layout would do it only in the next turn
        }
        ++place;
    }
    for (ServerRow *row : unused) {
        m_rows->removeWidget(row);
        row->hide();
        row->deleteLater(); // it may be what was clicked
    }
}

void ServerList::setNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void ServerList::applyTheme()
{
    m_caption->setFont(m_theme->fonts().captionStrong);
    m_note->setFont(m_theme->fonts().caption);
}

// The style sheet's polishing takes fonts away that were set before.
void ServerList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    applyTheme();
}

} // namespace app
