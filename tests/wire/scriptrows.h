#pragma once

#include "tests/wire/script.h"
#include "tests/wire/scriptrunner.h"

#include <QMetaType>
#include <QString>

#include <utility>
#include <vector>

namespace wire {

// The scripts of a folder, each with the name of its file.
struct ScriptFolder {
    std::vector<std::pair<QString, Script>> scripts;
    QByteArray complaint; // empty when all could be read
};
ScriptFolder readScripts(const QString &path);

// A row of a test for each carrier the script runs over, in this version; the columns are `script`,
// `version` and `carrier`.
void addRows(const QString &file, const Script &script, const QByteArray &version);

} // namespace wire

Q_DECLARE_METATYPE(wire::Script)
Q_DECLARE_METATYPE(wire::Carrier)
