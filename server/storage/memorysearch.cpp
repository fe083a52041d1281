#include "server/storage/memorysearch.h"

#include "server/storage/searchmatch.h"
#include "stomp/chat/payloads.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace server {

namespace {

constexpr int largestPage = 200;
// A search holds up the log, so that it goes on in the next page after so many messages.
constexpr int mostCandidates = 5000;

// The newest entry of a room that was not looked at yet.
struct Cursor {
    const SearchedRoom *room = nullptr;
    std::size_t left = 0;

    qint64 position() const { return (*room->positions)[left - 1]; }
    const LogEntry &entry() const { return (*room->entries)[left - 1]; }
};

bool isOlder(const Cursor &a, const Cursor &b)
{
    return a.position() < b.position();
}

class MemorySearch {
public:
    explicit MemorySearch(const SearchQuery &query)
        : m_query(query)
        , m_phrases(gramPhrases(query.phrases))
        , m_limit(static_cast<std::size_t>(std::clamp(query.limit, 1, largestPage)))
    {
        for (const QString &author : query.authors) {
            m_names.insert(searchName(author));
            m_authors.insert(author.toUtf8());
        }
    }

    bool hasCondition() const
    {
        return !m_phrases.empty() || !m_names.isEmpty() || m_query.rooms || m_query.since > 0
            || m_query.until < SearchQuery::always;
    }

    bool canBeIn(const QByteArray &room) const
    {
        const auto &hidden = m_query.hiddenRooms;
        if (std::find(hidden.begin(), hidden.end(), room) != hidden.end())
            return false;
        return !m_query.rooms
            || std::find(m_query.rooms->begin(), m_query.rooms->end(), room)
            != m_query.rooms->end();
    }

    // Entries come newest first, so that the first word about a message is the last one said.
    // False when the page is full.
    bool take(const Cursor &at)
    {
        const bool isInPage = m_query.before == 0 || at.position() < m_query.before;
        // Most entries need not be read to pass them over.
        if (!isInPage && at.entry().payload.contains("\"type\":\"message\""))
            return true;
        const stomp::Result<chat::Entry> entry = chat::parseEntry(at.entry().payload);
        if (!entry || entry->isDeleted)
            return true;
        Fate &fate = m_fates[{at.room->id, entry->id}];
        if (entry->type == chat::EntryType::Delete)
            fate.isDeleted = true;
        else if (entry->type == chat::EntryType::Edit && !fate.text)
            fate.text = entry->text;
        if (entry->type != chat::EntryType::Message || !isInPage)
            return true;
        const Fate known = m_fates.take({at.room->id, entry->id});
        if (m_looked == mostCandidates) {
            m_page.next = m_last;
            return false;
        }
        return known.isDeleted || judge(at, *entry, composedText(known.text.value_or(entry->text)));
    }

    SearchPage page() { return std::move(m_page); }

private:
    struct Fate {
        bool isDeleted = false;
        std::optional<QString> text;
    };

    bool isMeant(const chat::Entry &entry, const QString &text)
    {
        if (entry.sentAt < m_query.since || entry.sentAt >= m_query.until)
            return false;
        if (!m_names.isEmpty() && !m_names.contains(searchName(entry.author.name))
            && !m_authors.contains(entry.author.id))
            return false;
        ++m_looked;
        return hasAll(searchGrams(text), m_phrases);
    }

    bool judge(const Cursor &at, chat::Entry entry, const QString &text)
    {
        const bool isHit = isMeant(entry, text);
        if (isHit && m_page.messages.size() == m_limit) {
            m_page.next = m_last;
            return false;
        }
        m_last = at.position();
        if (isHit) {
            entry.text = text;
            m_page.messages.push_back({at.position(), at.room->id, at.entry().seq,
                chat::toJsonWithoutSeq(entry), excerpt(text, m_phrases)});
        }
        return true;
    }

    const SearchQuery &m_query;
    std::vector<GramPhrase> m_phrases;
    QSet<QString> m_names;
    QSet<QByteArray> m_authors;
    std::size_t m_limit;
    int m_looked = 0;
    qint64 m_last = 0;
    QHash<std::pair<QByteArray, QByteArray>, Fate> m_fates; // by room and id of the message
    SearchPage m_page;
};

} // namespace

SearchPage searchInMemory(const std::vector<SearchedRoom> &rooms, const SearchQuery &query)
{
    MemorySearch search(query);
    if (!search.hasCondition())
        return {};
    std::vector<Cursor> cursors;
    for (const SearchedRoom &room : rooms) {
        if (!room.entries->empty() && search.canBeIn(room.id))
            cursors.push_back({&room, room.entries->size()});
    }
    std::make_heap(cursors.begin(), cursors.end(), isOlder);
    while (!cursors.empty()) {
        std::pop_heap(cursors.begin(), cursors.end(), isOlder);
        if (!search.take(cursors.back()))
            break;
        if (--cursors.back().left == 0)
            cursors.pop_back();
        else
            std::push_heap(cursors.begin(), cursors.end(), isOlder);
    }
    return search.page();
}

} // namespace server
