#include "app/client/emojicatalogue.h"

#include <QFile>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace app {

namespace {

constexpr int flags = 9;

// Of one word: 0 not at all.
int wordMatch(const QString &typed, const QString &word)
{
    if (word == typed)
        return 4;
    if (word.startsWith(typed))
        return 3;
    const qsizetype at = word.indexOf(typed);
    if (at < 0)
        return 0;
    return word.at(at - 1).isLetterOrNumber() ? 1 : 2;
}

// Names count for more than what it has to do with.
int match(const QString &typed, const Emoji &emoji)
{
    int best = 0;
    const qsizetype names = emoji.shortNames.size() + 2;
    for (qsizetype i = 0; i < emoji.words.size(); ++i) {
        const int value = wordMatch(typed, emoji.words.at(i));
        best = std::max(best, value == 0 ? 0 : 2 * value + (i < names ? 1 : 0));
    }
    const bool isFlag = emoji.group == flags; // ":sm" means a smile sooner than San Marino
    return isFlag && best > 2 ? best - 2 : best;
}

} // namespace

const QString &Emoji::name() const
{
    return QLocale().language() == QLocale::Korean ? korean : english;
}

EmojiCatalogue EmojiCatalogue::parse(const QByteArray &table)
{
    enum Column { Text, Group, ShortNames, English, EnglishWords, Korean, KoreanWords, Count };
    EmojiCatalogue catalogue;
    for (const QString &line : QString::fromUtf8(table).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList fields = line.split(u'\t');
        if (fields.size() != Count)
            continue;
        Emoji emoji{fields[Text], fields[Group].toInt(),
            fields[ShortNames].split(u' ', Qt::SkipEmptyParts), fields[English], fields[Korean],
            {}};
        emoji.words = emoji.shortNames;
        emoji.words += {emoji.english.toCaseFolded(), emoji.korean};
        emoji.words += fields[EnglishWords].toCaseFolded().split(u',', Qt::SkipEmptyParts);
        emoji.words += fields[KoreanWords].split(u',', Qt::SkipEmptyParts);
        const int at = static_cast<int>(catalogue.m_emojis.size());
        for (const QString &name : emoji.shortNames)
            catalogue.m_byName.insert(name, at);
        catalogue.m_byText.insert(emoji.text, at);
        catalogue.m_emojis.push_back(std::move(emoji));
    }
    return catalogue;
}

const EmojiCatalogue &EmojiCatalogue::standard()
{
    static const EmojiCatalogue catalogue = [] {
        QFile file(QStringLiteral(":/emoji/emoji.tsv"));
        return file.open(QIODevice::ReadOnly) ? parse(file.readAll()) : EmojiCatalogue();
    }();
    return catalogue;
}

std::vector<Emoji> EmojiCatalogue::find(const QString &typed, std::size_t limit) const
{
    const QString query = typed.trimmed().toCaseFolded();
    std::vector<std::pair<int, int>> found; // how badly it fits, which
    for (int i = 0; i < static_cast<int>(m_emojis.size()); ++i) {
        const int value = query.isEmpty() ? 1 : match(query, m_emojis[static_cast<std::size_t>(i)]);
        if (value > 0)
            found.emplace_back(-value, i);
    }
    std::sort(found.begin(), found.end());
    std::vector<Emoji> emojis;
    for (std::size_t i = 0; i < std::min(limit, found.size()); ++i)
        emojis.push_back(m_emojis[static_cast<std::size_t>(found[i].second)]);
    return emojis;
}

const Emoji *EmojiCatalogue::named(const QString &shortName) const
{
    const auto found = m_byName.find(shortName);
    return found == m_byName.end() ? nullptr : &m_emojis[static_cast<std::size_t>(*found)];
}

const Emoji *EmojiCatalogue::of(const QString &text) const
{
    const auto found = m_byText.find(text);
    return found == m_byText.end() ? nullptr : &m_emojis[static_cast<std::size_t>(*found)];
}

} // namespace app
