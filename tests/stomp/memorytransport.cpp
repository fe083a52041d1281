#include "tests/stomp/memorytransport.h"

#include "stomp/encoder.h"

namespace test {

using namespace stomp;

MemoryTransport::MemoryTransport()
    : m_decoder(Reads::ClientFrames, Limits{})
{
    m_decoder.setVersion(Version::V12);
}

void MemoryTransport::open(const QUrl &url)
{
    m_url = url;
}

void MemoryTransport::send(const QByteArray &bytes)
{
    m_decoder.append(bytes);
    while (true) {
        const Decoder::Item item = m_decoder.next();
        if (const auto *frame = std::get_if<Frame>(&item))
            m_frames.push_back(*frame);
        else if (std::holds_alternative<Decoder::EndOfLine>(item))
            ++m_endsOfLine;
        else
            return;
    }
}

void MemoryTransport::close()
{
    m_isClosed = true;
    if (!m_ignoresClose)
        lose();
}

void MemoryTransport::abort()
{
    m_isAborted = true;
}

void MemoryTransport::accept()
{
    Q_EMIT opened();
}

void MemoryTransport::answer(const Frame &frame)
{
    answerBytes(*encode(frame, Version::V12));
}

void MemoryTransport::answerBytes(const QByteArray &bytes)
{
    Q_EMIT received(bytes);
}

void MemoryTransport::lose(ErrorCode code)
{
    Q_EMIT closed(Error{code, "lost"});
}

std::vector<Frame> MemoryTransport::framesOf(Command command) const
{
    std::vector<Frame> found;
    for (const Frame &frame : m_frames) {
        if (frame.command == command)
            found.push_back(frame);
    }
    return found;
}

std::unique_ptr<Transport> MemoryNetwork::makeTransport()
{
    auto transport = std::make_unique<MemoryTransport>();
    m_transports.emplace_back(transport.get());
    return transport;
}

} // namespace test
