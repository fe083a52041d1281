#include "server/storage/searchterms.h"

#include <QDate>
#include <QDateTime>
#include <QLatin1String>
#include <QStringView>

#include <algorithm>
#include <optional>

namespace server {

namespace {

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\u201C' || c == u'\u201D' || c == u'\u201E';
}

// One word, phrase, or operator with its value, as it was written.
struct Term {
    QString operatorName; // empty: none
    QString value;
    QString whole; // operator and value together
    bool isQuoted = false;
};

class TermReader {
public:
    explicit TermReader(QStringView text)
        : m_rest(text)
    {
    }

    std::optional<Term> next()
    {
        m_rest = m_rest.trimmed();
        if (m_rest.isEmpty())
            return std::nullopt;
        const QStringView begin = m_rest;
        Term term;
        term.operatorName = takeOperator();
        term.isQuoted = !m_rest.isEmpty() && isQuote(m_rest.front());
        term.value = term.isQuoted ? takeQuoted() : takeWord();
        term.whole = begin.chopped(m_rest.size()).toString();
        return term;
    }

private:
    QString takeOperator()
    {
        for (const char *name : {"from", "in", "before", "after"}) {
            const QLatin1String text(name);
            if (m_rest.startsWith(text, Qt::CaseInsensitive) && m_rest.size() > text.size()
                && m_rest[text.size()] == u':') {
                m_rest = m_rest.sliced(text.size() + 1);
                return text;
            }
        }
        return {};
    }

    QString takeQuoted()
    {
        m_rest = m_rest.sliced(1);
        const auto end = std::find_if(m_rest.begin(), m_rest.end(), isQuote);
        const QString quoted(m_rest.begin(), end - m_rest.begin());
        m_rest = m_rest.sliced(std::min(quoted.size() + 1, m_rest.size()));
        return quoted;
    }

    QString takeWord()
    {
        const auto end = std::find_if(
            m_rest.begin(), m_rest.end(), [](QChar c) { return c.isSpace() || isQuote(c); });
        const QString word(m_rest.begin(), end - m_rest.begin());
        m_rest = m_rest.sliced(word.size());
        return word;
    }

    QStringView m_rest;
};

// A day, a month or a year: from its first day up to the first that it has no more.
struct Days {
    QDate first;
    QDate end;
};

std::optional<Days> parseDays(const QString &text)
{
    const QDate day = QDate::fromString(text, QStringLiteral("yyyy-M-d"));
    if (day.isValid())
        return Days{day, day.addDays(1)};
    const QDate month = QDate::fromString(text, QStringLiteral("yyyy-M"));
    if (month.isValid())
        return Days{month, month.addMonths(1)};
    const QDate year = QDate::fromString(text, QStringLiteral("yyyy"));
    if (year.isValid())
        return Days{year, year.addYears(1)};
    return std::nullopt;
}

class TermCollector {
public:
    explicit TermCollector(int secondsFromUtc)
        : m_secondsFromUtc(secondsFromUtc)
    {
    }

    void take(const Term &term)
    {
        if (term.operatorName == u"from")
            add(m_terms.authors, term.value);
        else if (term.operatorName == u"in")
            add(m_terms.rooms, term.value);
        else if (term.operatorName.isEmpty() || !takeDate(term))
            addPhrase(term.operatorName.isEmpty() ? term.value : term.whole, term.isQuoted);
    }

    SearchTerms terms() const { return m_terms; }

private:
    static void add(std::vector<QString> &values, const QString &value)
    {
        if (!value.trimmed().isEmpty() && values.size() < SearchTerms::mostOfEach)
            values.push_back(value.trimmed());
    }

    void addPhrase(const QString &text, bool isWhole)
    {
        if (!text.trimmed().isEmpty() && m_terms.phrases.size() < SearchTerms::mostOfEach)
            m_terms.phrases.push_back({text, isWhole});
    }

    bool takeDate(const Term &term)
    {
        if (term.value.isEmpty())
            return true; // a date is still to be typed
        const std::optional<Days> days = parseDays(term.value);
        if (!days)
            return false;
        if (term.operatorName == u"before")
            m_terms.until = std::min(m_terms.until, startOf(days->first));
        else
            m_terms.since = std::max(m_terms.since, startOf(days->end));
        return true;
    }

    qint64 startOf(const QDate &day) const
    {
        return day.startOfDay(Qt::OffsetFromUTC, m_secondsFromUtc).toMSecsSinceEpoch();
    }

    int m_secondsFromUtc;
    SearchTerms m_terms;
};

} // namespace

SearchTerms parseSearch(const QString &text, int secondsFromUtc)
{
    TermReader reader(QStringView(text).first(std::min(text.size(), SearchTerms::longestText)));
    TermCollector collector(secondsFromUtc);
    while (const std::optional<Term> term = reader.next())
        collector.take(*term);
    return collector.terms();
}

} // namespace server
