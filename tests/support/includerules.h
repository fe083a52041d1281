#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

// Which folder of the product may include which: the table of ARCHITECTURE.md as a program.
namespace test {

struct IncludeViolation {
    QString file;
    int line = 0;
    QString include;
    QString rule;

    friend bool operator==(const IncludeViolation &, const IncludeViolation &) = default;
};

// Judges the #include lines of one file; `path` is relative to the root of the repository.
std::vector<IncludeViolation> checkIncludes(const QString &path, const QByteArray &content);

} // namespace test
