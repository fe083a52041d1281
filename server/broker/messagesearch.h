#pragma once

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <limits>
#include <optional>
#include <vector>

// What is looked for in what was said, and what was found. Asked like the log, answered beside it.
namespace server {

// Words that stand next to each other. The last one may be the beginning of a longer word, unless
// whole words are asked for; in scripts without blanks any part of a word is found.
struct SearchPhrase {
    QString text;
    bool isWhole = false;

    friend bool operator==(const SearchPhrase &, const SearchPhrase &) = default;
};

// All that is asked for must be true of a message. Without any condition nothing is found.
struct SearchQuery {
    static constexpr qint64 always = std::numeric_limits<qint64>::max();

    std::vector<SearchPhrase> phrases;
    std::vector<QString> authors; // said by one of them: names as they were then, or ids
    std::optional<std::vector<QByteArray>> rooms; // said in one of these
    std::vector<QByteArray> hiddenRooms; // and in none of these
    qint64 since = 0; // sent at or after, milliseconds since 1970 UTC
    qint64 until = always; // sent before
    qint64 before = 0; // a position: only what stands before it; 0: no bound
    int limit = 50;

    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};

// A part of a text, with or without what was looked for.
struct TextPiece {
    QString text;
    bool isHit = false;

    friend bool operator==(const TextPiece &, const TextPiece &) = default;
};

struct FoundMessage {
    qint64 position = 0; // among all messages of the server, rising as they were written
    QByteArray room;
    qint64 seq = 0;
    QByteArray payload; // of the message as it reads now, without `seq`
    std::vector<TextPiece> pieces; // an excerpt of the text

    friend bool operator==(const FoundMessage &, const FoundMessage &) = default;
};

// Newest first.
struct SearchPage {
    std::vector<FoundMessage> messages;
    qint64 next = 0; // as `before` it leads to what follows; 0: nothing follows
    bool isComplete = true; // the index had all that was written
};

} // namespace server
