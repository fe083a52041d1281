#include "server/net/session.h"

#include "server/net/framelog.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <utility>

namespace server {

Session::Session(ServerProtocol::Peer peer, std::unique_ptr<SessionTransport> transport,
    const SessionSettings &settings, TimePoint acceptedAt, SessionHost &host)
    : m_id(peer.id)
    , m_transport(std::move(transport))
    , m_settings(settings)
    , m_host(host)
    , m_protocol(std::move(peer), settings.protocol, acceptedAt)
    , m_buffer(settings.slowReader)
    , m_linger(settings.linger)
{
    connect(m_transport.get(), &SessionTransport::received, this, &Session::receive);
    connect(m_transport.get(), &SessionTransport::taken, this, &Session::noteTaken);
    connect(m_transport.get(), &SessionTransport::answeredItself, this, &Session::noteOwnOutput);
    connect(m_transport.get(), &SessionTransport::closed, this, &Session::noteTransportClosed);
    connect(m_transport.get(), &SessionTransport::partReceived, this, [this] {
        m_protocol.receivePart(m_host.now());
        scheduleWake();
    });
    connect(m_transport.get(), &SessionTransport::ponged, this,
        [this] { m_protocol.receivePong(m_host.now()); });
    scheduleWake();
}

Session::~Session()
{
    m_transport->disconnect(this);
}

void Session::receive(const QByteArray &bytes)
{
    if (!m_isHeldByWorker && m_host.holdsSends()) {
        m_isHeldByWorker = true;
        m_host.noteHeld(*this);
        decideHolding();
    }
    try {
        carryOut(m_protocol.receive(bytes, m_host.now()));
    } catch (const std::bad_alloc &) {
        endWithoutMemory();
    }
}

// What the peer sent does not fit: it goes, with what waits for it, and the others stay.
void Session::endWithoutMemory()
{
    m_buffer.clear();
    carryOut(m_protocol.transportClosed(CloseReason::InternalError));
}

void Session::accept(const AcceptSession &accepted)
{
    carryOut(m_protocol.accept(accepted, m_host.now()));
}

void Session::send(const SendFrame &frame)
{
    carryOut(m_protocol.send(frame, m_host.now()));
}

void Session::close(const CloseSession &close)
{
    carryOut(m_protocol.close(close, m_host.now()));
}

void Session::deliver(const OutboundMessage &message, const Receiver &receiver, TimePoint now)
{
    if (isLeftOut(message) || !m_protocol.mayDeliver(now))
        return;
    QByteArray head = messageHead(receiver, m_protocol.version());
    if (head.isEmpty())
        return;
    logSent(message, receiver);
    if (m_dropped > 0)
        head += "dropped-before:" + QByteArray::number(std::exchange(m_dropped, 0)) + '\n';
    const QByteArray &rest = message.encoded(m_protocol.version());
    m_buffer.append(m_transport->frameHead(message.kind(), head.size() + rest.size()).view(), head,
        rest, m_transport->frameTail());
    if (receiver.number != 0)
        m_untold.push_back({m_buffer.appended(), receiver.number});
    wantFlush();
    checkReader(now);
}

void Session::deliver(ReadyFrames &frames, const Receiver &receiver, TimePoint now)
{
    if (looksAtEach()) {
        for (const ReadyFrames::Message &message : frames.messages())
            deliver(*message, receiver, now);
        return;
    }
    if (!m_protocol.mayDeliver(now))
        return;
    for (const ReadyFrames::Message &message : frames.messages())
        logSent(*message, receiver);
    const ReadyFrames::Block &block = frames.block(*m_transport, m_protocol.version(), receiver);
    m_buffer.appendShared(block.bytes, block.largestFrame);
    wantFlush();
    checkReader(now);
}

// Whether some message may be left out, or has been and is to be told of.
bool Session::looksAtEach() const
{
    return m_settings.topicOverflow != TopicOverflow::Disconnect
        && (m_dropped > 0 || m_buffer.waiting() > m_settings.slowReader.bytes / 2);
}

bool Session::isLeftOut(const OutboundMessage &message)
{
    if (m_settings.topicOverflow == TopicOverflow::Disconnect
        || m_buffer.waiting() <= m_settings.slowReader.bytes / 2
        || !message.headers().value("destination").startsWith("/topic/"))
        return false;
    ++m_dropped;
    m_host.noteDropped();
    return true;
}

void Session::hold(bool isOn)
{
    m_isHeldByBroker = isOn;
    decideHolding();
}

void Session::resume()
{
    m_isHeldByWorker = false;
    decideHolding();
}

void Session::decideHolding()
{
    const bool isHeld = m_isThrottled || m_isHeldByBroker || m_isHeldByWorker;
    carryOut(m_protocol.holdSends(isHeld, m_host.now()));
}

// The broker hears how far the connection took what nobody acknowledges (S-298).
void Session::tellTaken()
{
    const qint64 taken = m_buffer.appended() - m_buffer.waiting();
    const auto first = std::find_if(m_untold.begin(), m_untold.end(),
        [taken](const Untold &untold) { return untold.end > taken; });
    if (first == m_untold.begin())
        return;
    const quint64 last = std::prev(first)->number;
    m_untold.erase(m_untold.begin(), first);
    m_host.passInward(DeliveriesTaken{m_id, last});
}

void Session::stop(std::chrono::milliseconds linger)
{
    m_linger = std::min(m_linger, linger);
    if (m_abortAt)
        m_abortAt = std::min(*m_abortAt, m_host.now() + m_linger);
    carryOut(m_protocol.end(CloseReason::ServerStopping, std::nullopt, m_host.now()));
}

void Session::flush()
{
    m_wantsFlush = false;
    if (m_hasEnded || m_buffer.isEmpty())
        return;
    m_transport->write(m_buffer.gathered());
    m_buffer.clear();
    noteOutput();
}

// What the socket holds has grown.
void Session::noteOutput()
{
    const TimePoint now = m_host.now();
    m_buffer.noteGiven(m_transport->bytesWaiting(), now);
    tellTaken();
    checkReader(now);
    throttle();
    scheduleWake();
}

// A ping is answered wherever it comes; only reading less makes fewer answers.
void Session::noteOwnOutput()
{
    noteOutput();
    if (m_isThrottled)
        carryOut(m_protocol.holdReading(true, m_host.now()));
}

void Session::wake()
{
    m_wakeAt = TimePoint::max();
    if (m_hasEnded)
        return;
    m_buffer.releaseMemory();
    const TimePoint now = m_host.now();
    if (m_abortAt && now >= *m_abortAt)
        return endNow();
    checkReader(now);
    carryOut(m_protocol.wake(now, m_buffer.waiting() > 0));
}

void Session::noteTaken(qint64 bytes)
{
    m_buffer.noteTaken(bytes, m_transport->bytesWaiting(), m_host.now());
    tellTaken();
    throttle();
}

void Session::noteTransportClosed(CloseReason reason)
{
    carryOut(m_protocol.transportClosed(reason));
    endNow();
}

void Session::carryOut(SessionActions actions)
{
    for (SessionAction &action : actions)
        std::visit([this](auto &one) { carryOut(one); }, action);
    if (!m_hasEnded)
        scheduleWake();
}

void Session::carryOut(SendBytes &action)
{
    const bool isFrame = action.bytes.endsWith('\0');
    m_buffer.append(m_transport->frameHead(action.kind, action.bytes.size()).view(), {},
        action.bytes, isFrame ? m_transport->frameTail() : QByteArrayView());
    wantFlush();
}

void Session::carryOut(PassInward &action)
{
    m_host.passInward(std::move(action.value));
}

void Session::carryOut(SetReading &action)
{
    m_transport->setReading(action.isOn);
}

void Session::carryOut(SendPing &)
{
    m_transport->ping();
}

void Session::carryOut(CloseConnection &action)
{
    m_host.noteClose(*this, action.reason);
    if (!action.lingers)
        return endNow();
    m_abortAt = m_host.now() + m_linger;
    flush();
    if (!m_hasEnded)
        m_transport->close(action.reason);
}

// A reader that lags too far is cut without waiting: whatever was written now would only wait
// behind the rest.
void Session::checkReader(TimePoint now)
{
    if (m_protocol.isEnded())
        return;
    const OutboundBuffer::State state = m_buffer.state(now);
    if (state == OutboundBuffer::State::Fine)
        return;
    const CloseReason reason = state == OutboundBuffer::State::TooManyBytes
        ? CloseReason::SlowReaderBytes
        : CloseReason::SlowReaderTime;
    m_buffer.drop();
    carryOut(m_protocol.transportClosed(reason));
}

// A peer that sends and does not read gets no more answers to wait for it.
void Session::throttle()
{
    const bool isMuch = m_buffer.stopsReading(m_isThrottled);
    if (m_protocol.isEnded() || isMuch == m_isThrottled)
        return;
    m_isThrottled = isMuch;
    if (!isMuch)
        carryOut(m_protocol.holdReading(false, m_host.now()));
    decideHolding();
}

void Session::scheduleWake()
{
    if (m_hasEnded)
        return;
    std::optional<TimePoint> next = m_abortAt ? m_abortAt : m_protocol.nextWake();
    if (const std::optional<TimePoint> stalled = m_abortAt ? std::nullopt : m_buffer.deadline())
        next = next ? std::min(*next, *stalled) : *stalled;
    if (next && *next < m_wakeAt)
        m_host.wantWake(*this, m_wakeAt = *next);
}

void Session::wantFlush()
{
    if (!std::exchange(m_wantsFlush, true))
        m_host.wantFlush(*this);
}

void Session::endNow()
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_transport->disconnect(this);
    m_transport->abort();
    if (!m_untold.empty()) // the broker has closed it, and still waits for this
        m_host.passInward(SessionClosed{m_id, CloseReason::ClientClosed});
    m_host.noteEnd(*this);
}

} // namespace server
