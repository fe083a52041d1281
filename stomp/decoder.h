#pragma once

#include "stomp/error.h"
#include "stomp/frame.h"
#include "stomp/limits.h"
#include "stomp/version.h"

#include <QByteArray>
#include <QByteArrayView>

#include <variant>

namespace stomp {

// Which side's commands a decoder accepts.
enum class Reads { ClientFrames, ServerFrames };

// Departures from the letter of the specification, all off unless a peer needs them.
struct DecoderOptions {
    bool lenientCarriageReturn = false; // strips CR before LF in 1.0 and 1.1 header lines (S-005)
    bool lenientCrEscapeIn11 = false; // reads \r in 1.1 (S-039)
};

// Turns bytes into frames, however they are cut, within limits. Give it bytes by append(), take
// what is complete by next() until NeedMoreBytes. An error is final: a decoder that failed is
// thrown away.
class Decoder {
public:
    // Nothing complete is left.
    struct NeedMoreBytes {
        friend bool operator==(NeedMoreBytes, NeedMoreBytes) = default;
    };
    // An end of line between frames: a heart-beat.
    struct EndOfLine {
        friend bool operator==(EndOfLine, EndOfLine) = default;
    };
    using Item = std::variant<NeedMoreBytes, EndOfLine, Frame, Error>;

    Decoder(Reads reads, Limits limits, DecoderOptions options = {});

    void append(QByteArrayView bytes);
    Item next();

    // Rules for what next() reads from now on (S-108); before, the rules of CONNECT hold.
    void setVersion(Version version);
    void setLimits(Limits limits);

    // Bytes of an unfinished frame are waiting for the rest.
    bool isInsideFrame() const { return m_state != State::BetweenFrames; }
    // What was read so far of the frame that is being read, or that failed.
    const Frame &unfinishedFrame() const { return m_frame; }
    // Bytes held and not yet given out.
    qsizetype bufferedBytes() const { return m_buffer.size() - m_position; }

private:
    enum class State { BetweenFrames, Command, Headers, Body, Failed };

    struct Line {
        QByteArrayView text;
        bool hadCarriageReturn;
    };

    Item readBetweenFrames();
    std::optional<Item> readCommand();
    std::optional<Item> readHeaderLine();
    Item readBody();
    Item fail(ErrorCode code, QByteArray text);

    std::variant<NeedMoreBytes, Line, Error> takeLine(qsizetype limit, ErrorCode tooLong);
    std::optional<Error> checkLine(QByteArrayView &line) const;
    std::optional<Error> addHeader(QByteArrayView line);
    Result<QByteArray> decodeText(QByteArrayView raw) const;
    std::optional<Error> finishHeaders();
    std::optional<Error> readContentLength();
    Item finishBody(qsizetype length);
    void compact();

    Reads m_reads;
    Limits m_limits;
    DecoderOptions m_options;
    Version m_version = Version::V12;
    bool m_negotiated = false;

    QByteArray m_buffer;
    qsizetype m_position = 0; // where the unread bytes begin
    qsizetype m_scanned =
        0; // up to where a line end or NUL was already looked for, from m_position
    State m_state = State::BetweenFrames;
    Frame m_frame;
    qsizetype m_headerBytes = 0;
    std::optional<qsizetype> m_contentLength;
    std::optional<Error> m_error;
};

} // namespace stomp
