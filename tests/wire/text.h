#pragma once

#include <QByteArray>
#include <QList>

#include <map>
#include <optional>

// How bytes are written in scripts.
namespace wire {

using Variables = std::map<QByteArray, QByteArray>;

// Puts in `{name}` from the variables and writes `{text*3}` out three times; other braces stay.
QByteArray expand(const QByteArray &text, const Variables &variables);

// \n \r \t \0 \\ \xHH; nothing when a backslash means none of these.
std::optional<QByteArray> unescape(const QByteArray &text);
// The reverse, for people.
QByteArray printable(const QByteArray &bytes);

// Text in which `*` stands for any bytes; escapes as above, a star itself is \x2a.
bool matches(const QByteArray &pattern, const QByteArray &bytes);

} // namespace wire
