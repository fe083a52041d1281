#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace app {

class EmojiCatalogue;

// What is being typed at the cursor that can be completed: "@an", "#kit", ":smi", "/to".
struct CompletionQuery {
    enum class Kind { None, Person, Room, Emoji, Command };

    Kind kind = Kind::None;
    int start = 0; // of the mark before the words
    int length = 0; // up to the cursor
    QString words; // behind the mark
    bool isClosed = false; // ":smile:", which is replaced at once

    static CompletionQuery at(const QString &text, int cursor);

    friend bool operator==(const CompletionQuery &, const CompletionQuery &) = default;
};

struct CommandHelp {
    QString name; // "/topic"
    QString help;
};

// What there is to complete with.
struct CompletionSources {
    QStringList people;
    QStringList rooms;
    std::vector<CommandHelp> commands;
    const EmojiCatalogue *emojis = nullptr;
};

struct Completion {
    QString label; // "Ann Baker", ":smile:"
    QString detail;
    QString insertion; // in place of what was typed
    QString emoji;

    friend bool operator==(const Completion &, const Completion &) = default;
};

// Best first, at most eight.
std::vector<Completion> completionsFor(
    const CompletionQuery &query, const CompletionSources &sources);

} // namespace app
