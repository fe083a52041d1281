#pragma once

#include <QByteArray>
#include <QString>

#include <map>

namespace app {

// What was being written in one room, by the message it answers; an empty id: none.
using Drafts = std::map<QByteArray, QString>;

} // namespace app
