#pragma once

#include "server/optiontable.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace server {

// Applies a TOML file: keys are the options' names, and the table [limits]. The error is one line
// that names the file, the line and what would be right.
std::optional<QByteArray> applyConfigFile(ProgramOptions &options, const QString &file);
std::optional<QByteArray> applyConfig(
    ProgramOptions &options, const QByteArray &text, const QByteArray &fileName);

} // namespace server
