#pragma once

#include <QCoreApplication>
#include <QString>

namespace app {

class Search;

// What is said about a search above what it has found.
class SearchWords {
    Q_DECLARE_TR_FUNCTIONS(app::SearchWords)

public:
    static QString state(const Search &search);

private:
    static QString found(const Search &search);
};

} // namespace app
