#include "app/delegates/markdownsource.h"

#include "app/delegates/links.h"

#include <QRegularExpression>

#include <map>

namespace app {

namespace {

// Neither a blank nor punctuation, so that what stands beside it counts as standing beside a word.
const QByteArray joiner = "\xEF\xB7\x90"; // U+FDD0, a noncharacter

bool isPunctuation(QChar c)
{
    return c.isPunct() || c.isSymbol();
}

bool isAsciiWord(QChar c)
{
    return c.unicode() < 128 && c.isLetterOrNumber();
}

// Written without blanks between words and particles.
bool isCjk(QChar c)
{
    const QChar::Script script = c.script();
    return script == QChar::Script_Hangul || script == QChar::Script_Han
        || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
}

// Goes through a text line by line and notes what must be put in where.
class Preparation {
public:
    explicit Preparation(const QString &text)
        : m_text(text)
    {
    }

    std::map<qsizetype, QByteArray> insertions()
    {
        for (qsizetype start = 0; start <= m_text.size();) {
            const qsizetype found = m_text.indexOf(u'\n', start);
            const qsizetype end = found < 0 ? m_text.size() : found;
            line(start, end);
            start = end + 1;
        }
        return std::move(m_insertions);
    }

private:
    struct Run {
        qsizetype start;
        qsizetype end;
        QChar before;
        QChar after;
    };

    void line(qsizetype start, qsizetype end);
    void lineStart(qsizetype start, QStringView words);
    void marks(qsizetype start, qsizetype end);
    void mark(const Run &run);
    void strike(const std::vector<Run> &runs);
    void addresses(qsizetype start, QStringView words);
    void escape(qsizetype from, qsizetype to);
    bool isEscaped(qsizetype at) const;

