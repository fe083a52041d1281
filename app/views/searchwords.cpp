#include "app/views/searchwords.h"

#include "app/client/search.h"
#include "app/client/texts.h"

namespace app {

QString SearchWords::state(const Search &search)
{
    switch (search.state()) {
    case Search::State::Empty:
        return tr("Words, or more exactly:\n"
                  "\"see you\" – these words together\n"
                  "from:Ann – said by Ann\n"
                  "in:kitchen – in this room\n"
                  "before:2026-12-24\n"
                  "after:2026-11 – by day, month or year");
    case Search::State::TooShort:
        return tr("Two letters at least; of Korean one syllable is enough.");
    case Search::State::Offline:
        return tr("There is no connection. The search goes on when it is back.");
    case Search::State::Asking:
        return tr("Searching…");
    case Search::State::Failed:
        return tr("The search failed: %1").arg(problemText(search.problem()));
    case Search::State::Found:
        break;
    }
    return found(search);
}

QString SearchWords::found(const Search &search)
{
    const int count = static_cast<int>(search.hits().size());
    QString text = tr("Nothing was found.");
    if (count > 0) {
        text = search.hasMore() ? tr("The newest %n found", nullptr, count)
                                : tr("%n found", nullptr, count);
    }
    if (!search.isComplete()) {
        text += u'\n' + tr("The server is still reading what was said; there may be more.");
    }
    return text;
}

} // namespace app
