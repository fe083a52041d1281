#pragma once

#include "tests/system/resilience/robotprocess.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <vector>

// Whether a room holds what people were told it would. Entries are those of the server's history;
// every text begins with the name of the device it was written on and a number that grows: "ann
// 17".
namespace resilience {

using Entries = std::vector<QJsonObject>;

// What is wrong with the room as such: numbers with holes, a text twice, a lower number behind a
// higher one, an author who became another person.
QStringList troublesOf(const Entries &log);
// What was told to `person` and does not hold.
QStringList troublesOf(const Entries &log, const QByteArray &room, const Told &person);

// What a client has to show of it: timelineJson() by brute force.
QJsonArray shownOf(const Entries &log);

} // namespace resilience