    const QString &m_text;
    std::map<qsizetype, QByteArray> m_insertions;
    QString m_fence;
    bool m_isAfterText = false; // the line above belongs to a paragraph
};

bool Preparation::isEscaped(qsizetype at) const
{
    qsizetype slashes = 0;
    while (at - slashes > 0 && m_text.at(at - slashes - 1) == u'\\')
        ++slashes;
    return slashes % 2 == 1;
}

void Preparation::escape(qsizetype from, qsizetype to)
{
    for (qsizetype at = from; at < to; ++at) {
        if (!isEscaped(at))
            m_insertions[at] = "\\";
    }
}

void Preparation::line(qsizetype start, qsizetype end)
{
    static const QRegularExpression fence(QStringLiteral("^[ >]*(`{3,}|~{3,})"));
    const QString words = m_text.mid(start, end - start);
    const auto match = fence.match(words);
    if (match.hasMatch()) {
        const QString found = match.captured(1);
        if (m_fence.isEmpty())
            m_fence = found;
        else if (found.startsWith(m_fence))
            m_fence.clear();
        m_isAfterText = false;
        return;
    }
    if (!m_fence.isEmpty())
        return;
    static const QRegularExpression quotes(QStringLiteral("^(?: {0,3}>(?=[ >]|$) ?)*"));
    const qsizetype quoted = quotes.match(words).capturedLength();
    lineStart(start + quoted, QStringView(words).mid(quoted));
    marks(start, end);
    addresses(start, words);
    m_isAfterText = !words.trimmed().isEmpty();
}

// What would begin a quote, a list or a heading by accident.
void Preparation::lineStart(qsizetype start, QStringView words)
{
    static const QRegularExpression face(QStringLiteral("^ {0,3}(>)"));
    static const QRegularExpression alone(QStringLiteral("^\\s*([-+*]|#{1,6})\\s*$"));
    static const QRegularExpression underline(QStringLiteral("^ {0,3}(?:=+|-+)\\s*$"));
    static const QRegularExpression number(
        QStringLiteral("^\\s*(?:\\d{4,9}|\\d+(?=[.)](?:\\s*$|\\s+\\d+[.)])))([.)])"));
    for (const QRegularExpression *rule : {&face, &alone, &number}) {
        const auto match = rule->match(words.toString());
        if (match.hasMatch())
            escape(start + match.capturedStart(1), start + match.capturedStart(1) + 1);
    }
    if (m_isAfterText && underline.match(words.toString()).hasMatch()) {
        qsizetype at = 0;
        while (words.at(at) == u' ')
            ++at;
        escape(start + at, start + at + 1);
    }
}

void Preparation::marks(qsizetype start, qsizetype end)
{
    std::vector<Run> tildes;
    for (qsizetype at = start; at < end;) {
        const QChar c = m_text.at(at);
        qsizetype stop = at + 1;
        while (stop < end && m_text.at(stop) == c)
            ++stop;
        const Run run{
            at, stop, at > start ? m_text.at(at - 1) : u' ', stop < end ? m_text.at(stop) : u' '};
        if (c == u'~' && stop - at == 2)
            tildes.push_back(run);
        else if (c == u'~' && stop - at == 1)
            escape(at, stop);
        else if (c == u'*' || c == u'_')
            mark(run);
        at = stop;
    }
    strike(tildes);
}

void Preparation::mark(const Run &run)
{
    const bool isUnderline = m_text.at(run.start) == u'_';
    if (isUnderline && isPunctuation(run.before) && isPunctuation(run.after)) {
        escape(run.start, run.end); // ^_^
    } else if (!isUnderline && run.end - run.start == 1 && isAsciiWord(run.before)
        && isAsciiWord(run.after)) {
        escape(run.start, run.end); // 2*3*4
    } else if (!isUnderline && isPunctuation(run.before) && isCjk(run.after)) {
        m_insertions[run.start] = joiner; // **(강조)**는
    } else if (!isUnderline && isCjk(run.before) && isPunctuation(run.after)) {
        m_insertions[run.end] = joiner; // 그는 **"예"**
    }
}

// Pairs only: "네~~ 좋아요~~" is a long sound.
void Preparation::strike(const std::vector<Run> &runs)
{
    const Run *opener = nullptr;
    for (const Run &run : runs) {
        const bool opens =
            !run.after.isSpace() && (run.before.isSpace() || isPunctuation(run.before));
        if (opener && !run.before.isSpace()) {
            opener = nullptr;
        } else if (!opener && opens) {
            opener = &run;
        } else {
            escape(run.start, run.end);
        }
    }
    if (opener)
        escape(opener->start, opener->end);
}

void Preparation::addresses(qsizetype start, QStringView words)
{
    for (const Link &link : findLinks(words)) {
        if (link.start > 0 && words.at(link.start - 1) == u'<')
            continue; // nothing is escaped between < and >
        int end = link.start + link.length; // without what closes the words that it stands in
        while (QStringView(u"*_~").contains(words.at(end - 1)))
            --end;
        for (int i = link.start; i < end; ++i) {
            if (QStringView(u"*_~").contains(words.at(i)))
                escape(start + i, start + i + 1);
        }
    }
}

} // namespace

MarkdownSource MarkdownSource::of(const QString &text)
{
    const auto insertions = Preparation(text).insertions();
    MarkdownSource source;
    const auto append = [&source](const QByteArray &bytes, qsizetype origin, bool isInserted) {
        source.bytes += bytes;
        source.origins.resize(source.bytes.size(), static_cast<int>(origin));
        source.inserted.resize(source.bytes.size(), isInserted);
    };
    for (qsizetype at = 0; at < text.size();) {
        const auto found = insertions.find(at);
        if (found != insertions.end())
            append(found->second, at, true);
        const bool isPair = text.at(at).isHighSurrogate() && at + 1 < text.size()
            && text.at(at + 1).isLowSurrogate();
        const qsizetype units = isPair ? 2 : 1;
        append(QStringView(text).mid(at, units).toUtf8(), at, false);
        at += units;
    }
    source.origins.push_back(static_cast<int>(text.size()));
    return source;
}

} // namespace app
