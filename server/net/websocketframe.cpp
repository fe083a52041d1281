#include "server/net/websocketframe.h"

#include <QtEndian>

namespace server {

namespace {

constexpr unsigned char finalFragment = 0x80;
constexpr unsigned char textOpcode = 0x1;
constexpr unsigned char binaryOpcode = 0x2;
constexpr unsigned char closeOpcode = 0x8;
constexpr unsigned char pingOpcode = 0x9;

template<typename Number>
void appendBigEndian(auto &out, Number number)
{
    char bytes[sizeof number];
    qToBigEndian(number, bytes);
    out.append(QByteArrayView(bytes, sizeof bytes));
}

} // namespace

FrameHead webSocketFrameHead(FrameKind kind, qsizetype size)
{
    FrameHead head;
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

QByteArray webSocketPingFrame()
{
    QByteArray frame;
    frame.append(char(finalFragment | pingOpcode));
    frame.append(char(0));
    return frame;
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
