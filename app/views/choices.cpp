#include "app/views/choices.h"

#include "app/client/namematch.h"
#include "app/client/slashcommand.h"
#include "app/delegates/names.h"
#include "app/models/roles.h"
#include "app/views/chatpage.h"
#include "app/views/composer.h"
#include "app/views/composercompletion.h"
#include "app/views/quickswitcher.h"
#include "app/views/timelineview.h"

#include <QAbstractItemModel>

namespace app {

static QStringList namesOf(const QAbstractItemModel *model, int role)
{
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row) {
        names += model->index(row, 0).data(role).toString();
    }
    return names;
}

Choices::Choices(
    ChatPage *page, QAbstractItemModel *rooms, QAbstractItemModel *people, QObject *parent)
    : QObject(parent)
    , m_page(page)
    , m_rooms(rooms)
    , m_people(people)
{
    page->composer()->completion()->setSources([this] { return sources(); });
    page->switcher()->setModels(rooms, people);
    connect(page->switcher(), &QuickSwitcher::roomChosen, this, &Choices::roomChosen);
    connect(page->switcher(), &QuickSwitcher::personChosen, this, &Choices::callByName);
    connect(people, &QAbstractItemModel::modelReset, this, &Choices::updateNames);
    connect(people, &QAbstractItemModel::rowsInserted, this, &Choices::updateNames);
    connect(people, &QAbstractItemModel::rowsRemoved, this, &Choices::updateNames);
    connect(people, &QAbstractItemModel::dataChanged, this, &Choices::updateNames);
}

CompletionSources Choices::sources() const
{
    return {namesOf(m_people, MemberRole::Name), namesOf(m_rooms, RoomRole::Name),
        {{SlashCommand::name(SlashCommand::Kind::Topic), tr("Says what this room is about")},
            {SlashCommand::name(SlashCommand::Kind::Room), tr("Goes to a room")}},
        nullptr};
}

void Choices::updateNames()
{
    KnownNames names{namesOf(m_people, MemberRole::Name), {}};
    for (int row = 0; row < m_people->rowCount(); ++row) {
        const QModelIndex person = m_people->index(row, 0);
        if (person.data(MemberRole::IsSelf).toBool()) {
            names.self = person.data(MemberRole::Name).toString();
        }
    }
    m_page->timeline()->setNames(names);
}

QByteArray Choices::roomNamed(const QString &name) const
{
    QByteArray best;
    int value = 0;
    for (int row = 0; row < m_rooms->rowCount(); ++row) {
        const QModelIndex room = m_rooms->index(row, 0);
        const int fits = nameMatch(name, room.data(RoomRole::Name).toString());
        if (fits > value) {
            value = fits;
            best = room.data(RoomRole::RoomId).toByteArray();
        }
    }
    return best;
}

bool Choices::carryOut(const QString &text)
{
    const auto command = SlashCommand::parse(text);
    if (!command) {
        return false;
    }
    if (command->kind == SlashCommand::Kind::Topic) {
        Q_EMIT topicChosen(command->argument);
        return true;
    }
    const bool isMarked = command->argument.startsWith(u'#');
    const QByteArray room = roomNamed(isMarked ? command->argument.mid(1) : command->argument);
    if (!room.isEmpty()) {
        Q_EMIT roomChosen(room);
    }
    return !room.isEmpty();
}

void Choices::callByName(const QString &name)
{
    m_page->composer()->insert(u'@' + name + u' ');
}

} // namespace app
