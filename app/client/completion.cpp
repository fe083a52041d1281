#include "app/client/completion.h"

#include "app/client/emojicatalogue.h"
#include "app/client/namematch.h"

#include <algorithm>
#include <utility>

namespace app {

namespace {

using Kind = CompletionQuery::Kind;

constexpr std::size_t maximumCompletions = 8;
constexpr qsizetype maximumWords = 40;

bool isHangul(QChar c)
{
    return c.script() == QChar::Script_Hangul;
}

Kind kindOf(QChar mark)
{
    switch (mark.unicode()) {
    case u'@':
        return Kind::Person;
    case u'#':
        return Kind::Room;
    case u':':
        return Kind::Emoji;
    case u'/':
        return Kind::Command;
    default:
        return Kind::None;
    }
}

// ":)", "10:30" and "::" are no emoji's name; one letter is too little but in Korean.
bool canName(QStringView words)
{
    const bool isName = std::all_of(words.begin(), words.end(),
        [](QChar c) { return c.isLetterOrNumber() || QStringView(u"_+-").contains(c); });
    return isName && (words.size() >= 2 || (words.size() == 1 && isHangul(words.front())));
}

bool isMarkPlace(const QString &text, qsizetype at)
{
    return at == 0 || (!text.at(at - 1).isLetterOrNumber() && text.at(at - 1) != text.at(at));
}

std::vector<Completion> named(const QString &typed, const QStringList &names, const QString &mark)
{
    std::vector<std::pair<int, QString>> found;
    for (const QString &name : names) {
        if (const int value = nameMatch(typed, name))
            found.emplace_back(-value, name);
    }
    std::stable_sort(found.begin(), found.end(),
        [](const auto &one, const auto &other) { return one.first < other.first; });
    std::vector<Completion> completions;
    for (const auto &[value, name] : found)
        completions.push_back({mark + name, {}, mark + name + u' ', {}});
    return completions;
}

std::vector<Completion> emojis(const CompletionQuery &query, const EmojiCatalogue &catalogue)
{
    const auto completion = [](const Emoji &emoji) {
        return Completion{
            u':' + emoji.shortNames.value(0) + u':', emoji.name(), emoji.text, emoji.text};
    };
    if (query.isClosed) {
        const Emoji *emoji = catalogue.named(query.words);
        return emoji ? std::vector<Completion>{completion(*emoji)} : std::vector<Completion>();
    }
    std::vector<Completion> completions;
    for (const Emoji &emoji : catalogue.find(query.words, maximumCompletions))
        completions.push_back(completion(emoji));
    return completions;
}

std::vector<Completion> commands(const QString &typed, const std::vector<CommandHelp> &known)
{
    std::vector<Completion> completions;
    for (const CommandHelp &command : known) {
        if (command.name.startsWith(u'/' + typed))
            completions.push_back({command.name, command.help, command.name + u' ', {}});
    }
    return completions;
}

} // namespace

CompletionQuery CompletionQuery::at(const QString &text, int cursor)
{
    const qsizetype end = std::min<qsizetype>(cursor, text.size());
    qsizetype from = end;
    const bool isClosed = from > 1 && text.at(from - 1) == u':'; // then the mark is further left
    from -= isClosed ? 1 : 0;
    while (from > 0 && end - from < maximumWords && !text.at(from - 1).isSpace()
        && kindOf(text.at(from - 1)) == Kind::None)
        --from;
    if (from == 0 || !isMarkPlace(text, from - 1))
        return {};
    const Kind kind = kindOf(text.at(from - 1));
    const QString words = text.mid(from, end - from - (isClosed ? 1 : 0));
    const bool isWanted = kind == Kind::Emoji ? canName(words)
        : kind == Kind::Command               ? from == 1
                                              : kind != Kind::None;
    if (!isWanted || (isClosed && kind != Kind::Emoji))
        return {};
    return {kind, static_cast<int>(from - 1), static_cast<int>(end - from + 1), words, isClosed};
}

std::vector<Completion> completionsFor(
    const CompletionQuery &query, const CompletionSources &sources)
{
    std::vector<Completion> completions;
    switch (query.kind) {
    case Kind::None:
        break;
    case Kind::Person:
        completions = named(query.words, sources.people, QStringLiteral("@"));
        break;
    case Kind::Room:
        completions = named(query.words, sources.rooms, QStringLiteral("#"));
        break;
    case Kind::Emoji:
        completions = sources.emojis ? emojis(query, *sources.emojis) : completions;
        break;
    case Kind::Command:
        completions = commands(query.words, sources.commands);
        break;
    }
    if (completions.size() > maximumCompletions)
        completions.resize(maximumCompletions);
    return completions;
}

} // namespace app
