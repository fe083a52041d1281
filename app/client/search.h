#pragma once

#include "app/client/networkmessages.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace app {

// What somebody looks for, in one room or everywhere, and what was found, newest first: a core.
// What comes back is to be asked of the server. Replies carry the number of their question; those
// of earlier ones fall to the ground.
class Search {
public:
    enum class State {
        Empty, // nothing is looked for
        TooShort, // a single letter would find everything
        Offline, // asked again when the connection is back
        Asking,
        Found, // hits() has it, or nothing was found
        Failed, // problem() says why
    };
    using Question = std::optional<SearchCommand>;

    // An empty room: everywhere.
    Question look(const QString &text, const QByteArray &room, int minutesFromUtc);
    // What follows the hits that are there.
    Question more();
    Question setOnline(bool isOnline);
    Question replied(const SearchEvent &event);

    State state() const { return m_state; }
    const QString &text() const { return m_text; }
    const QByteArray &room() const { return m_room; }
    const std::vector<chat::SearchHit> &hits() const { return m_hits; }
    bool hasMore() const { return m_before > 0; }
    // The server still takes up what was said; there may be more than this.
    bool isComplete() const { return m_isComplete; }
    const chat::Problem &problem() const { return m_problem; }

    // Whether a search for this can find something in particular: two letters, one syllable, or a
    // name, a room or a day.
    static bool isEnough(const QString &text);

private:
    Question ask(qint64 before);
    QString query() const;
    void take(const chat::SearchResult &result);

    QString m_text;
    QByteArray m_room;
    int m_minutesFromUtc = 0;
    State m_state = State::Empty;
    std::vector<chat::SearchHit> m_hits;
    chat::Problem m_problem;
    qint64 m_before = 0; // leads to what follows; 0: nothing does
    int m_number = 0; // of the last question
    int m_emptyPages = 0; // that came in a row
    bool m_isOnline = false;
    bool m_isComplete = true;
    bool m_isNew = false; // the question asked last begins anew
};

} // namespace app
