#include "server/net/websocketframe.h"

#include <QtEndian>

namespace server {

namespace {

constexpr unsigned char finalFragment = 0x80;
constexpr unsigned char textOpcode = 0x1;
constexpr unsigned char binaryOpcode = 0x2;
constexpr unsigned char closeOpcode = 0x8;

template<typename Number>
void appendBigEndian(QByteArray &out, Number number)
{
    char bytes[sizeof number];
    qToBigEndian(number, bytes);
    out.append(bytes, sizeof bytes);
}

} // namespace

QByteArray webSocketFrameHead(FrameKind kind, qsizetype size)
{
    QByteArray head;
    head.reserve(10);
    head.append(char(finalFragment | (kind == FrameKind::Text ? textOpcode : binaryOpcode)));
    if (size < 126) {
        head.append(char(size));
    } else if (size <= 0xffff) {
        head.append(char(126));
        appendBigEndian(head, quint16(size));
    } else {
        head.append(char(127));
        appendBigEndian(head, quint64(size));
    }
    return head;
}

QByteArray webSocketCloseFrame(int code)
{
    QByteArray frame;
    frame.append(char(finalFragment | closeOpcode));
    frame.append(char(2));
    appendBigEndian(frame, quint16(code));
    return frame;
}

} // namespace server
