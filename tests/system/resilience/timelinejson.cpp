#include "tests/system/resilience/timelinejson.h"

#include "app/client/timeline.h"

#include <QJsonObject>

#include <algorithm>

namespace resilience {

namespace {

QJsonObject reactionsOf(const app::TimelineItem &item)
{
    QJsonObject reactions;
    for (const app::Reaction &reaction : item.reactions) {
        QStringList people;
        for (const chat::Author &person : reaction.people)
            people.append(QString::fromUtf8(person.id));
        people.sort();
        reactions[reaction.emoji] = QJsonArray::fromStringList(people);
    }
    return reactions;
}

QJsonObject messageJson(const app::TimelineItem &item)
{
    return {
        {QStringLiteral("seq"), item.position},
        {QStringLiteral("id"), QString::fromUtf8(item.entry.id)},
        {QStringLiteral("author"), QString::fromUtf8(item.entry.author.id)},
        {QStringLiteral("text"), item.text},
        {QStringLiteral("edited"), item.isEdited},
        {QStringLiteral("deleted"), item.isDeleted},
        {QStringLiteral("pinned"), item.isPinned},
        {QStringLiteral("quote"), item.quote ? item.quote->seq : 0},
        {QStringLiteral("reactions"), reactionsOf(item)},
    };
}

QJsonObject itemJson(const app::TimelineItem &item)
{
    using Kind = app::TimelineItem::Kind;
    QJsonObject json = item.kind == Kind::Message ? messageJson(item) : QJsonObject();
    if (item.kind == Kind::RoomChange)
        json[u"room"] = item.position;
    if (item.kind == Kind::Hole)
        json[u"hole"] = item.position;
    if (item.kind == Kind::Pending)
        json[u"pending"] = item.text;
    if (!item.key.isEmpty())
        json[u"key"] = QString::fromUtf8(item.key);
    return json;
}

} // namespace

QJsonArray timelineJson(const app::Timeline &timeline)
{
    QJsonArray items;
    for (const app::TimelineItemPointer &item : timeline.items())
        items.append(itemJson(*item));
    return items;
}

} // namespace resilience
