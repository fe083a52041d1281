#include "stomp/textpieces.h"

namespace stomp {

namespace {

constexpr qsizetype longestCharacter = 4;

bool continuesCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

} // namespace

std::vector<QByteArrayView> textPieces(QByteArrayView text, qsizetype longest)
{
    std::vector<QByteArrayView> pieces;
    while (longest >= longestCharacter && text.size() > longest) {
        qsizetype end = longest;
        while (continuesCharacter(text.at(end)))
            --end;
        pieces.push_back(text.first(end));
        text = text.sliced(end);
    }
    pieces.push_back(text);
    return pieces;
}

} // namespace stomp
