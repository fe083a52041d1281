#pragma once

#include <QString>
#include <QStringView>
#include <QtGlobal>

// What texts of people may be made of.
namespace server {

// Code points, so that an emoji counts like a letter.
qsizetype characterCount(QStringView text);
QString firstCharacters(const QString &text, qsizetype count);

// Control characters, line breaks, lone surrogates, and those that turn the direction of what
// follows: a name with them could pass for something else.
bool hasForbiddenNameCharacters(QStringView text);

// The same for names that look the same: case, composition and invisible characters do not count.
QString foldedName(const QString &name);

} // namespace server
