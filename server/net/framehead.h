#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace server {

// The few bytes that a transport puts before a frame, without memory of their own.
class FrameHead {
public:
    FrameHead() = default;
    explicit FrameHead(QByteArrayView bytes) { append(bytes); }

    // Up to 16 bytes in all.
    void append(QByteArrayView bytes)
    {
        Q_ASSERT(bytes.size() + m_size <= qsizetype(m_bytes.size()));
        std::copy(bytes.begin(), bytes.end(), m_bytes.begin() + m_size);
        m_size += bytes.size();
    }
    void append(char byte) { append(QByteArrayView(&byte, 1)); }

    QByteArrayView view() const { return {m_bytes.data(), m_size}; }

private:
    std::array<char, 16> m_bytes{};
    qsizetype m_size = 0;
};

} // namespace server
