#include "stomp/decoder.h"

#include <algorithm>

namespace stomp {

namespace {

constexpr qsizetype compactThreshold = 16 * 1024;
constexpr qsizetype keptCapacity = 1024;

bool isControl(char character)
{
    const auto byte = static_cast<unsigned char>(character);
    return byte < 0x20 || byte == 0x7f;
}

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

bool isLineEndsOnly(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
}

// Only digits, blanks around them allowed (S-055, S-057).
std::optional<qsizetype> parseLength(QByteArrayView text)
{
    const QByteArrayView digits = text.trimmed();
    const bool isNumber = !digits.isEmpty()
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber)
        return std::nullopt;
    bool fits = false;
    const qlonglong value = digits.toByteArray().toLongLong(&fits);
    return fits ? std::optional<qsizetype>(value) : std::nullopt;
}

} // namespace

Decoder::Decoder(Reads reads, Limits limits, DecoderOptions options)
    : m_reads(reads)
    , m_limits(limits)
    , m_options(options)
{
}

void Decoder::append(QByteArrayView bytes)
{
    if (m_state != State::Failed)
        m_buffer.append(bytes);
}

void Decoder::setVersion(Version version)
{
    m_version = version;
    m_negotiated = true;
}

void Decoder::setLimits(Limits limits)
{
    m_limits = limits;
}

Decoder::Item Decoder::next()
{
    while (true) {
        switch (m_state) {
        case State::Failed:
            return *m_error;
        case State::BetweenFrames: {
            Item item = readBetweenFrames();
            if (m_state == State::BetweenFrames)
                return item;
            break;
        }
        case State::Command:
            if (std::optional<Item> item = readCommand())
                return *item;
            break;
        case State::Headers:
            if (std::optional<Item> item = readHeaderLine())
                return *item;
            break;
        case State::Body:
            return readBody();
        }
    }
}

// Skips NULs, reports an end of line as a heart-beat, and finds the beginning of a frame.
Decoder::Item Decoder::readBetweenFrames()
{
    while (m_position < m_buffer.size()) {
        const char character = m_buffer.at(m_position);
        const bool isPair = character == '\r' && m_position + 1 < m_buffer.size();
        if (character == '\n' || (isPair && m_buffer.at(m_position + 1) == '\n')) {
            m_position += isPair ? 2 : 1;
            compact();
            return EndOfLine{};
        }
        if (character == '\r' && !isPair)
            return NeedMoreBytes{};
        if (character != '\0') {
            m_frame = Frame{};
            m_state = State::Command;
            m_scanned = 0;
            return NeedMoreBytes{};
        }
        ++m_position;
    }
    compact();
    return NeedMoreBytes{};
}

std::optional<Decoder::Item> Decoder::readCommand()
{
    const auto taken = takeLine(m_limits.command, ErrorCode::CommandTooLong);
    if (const auto *error = std::get_if<Error>(&taken))
        return fail(error->code, error->text);
    if (std::holds_alternative<NeedMoreBytes>(taken))
        return NeedMoreBytes{};
    const QByteArrayView line = std::get<Line>(taken).text;
    const std::optional<Command> command = parseCommand(line);
    if (!command)
        return fail(ErrorCode::UnknownCommand,
            "unknown command "
                + line.first(std::min<qsizetype>(line.size(), 32))
                      .toByteArray()
                      .toPercentEncoding());
    const bool isForUs = isClientCommand(*command) == (m_reads == Reads::ClientFrames);
    if (!isForUs)
        return fail(
            ErrorCode::UnexpectedCommand, toBytes(*command) + " is not for this side to send");
    m_frame = Frame{*command, {}, {}};
    m_headerBytes = 0;
    m_contentLength.reset();
    m_state = State::Headers;
    return std::nullopt;
}

std::optional<Decoder::Item> Decoder::readHeaderLine()
{
    const auto taken = takeLine(m_limits.headerLine, ErrorCode::HeaderLineTooLong);
    if (const auto *error = std::get_if<Error>(&taken))
        return fail(error->code, error->text);
    if (std::holds_alternative<NeedMoreBytes>(taken))
        return NeedMoreBytes{};
    const QByteArrayView line = std::get<Line>(taken).text;
    const std::optional<Error> error = line.isEmpty() ? finishHeaders() : addHeader(line);
    if (error)
        return fail(error->code, error->text);
    return std::nullopt;
}

// The next line without its end. What it refers to is valid until bytes are appended.
std::variant<Decoder::NeedMoreBytes, Decoder::Line, Error> Decoder::takeLine(
    qsizetype limit, ErrorCode tooLong)
{
    const QByteArrayView unread = QByteArrayView(m_buffer).sliced(m_position);
    const auto stop = std::find_if(unread.begin() + m_scanned, unread.end(),
        [](char character) { return character == '\n' || character == '\0'; });
    const qsizetype end = stop - unread.begin();
    // A line end may be two bytes long. Judged before all else, so that it does not matter how
    // bytes are cut.
    if (end > limit + 1)
        return Error{tooLong, "a line is longer than " + QByteArray::number(limit) + " bytes"};
    if (end == unread.size()) {
        m_scanned = end;
        return NeedMoreBytes{};
    }
    if (*stop == '\0')
        return Error{ErrorCode::MalformedFrame, "NUL before the empty line that ends the headers"};
    QByteArrayView text = unread.first(end);
    const bool hadCarriageReturn = text.endsWith('\r');
    if (std::optional<Error> error = checkLine(text))
        return *error;
    if (text.size() > limit)
        return Error{tooLong, "a line is longer than " + QByteArray::number(limit) + " bytes"};
    m_position += end + 1;
    m_scanned = 0;
    return Line{text, hadCarriageReturn};
}

