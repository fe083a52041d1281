#include "app/client/search.h"

#include "stomp/chat/scripts.h"

#include <QChar>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace app {

namespace {

// A page may have no hit although others follow; so many are asked for without a word.
constexpr int mostEmptyPages = 20;

constexpr std::array operators{"from:", "in:", "before:", "after:"};

bool isWordEnough(const QString &word)
{
    int letters = 0;
    for (const char32_t character : word.toUcs4()) {
        if (chat::isWrittenWithoutBlanks(character))
            return true;
        letters += QChar::isLetterOrNumber(character) ? 1 : 0;
    }
    return letters >= 2;
}

// The length of the operator a word begins with; 0: it is a plain word.
qsizetype operatorLength(const QString &word)
{
    const auto found = std::find_if(operators.begin(), operators.end(), [&word](const char *name) {
        return word.startsWith(QLatin1String(name), Qt::CaseInsensitive);
    });
    return found == operators.end() ? 0 : qsizetype(qstrlen(*found));
}

} // namespace

bool Search::isEnough(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    return std::any_of(words.begin(), words.end(), [](const QString &word) {
        const qsizetype length = operatorLength(word);
        return length > 0 ? word.size() > length : isWordEnough(word);
    });
}

Search::Question Search::look(const QString &text, const QByteArray &room, int minutesFromUtc)
{
    const QString wanted = text.trimmed();
    if (wanted == m_text && room == m_room && m_state != State::Failed)
        return std::nullopt;
    m_text = wanted;
    m_room = room;
    m_minutesFromUtc = minutesFromUtc;
    m_problem = {};
    if (wanted.isEmpty() || !isEnough(wanted)) {
        ++m_number; // a reply that is on its way is for something else
        m_state = wanted.isEmpty() ? State::Empty : State::TooShort;
        m_hits.clear();
        m_before = 0;
        return std::nullopt;
    }
    return ask(0);
}

Search::Question Search::more()
{
    if (m_state != State::Found || m_before == 0)
        return std::nullopt;
    return ask(m_before);
}

Search::Question Search::setOnline(bool isOnline)
{
    m_isOnline = isOnline;
    if (isOnline && m_state == State::Offline)
        return ask(0);
    return std::nullopt;
}

Search::Question Search::ask(qint64 before)
{
    m_isNew = before == 0;
    ++m_number;
    if (!m_isOnline) {
        m_state = State::Offline;
        if (m_isNew)
            m_hits.clear();
        return std::nullopt;
    }
    m_state = State::Asking;
    return SearchCommand{m_number, query(), before, m_minutesFromUtc};
}

// Who names a room has chosen for themselves.
QString Search::query() const
{
    const QStringList words = m_text.simplified().split(u' ', Qt::SkipEmptyParts);
    const bool namesRoom = std::any_of(words.begin(), words.end(),
        [](const QString &word) { return word.startsWith(u"in:", Qt::CaseInsensitive); });
    if (m_room.isEmpty() || namesRoom)
        return m_text;
    return m_text + QStringLiteral(" in:") + QString::fromLatin1(m_room);
}

Search::Question Search::replied(const SearchEvent &event)
{
    if (event.number != m_number || m_state != State::Asking)
        return std::nullopt;
    if (!event.result) {
        m_state = m_isOnline ? State::Failed : State::Offline;
        m_problem = event.problem;
        return std::nullopt;
    }
    if (std::exchange(m_isNew, false))
        m_hits.clear();
    const auto before = m_hits.size();
    take(*event.result);
    const bool isEmpty = m_hits.size() == before;
    m_emptyPages = isEmpty ? m_emptyPages + 1 : 0;
    if (isEmpty && m_before > 0 && m_emptyPages < mostEmptyPages)
        return ask(m_before);
    m_state = State::Found;
    m_emptyPages = 0;
    return std::nullopt;
}

// Another room may have this one's id for its name.
void Search::take(const chat::SearchResult &result)
{
    const bool isInRoom = query() != m_text;
    std::copy_if(result.hits.begin(), result.hits.end(), std::back_inserter(m_hits),
        [&](const chat::SearchHit &hit) { return !isInRoom || hit.entry.room == m_room; });
    m_before = result.before;
    m_isComplete = result.isComplete;
}

} // namespace app
