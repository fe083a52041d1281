#pragma once

#include "stomp/frame.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

#include <vector>

// What tests read out of a room's frames, as JSON rather than by the product's own parsers.
namespace test {

class StompDialogue;

QJsonObject jsonBody(const stomp::Frame &frame);
QJsonArray jsonArray(const QByteArray &body);

// All entries of a room from its first to its last, by pages of its history.
std::vector<QJsonObject> readWholeRoom(StompDialogue &person, const QByteArray &room);

} // namespace test
