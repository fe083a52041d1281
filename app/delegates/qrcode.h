#pragma once

#include <QByteArray>
#include <QImage>

namespace app {

// The text as a QR code, one pixel for each of its squares and four of white around it, as readers
// want it in any theme. Null when it is empty or too long for one.
QImage qrCode(const QByteArray &text);

} // namespace app
