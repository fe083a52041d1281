#pragma once

#include <QByteArrayView>

#include <vector>

namespace stomp {

// Valid UTF-8 cut into pieces of at most `longest` bytes, never within a character (S-351). 0, and
// less than a character may need, is one piece.
std::vector<QByteArrayView> textPieces(QByteArrayView text, qsizetype longest);

} // namespace stomp
