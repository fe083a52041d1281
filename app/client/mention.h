#pragma once

#include <QString>

namespace app {

// Whether the text names somebody: "@Ann", not "@Anna"; "@민수야" names 민수.
bool namesPerson(const QString &text, const QString &name);

} // namespace app
