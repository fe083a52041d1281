#pragma once

#include <QJsonArray>

#include <vector>

class QJsonObject;

namespace app {
class Timeline;
}

// A room as somebody sees it, in a form in which those of two people are compared: an array of
// messages, each with what became of it.
namespace resilience {

// As a client shows it. What has no number yet, and holes, are in it, too.
QJsonArray timelineJson(const app::Timeline &timeline);

} // namespace resilience