// Takes a CR off the end where the version counts it to the line end, and refuses what no line may
// hold.
std::optional<Error> Decoder::checkLine(QByteArrayView &line) const
{
    const bool isStrict = !m_negotiated || m_version == Version::V12;
    if (line.endsWith('\r') && (isStrict || m_options.lenientCarriageReturn || line.size() == 1))
        line.chop(1);
    if (isStrict && line.contains('\r'))
        return Error{ErrorCode::MalformedFrame, "CR that no LF follows"};
    if (!line.isValidUtf8())
        return Error{ErrorCode::InvalidUtf8, "command or header is not valid UTF-8"};
    return std::nullopt;
}

std::optional<Error> Decoder::addHeader(QByteArrayView line)
{
    m_headerBytes += line.size();
    if (m_headerBytes > m_limits.headers)
        return Error{ErrorCode::HeadersTooLarge,
            "headers are longer than " + QByteArray::number(m_limits.headers) + " bytes"};
    if (m_frame.headers.size() >= static_cast<std::size_t>(m_limits.headerCount))
        return Error{ErrorCode::TooManyHeaders,
            "more than " + QByteArray::number(m_limits.headerCount) + " headers"};
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return Error{ErrorCode::MalformedFrame, "a header line without a colon"};
    const QByteArrayView rawName = line.first(colon);
    Result<QByteArray> name = decodeText(rawName);
    if (!name)
        return name.error();
    // Line breaks that were escaped may stay (S-033).
    if (isBlank(*name) || std::any_of(rawName.begin(), rawName.end(), isControl))
        return Error{
            ErrorCode::MalformedFrame, "a header name is empty or has a control character"};
    Result<QByteArray> value = decodeText(line.sliced(colon + 1));
    if (!value)
        return value.error();
    m_frame.headers.append(*std::move(name), *std::move(value));
    return std::nullopt;
}

Result<QByteArray> Decoder::decodeText(QByteArrayView raw) const
{
    if (!hasEscapedHeaders(m_frame.command))
        return raw.toByteArray();
    if (m_version == Version::V10)
        return raw.trimmed().toByteArray();
    const bool readsCr = m_version == Version::V11 && m_options.lenientCrEscapeIn11;
    return unescape(raw, readsCr ? Version::V12 : m_version);
}

std::optional<Error> Decoder::finishHeaders()
{
    m_state = State::Body;
    m_scanned = 0;
    return mayHaveBody(m_frame.command) ? readContentLength() : std::nullopt;
}

std::optional<Error> Decoder::readContentLength()
{
    const std::optional<QByteArray> text = m_frame.headers.find("content-length");
    if (!text)
        return std::nullopt;
    m_contentLength = parseLength(*text);
    if (!m_contentLength)
        return Error{ErrorCode::InvalidContentLength, "content-length is not a number of bytes"};
    if (*m_contentLength > m_limits.body)
        return Error{ErrorCode::BodyTooLarge,
            "the body is longer than " + QByteArray::number(m_limits.body) + " bytes"};
    return std::nullopt;
}

Decoder::Item Decoder::readBody()
{
    const QByteArrayView unread = QByteArrayView(m_buffer).sliced(m_position);
    if (m_contentLength) {
        if (unread.size() <= *m_contentLength)
            return NeedMoreBytes{};
        if (unread.at(*m_contentLength) != '\0')
            return fail(
                ErrorCode::InvalidContentLength, "no NUL after content-length bytes of body");
        return finishBody(*m_contentLength);
    }
    const qsizetype end = unread.indexOf('\0', m_scanned);
    if ((end < 0 ? unread.size() : end) > m_limits.body)
        return fail(ErrorCode::BodyTooLarge,
            "the body is longer than " + QByteArray::number(m_limits.body) + " bytes");
    if (end < 0) {
        m_scanned = unread.size();
        return NeedMoreBytes{};
    }
    return finishBody(end);
}

Decoder::Item Decoder::finishBody(qsizetype length)
{
    const QByteArrayView body = QByteArrayView(m_buffer).sliced(m_position, length);
    if (mayHaveBody(m_frame.command))
        m_frame.body = body.toByteArray();
    else if (!isLineEndsOnly(body) && !(m_negotiated && m_version == Version::V10))
        return fail(ErrorCode::UnexpectedBody, toBytes(m_frame.command) + " has no body");
    m_position += length + 1;
    m_scanned = 0;
    m_state = State::BetweenFrames;
    compact();
    return std::move(m_frame);
}

Decoder::Item Decoder::fail(ErrorCode code, QByteArray text)
{
    m_state = State::Failed;
    m_error = Error{code, std::move(text)};
    m_buffer.clear();
    m_position = 0;
    return *m_error;
}

// Gives memory back; costs each byte at most one move.
void Decoder::compact()
{
    if (m_position == m_buffer.size()) {
        m_position = 0;
        if (m_buffer.capacity() > keptCapacity)
            m_buffer.clear();
        else
            m_buffer.resize(0);
    } else if (m_position > compactThreshold && m_position > m_buffer.size() / 2) {
        m_buffer.remove(0, m_position);
        m_position = 0;
    }
}

} // namespace stomp
