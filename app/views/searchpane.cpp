#include "app/views/searchpane.h"

#include "app/client/search.h"
#include "app/delegates/searchhitdelegate.h"
#include "app/views/searchwords.h"
#include "app/views/theme.h"

#include <QAbstractItemModel>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

SearchPane::SearchPane(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_close(new QToolButton(this))
    , m_field(new QLineEdit(this))
    , m_here(new QPushButton(tr("This room"), this))
    , m_everywhere(new QPushButton(tr("Everywhere"), this))
    , m_message(new QLabel(this))
    , m_list(new QListView(this))
    , m_more(new QPushButton(tr("More"), this))
    , m_delegate(new SearchHitDelegate(this))
{
    setObjectName(QStringLiteral("searchPane"));
    setAttribute(Qt::WA_StyledBackground);
    m_message->setProperty("role", QStringLiteral("muted"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_list->setItemDelegate(m_delegate);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_more->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTop());
    column->addWidget(makeScope());
    auto *words = new QHBoxLayout;
    words->setContentsMargins(Space::Large + Space::Tiny, Space::Small, Space::Large, Space::Small);
    words->addWidget(m_message);
    column->addLayout(words);
    column->addWidget(m_list, 1);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(Space::Large, Space::Small, Space::Large, Space::Medium);
    below->addWidget(m_more);
    column->addLayout(below);
    connect(m_list, &QListView::clicked, this, &SearchPane::hitActivated);
    connect(m_more, &QPushButton::clicked, this, &SearchPane::moreRequested);
    connect(theme, &Theme::changed, this, &SearchPane::applyTheme);
    m_field->installEventFilter(this);
    m_list->installEventFilter(this);
    setFocusProxy(m_field);
    applyTheme();
    showState({});
}

QWidget *SearchPane::makeTop()
{
    auto *top = new QWidget(this);
    top->setFixedHeight(56);
    m_field->setPlaceholderText(tr("Search"));
    m_field->setAccessibleName(tr("Search"));
    m_field->setClearButtonEnabled(false);
    m_field->setMaxLength(1000);
    m_close->setAccessibleName(tr("Close the search"));
    m_close->setToolTip(tr("Close the search (Esc)"));
    m_close->setIconSize(QSize(20, 20));
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(Space::Large, 0, Space::Medium, 0);
    row->setSpacing(Space::Small);
    row->addWidget(m_field, 1);
    row->addWidget(m_close);
    connect(m_field, &QLineEdit::textChanged, this, &SearchPane::textEdited);
    connect(m_close, &QToolButton::clicked, this, &SearchPane::closeRequested);
    return top;
}

QWidget *SearchPane::makeScope()
{
    auto *scope = new QWidget(this);
    auto *group = new QButtonGroup(this);
    auto *row = new QHBoxLayout(scope);
    row->setContentsMargins(Space::Large, 0, Space::Large, 0);
    row->setSpacing(Space::Small);
    for (QPushButton *choice : {m_here, m_everywhere}) {
        choice->setCheckable(true);
        choice->setProperty("role", QStringLiteral("choice"));
        group->addButton(choice);
        row->addWidget(choice);
    }
    row->addStretch(1);
    m_everywhere->setChecked(true);
    connect(m_everywhere, &QPushButton::toggled, this, &SearchPane::everywhereChosen);
    return scope;
}

void SearchPane::applyTheme()
{
    m_delegate->setAppearance(m_theme->appearance());
    m_close->setIcon(m_theme->icon(QStringLiteral("x")));
    m_list->doItemsLayout();
}

void SearchPane::setModel(QAbstractItemModel *model)
{
    m_list->setModel(model);
}

void SearchPane::setRoomName(const QString &name)
{
    m_here->setEnabled(!name.isEmpty());
    m_here->setToolTip(name);
    if (name.isEmpty()) {
        m_everywhere->setChecked(true);
    }
}

void SearchPane::setEverywhere(bool isEverywhere)
{
    const bool isHere = !isEverywhere && m_here->isEnabled();
    (isHere ? m_here : m_everywhere)->setChecked(true);
}

bool SearchPane::isEverywhere() const
{
    return m_everywhere->isChecked();
}

void SearchPane::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void SearchPane::showState(const Search &search)
{
    const bool isTrouble =
        search.state() == Search::State::Failed || search.state() == Search::State::Offline;
    const QString role = isTrouble ? QStringLiteral("trouble") : QStringLiteral("muted");
    if (m_message->property("role").toString() != role) {
        m_message->setProperty("role", role);
        style()->unpolish(m_message);
        style()->polish(m_message);
    }
    say(SearchWords::state(search));
    m_more->setVisible(search.state() == Search::State::Found && search.hasMore());
}

void SearchPane::say(const QString &text)
{
    if (text == m_message->text()) {
        return;
    }
    m_message->setText(text);
    if (isVisible()) {
        Q_EMIT announced(text);
    }
}

void SearchPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closeRequested();
    } else {
        QWidget::keyPressEvent(event);
    }
}

// Enter looks at once, Down goes to what was found, Up from its first row back; Enter opens it.
bool SearchPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    const bool hasRows = m_list->model() && m_list->model()->rowCount() > 0;
    if (watched == m_field && isEnter) {
        Q_EMIT submitted();
    } else if (watched == m_field && key == Qt::Key_Down && hasRows) {
        if (!m_list->currentIndex().isValid()) {
            m_list->setCurrentIndex(m_list->model()->index(0, 0));
        }
        m_list->setFocus(Qt::TabFocusReason);
    } else if (watched == m_list && isEnter && m_list->currentIndex().isValid()) {
        Q_EMIT hitActivated(m_list->currentIndex());
    } else if (watched == m_list && key == Qt::Key_Up && m_list->currentIndex().row() <= 0) {
        focusField();
    } else {
        return QWidget::eventFilter(watched, event);
    }
    return true;
}

} // namespace app
