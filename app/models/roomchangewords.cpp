#include "app/models/roomchangewords.h"

#include <QCoreApplication>

namespace app {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(app::RoomChange)

public:
    static QString archived(const chat::Entry &change)
    {
        return change.isArchived ? tr("%1 archived the room.").arg(change.author.name)
                                 : tr("%1 opened the room again.").arg(change.author.name);
    }

    static QString topic(const chat::Entry &change)
    {
        return change.topic.isEmpty()
            ? tr("%1 took the topic away.").arg(change.author.name)
            : tr("%1 set the topic: %2").arg(change.author.name, change.topic);
    }

    static QString named(const chat::Entry &change)
    {
        return tr("%1 named the room “%2”.").arg(change.author.name, change.name);
    }
};

} // namespace

QString roomChangeText(const chat::Entry &change, const chat::Entry *before)
{
    if (before ? before->isArchived != change.isArchived : change.isArchived)
        return Words::archived(change);
    if (before && before->name == change.name && before->topic != change.topic)
        return Words::topic(change);
    return Words::named(change);
}

} // namespace app
