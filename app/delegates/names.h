#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace app {

// The people whose names stand out where they are called: "@Ann".
struct KnownNames {
    QStringList people;
    QString self;

    friend bool operator==(const KnownNames &, const KnownNames &) = default;
};

// Where a text calls somebody who is known.
struct CalledName {
    int start = 0;
    int length = 0;
    bool isSelf = false;

    friend bool operator==(const CalledName &, const CalledName &) = default;
};

std::vector<CalledName> findNames(const QString &text, const KnownNames &names);

} // namespace app
