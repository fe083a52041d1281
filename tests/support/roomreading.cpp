#include "tests/support/roomreading.h"

#include "tests/support/stompdialogue.h"

#include <QJsonDocument>

namespace test {

QJsonObject jsonBody(const stomp::Frame &frame)
{
    return QJsonDocument::fromJson(frame.body).object();
}

QJsonArray jsonArray(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).array();
}

std::vector<QJsonObject> readWholeRoom(StompDialogue &person, const QByteArray &room)
{
    std::vector<QJsonObject> entries;
    QByteArray before;
    for (;;) {
        const QByteArray page =
            person.ask("/publish/chat/" + room + "/history", "limit:200\n" + before);
        const QJsonObject object = QJsonDocument::fromJson(page).object();
        const QJsonArray older = object.value(u"entries").toArray();
        std::vector<QJsonObject> pageEntries;
        for (const auto &entry : older)
            pageEntries.push_back(entry.toObject());
        entries.insert(entries.begin(), pageEntries.begin(), pageEntries.end());
        if (older.isEmpty() || object.value(u"start").toBool())
            return entries;
        before = "before:" + QByteArray::number(entries.front().value(u"seq").toInteger()) + "\n";
    }
}

} // namespace test
