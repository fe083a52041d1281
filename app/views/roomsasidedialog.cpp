#include "app/views/roomsasidedialog.h"

#include "app/client/chatclient.h"
#include "app/delegates/roomdelegate.h"
#include "app/views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {

RoomsAsideDialog::RoomsAsideDialog(ChatClient *client, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_model(client)
    , m_list(new QListView(this))
    , m_empty(new QLabel(tr("No room was left or archived."), this))
    , m_open(new QPushButton(tr("Open"), this))
    , m_takeOut(new QPushButton(tr("Take out of the archive"), this))
    , m_delegate(new RoomDelegate(this))
{
    setWindowTitle(tr("Rooms left and archived"));
    resize(420, 380);
    m_delegate->setAppearance(theme->appearance());
    m_list->setItemDelegate(m_delegate);
    m_list->setModel(&m_model);
    m_list->setAccessibleName(windowTitle());
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_open->setProperty("role", QStringLiteral("primary"));
    m_open->setDefault(true);
    m_takeOut->setAutoDefault(false);
    auto *title = new QLabel(windowTitle(), this);
    title->setFont(theme->fonts().title);
    auto *explanation = new QLabel(
        tr("Nothing is heard of a room that you left. An archived one can be read."), this);
    explanation->setWordWrap(true);
    explanation->setProperty("role", QStringLiteral("muted"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_takeOut);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_open);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(
        Space::Huge, Space::Large + Space::Tiny, Space::Huge, Space::Large + Space::Tiny);
    rows->setSpacing(Space::Small);
    rows->addWidget(title);
    rows->addWidget(explanation);
    rows->addWidget(m_empty);
    rows->addWidget(m_list, 1);
    rows->addStretch(0); // takes the room while there is no list
    rows->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, &RoomsAsideDialog::openRoom);
    connect(m_takeOut, &QPushButton::clicked, this, &RoomsAsideDialog::takeOut);
    connect(m_list, &QListView::doubleClicked, this, &RoomsAsideDialog::openRoom);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &RoomsAsideDialog::updateButtons);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &RoomsAsideDialog::updateButtons);
    m_list->setFocus();
    updateButtons();
}

void RoomsAsideDialog::updateButtons()
{
    const bool isEmpty = m_model.rowCount() == 0;
    if (!isEmpty && !m_list->currentIndex().isValid()) {
        m_list->setCurrentIndex(m_model.index(0));
    }
    const QModelIndex current = m_list->currentIndex();
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    m_open->setEnabled(current.isValid());
    m_takeOut->setEnabled(
        current.data(RoomRole::IsArchived).toBool() && current.data(RoomRole::MayChange).toBool());
}

void RoomsAsideDialog::openRoom()
{
    const QByteArray room = m_list->currentIndex().data(RoomRole::RoomId).toByteArray();
    if (!room.isEmpty()) {
        accept();
        Q_EMIT roomChosen(room);
    }
}

void RoomsAsideDialog::takeOut()
{
    const QByteArray room = m_list->currentIndex().data(RoomRole::RoomId).toByteArray();
    m_client->changeRoom({room, std::nullopt, std::nullopt, false});
}

} // namespace app
