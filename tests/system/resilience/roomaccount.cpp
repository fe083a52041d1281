#include "tests/system/resilience/roomaccount.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace resilience {

namespace {

QString typeOf(const QJsonObject &entry)
{
    return entry.value(u"type").toString();
}

bool isMessage(const QJsonObject &entry)
{
    return typeOf(entry) == u"message";
}

QString idOf(const QJsonObject &entry)
{
    return entry.value(u"id").toString();
}

QString authorOf(const QJsonObject &entry)
{
    return entry.value(u"author").toObject().value(u"id").toString();
}

// Whoever comes back is the same person.
QStringList peopleWhoChanged(const Entries &log)
{
    std::map<QString, QString> authors; // by the name that their texts begin with
    QStringList troubles;
    for (const QJsonObject &entry : log) {
        const QString name = entry.value(u"text").toString().section(u' ', 0, 0);
        if (name.isEmpty())
            continue;
        const QString known = authors.emplace(name, authorOf(entry)).first->second;
        if (known != authorOf(entry))
            troubles += u"%1 was %2 and is %3"_s.arg(name, known, authorOf(entry));
    }
    return troubles;
}

// Somebody's reactions with one emoji to one message go on, off, on.
QStringList repeatedReactions(const Entries &log)
{
    std::map<QStringList, bool> isOn;
    QStringList troubles;
    for (const QJsonObject &entry : log) {
        if (typeOf(entry) != u"reaction")
            continue;
        const QStringList what{idOf(entry), authorOf(entry), entry.value(u"emoji").toString()};
        const bool on = entry.value(u"on").toBool(true);
        if (isOn[what] == on)
            troubles += u"%1 is there twice"_s.arg(what.join(u' '));
        isOn[what] = on;
    }
    return troubles;
}

QString troubleOfSent(const Entries &log, const QByteArray &key, qint64 seq, const QString &text)
{
    const QString head = u"%1 (%2) has the number %3"_s.arg(QString::fromUtf8(key), text).arg(seq);
    if (seq < 1 || seq > static_cast<qint64>(log.size()))
        return head + u", which is not there"_s;
    const QJsonObject &entry = log[static_cast<std::size_t>(seq - 1)];
    const QString found = entry.value(u"text").toString();
    if (text == u"*" ? isMessage(entry) : !isMessage(entry) || (found != text && !found.isEmpty()))
        return head + u", where one finds %1 %2"_s.arg(typeOf(entry), found);
    return {};
}

struct Contents {
    std::map<QString, qint64> seqs; // of messages, by id
    std::map<QString, Entries> amendments; // by id of the message
};

Contents contentsOf(const Entries &log)
{
    Contents contents;
    for (const QJsonObject &entry : log) {
        if (isMessage(entry))
            contents.seqs[idOf(entry)] = entry.value(u"seq").toInteger();
        else
            contents.amendments[idOf(entry)].push_back(entry);
    }
    return contents;
}

QJsonObject shownReactions(const Entries &amendments)
{
    std::map<QString, QStringList> peopleByEmoji;
    for (const QJsonObject &amendment : amendments) {
        if (typeOf(amendment) != u"reaction")
            continue;
        QStringList &people = peopleByEmoji[amendment.value(u"emoji").toString()];
        people.removeAll(authorOf(amendment));
        if (amendment.value(u"on").toBool(true))
            people.append(authorOf(amendment));
    }
    QJsonObject shown;
    for (auto &[emoji, people] : peopleByEmoji) {
        people.sort();
        if (!people.isEmpty())
            shown[emoji] = QJsonArray::fromStringList(people);
    }
    return shown;
}

QJsonObject shownMessage(const QJsonObject &entry, Contents &contents)
{
    const Entries &amendments = contents.amendments[idOf(entry)];
    QString text = entry.value(u"text").toString();
    bool isEdited = false;
    bool isDeleted = false;
    for (const QJsonObject &amendment : amendments) {
        if (typeOf(amendment) == u"edit") {
            text = amendment.value(u"text").toString();
            isEdited = true;
        }
        isDeleted = isDeleted || typeOf(amendment) == u"delete";
    }
    const auto quoted = contents.seqs.find(entry.value(u"replyTo").toString());
    return {{u"seq"_s, entry.value(u"seq")}, {u"id"_s, idOf(entry)}, {u"author"_s, authorOf(entry)},
        {u"text"_s, isDeleted ? QString() : text}, {u"edited"_s, isEdited},
        {u"deleted"_s, isDeleted}, {u"pinned"_s, false},
        {u"quote"_s, quoted == contents.seqs.end() ? 0 : quoted->second},
        {u"reactions"_s, isDeleted ? QJsonObject() : shownReactions(amendments)}};
}

} // namespace

QStringList troublesOf(const Entries &log)
{
    QStringList troubles = repeatedReactions(log) + peopleWhoChanged(log);
    std::map<QString, qint64> seqOfText;
    std::map<QString, int> lastNumber; // by name
    qint64 expected = 0;
    for (const QJsonObject &entry : log) {
        const qint64 seq = entry.value(u"seq").toInteger();
        if (seq != ++expected)
            troubles += u"%1 stands where %2 should"_s.arg(seq).arg(expected);
        const QString text = entry.value(u"text").toString();
        if (!isMessage(entry) || text.isEmpty())
            continue;
        if (const auto [known, isNew] = seqOfText.emplace(text, seq); !isNew)
            troubles += u"\"%1\" is %2 and %3"_s.arg(text).arg(known->second).arg(seq);
        int &last = lastNumber[text.section(u' ', 0, 0)];
        const int number = text.section(u' ', 1, 1).toInt();
        if (number <= last)
            troubles += u"\"%1\" comes after %2"_s.arg(text).arg(last);
        last = std::max(last, number);
    }
    return troubles;
}

// What is kept leaves the outbox by its receipt alone, which carries its number.
QStringList troublesOf(const Entries &log, const QByteArray &room, const Told &person)
{
    QStringList troubles = person.contradictions;
    std::map<qint64, QByteArray> keyOfSeq;
    for (const auto &[key, queued] : person.queued) {
        if (queued.room != room)
            continue;
        const QString text = queued.text;
        if (const auto failed = person.failed.find(key); failed != person.failed.end()) {
            if (text != u"*") // a reaction to what is deleted is
                troubles += u"\"%1\" was refused: %2"_s.arg(text, failed->second);
            continue;
        }
        const auto sent = person.sent.find(key);
        if (sent == person.sent.end()) {
            troubles += u"%1 (%2) was kept and never said"_s.arg(QString::fromUtf8(key), text);
            continue;
        }
        if (text == u"*" && sent->second == 0) // it was so already
            continue;
        const QString trouble = troubleOfSent(log, key, sent->second, text);
        if (!trouble.isEmpty())
            troubles += trouble;
        if (const auto [other, isNew] = keyOfSeq.emplace(sent->second, key); !isNew)
            troubles += u"%1 and %2 have the same number"_s.arg(
                QString::fromUtf8(key), QString::fromUtf8(other->second));
    }
    return troubles;
}

QJsonArray shownOf(const Entries &log)
{
    Contents contents = contentsOf(log);
    QJsonArray shown;
    for (const QJsonObject &entry : log) {
        if (isMessage(entry))
            shown.append(shownMessage(entry, contents));
        else if (typeOf(entry) == u"room")
            shown.append(QJsonObject{{u"room"_s, entry.value(u"seq")}});
    }
    return shown;
}

} // namespace resilience
