#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace app {

struct Emoji {
    QString text;
    int group = 0; // of Unicode: faces, people, -, nature, food, travel, activities, objects,
                   // symbols, flags
    QStringList shortNames; // "thumbsup"
    QString english;
    QString korean;
    QStringList words; // all that it is found by, in both languages

    // In the language of the program.
    const QString &name() const;
};

// Every emoji with its names, English and Korean. Read when it is first used: some 1,900 of them.
class EmojiCatalogue {
public:
    static EmojiCatalogue parse(const QByteArray &table);
    // What comes with the program; read once.
    static const EmojiCatalogue &standard();

    const std::vector<Emoji> &emojis() const { return m_emojis; }
    // Best first.
    std::vector<Emoji> find(const QString &typed, std::size_t limit) const;
    // By a short name or as itself; nullptr: none.
    const Emoji *named(const QString &shortName) const;
    const Emoji *of(const QString &text) const;

private:
    std::vector<Emoji> m_emojis;
    QHash<QString, int> m_byName;
    QHash<QString, int> m_byText;
};

} // namespace app
