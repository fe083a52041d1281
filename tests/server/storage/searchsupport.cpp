#include "searchsupport.h"

#include "server/storage/searchterms.h"

#include <QTest>

namespace server::test {

namespace {

AppendEntry entryFrom(const chat::Entry &entry, const QByteArray &id)
{
    AppendEntry append;
    append.room = entry.room;
    append.id = id;
    append.author = entry.author.id;
    append.payload = chat::toJsonWithoutSeq(entry);
    append.sentAt = entry.sentAt;
    return append;
}

chat::Entry entryOn(const QByteArray &of, const QByteArray &room, chat::EntryType type)
{
    chat::Entry entry;
    entry.type = type;
    entry.id = of;
    entry.room = room;
    entry.author = {"ann", QStringLiteral("Ann")};
    entry.sentAt = 1'000'000'000'000;
    return entry;
}

// Entries about a message have ids of their own.
QByteArray nextId()
{
    static int number = 0;
    return "about-" + QByteArray::number(++number);
}

} // namespace

AppendEntry message(const Said &said)
{
    chat::Entry entry;
    entry.id = said.id;
    entry.room = said.room;
    entry.author = {said.author.toLower().toUtf8(), said.author};
    entry.text = said.text;
    entry.sentAt = said.sentAt;
    return entryFrom(entry, said.id);
}

AppendEntry edit(const QByteArray &of, const QString &text, const QByteArray &room)
{
    chat::Entry entry = entryOn(of, room, chat::EntryType::Edit);
    entry.text = text;
    return entryFrom(entry, nextId());
}

AppendEntry deletion(const QByteArray &of, const QByteArray &room)
{
    return entryFrom(entryOn(of, room, chat::EntryType::Delete), nextId());
}

SearchQuery queryOf(const QString &text)
{
    const SearchTerms terms = parseSearch(text);
    SearchQuery query;
    query.phrases = terms.phrases;
    query.authors = terms.authors;
    query.since = terms.since;
    query.until = terms.until;
    if (!terms.rooms.empty()) {
        query.rooms.emplace();
        for (const QString &room : terms.rooms)
            query.rooms->push_back(room.toUtf8());
    }
    return query;
}

QByteArray idsOf(const SearchPage &page)
{
    QByteArrayList ids;
    for (const FoundMessage &found : page.messages) {
        const auto entry = chat::parseEntry(found.payload);
        ids.append(entry ? entry->id : QByteArray("unreadable"));
    }
    return ids.join(' ');
}

QByteArray allIds(const Searcher &search, SearchQuery query)
{
    QByteArrayList ids;
    for (int pages = 0; pages < 10'000; ++pages) {
        const auto page = search(query);
        if (!page)
            return page.error().code;
        if (!page->messages.empty())
            ids.append(idsOf(*page));
        if (page->next == 0)
            return ids.join(' ');
        query.before = page->next;
    }
    return "endless";
}

} // namespace server::test
