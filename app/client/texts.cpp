#include "app/client/texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace app {

namespace {

struct CodeText {
    const char *code;
    const char *text;
};

constexpr std::array codeTexts{
    CodeText{"too-long", QT_TRANSLATE_NOOP("app::Texts", "The message is too long.")},
    CodeText{"body-too-large", QT_TRANSLATE_NOOP("app::Texts", "The message is too long.")},
    CodeText{"too-fast", QT_TRANSLATE_NOOP("app::Texts", "Too many messages at once.")},
    CodeText{"empty-text", QT_TRANSLATE_NOOP("app::Texts", "There is nothing in it.")},
    CodeText{"not-allowed", QT_TRANSLATE_NOOP("app::Texts", "You may not do this.")},
    CodeText{"not-for-clients", QT_TRANSLATE_NOOP("app::Texts", "You may not do this.")},
    CodeText{"removed", QT_TRANSLATE_NOOP("app::Texts", "You were removed from this room.")},
    CodeText{"room-archived", QT_TRANSLATE_NOOP("app::Texts", "This room is archived.")},
    CodeText{"no-such-room", QT_TRANSLATE_NOOP("app::Texts", "There is no such room.")},
    CodeText{"bad-name", QT_TRANSLATE_NOOP("app::Texts", "This name cannot be used.")},
    CodeText{"bad-payload", QT_TRANSLATE_NOOP("app::Texts", "The server could not read it.")},
    CodeText{"storage-failed",
        QT_TRANSLATE_NOOP("app::Texts", "The server cannot write at the moment.")},
    CodeText{"bad-room-id", QT_TRANSLATE_NOOP("app::Texts", "A room cannot have this address.")},
    CodeText{
        "key-reused", QT_TRANSLATE_NOOP("app::Texts", "The server took it for another message.")},
    CodeText{"disk-full", QT_TRANSLATE_NOOP("app::Texts", "The server's disk is full.")},
    CodeText{"log-unavailable",
        QT_TRANSLATE_NOOP("app::Texts", "The server cannot write at the moment.")},
    CodeText{"timeout", QT_TRANSLATE_NOOP("app::Texts", "The server did not answer.")},
    CodeText{"connection", QT_TRANSLATE_NOOP("app::Texts", "The connection was lost.")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("app::Texts", text);
}

QString textOf(const QByteArray &code, const QString &detail)
{
    const auto known = std::find_if(codeTexts.begin(), codeTexts.end(),
        [&code](const CodeText &other) { return code == other.code; });
    if (known != codeTexts.end())
        return translated(known->text);
    if (detail.isEmpty())
        return translated(QT_TRANSLATE_NOOP("app::Texts", "The server refused it."));
    return translated(QT_TRANSLATE_NOOP("app::Texts", "The server refused it: %1")).arg(detail);
}

const char *reasonText(ConnectionStatus::Reason reason)
{
    using Reason = ConnectionStatus::Reason;
    switch (reason) {
    case Reason::None:
        break;
    case Reason::NotReachable:
        return QT_TRANSLATE_NOOP("app::Texts", "The server cannot be reached.");
    case Reason::NotMaru:
        return QT_TRANSLATE_NOOP("app::Texts", "What answers there is no Maru server.");
    case Reason::Lost:
        return QT_TRANSLATE_NOOP("app::Texts", "The connection was lost.");
    case Reason::ServerStopped:
        return QT_TRANSLATE_NOOP("app::Texts", "The host has stopped the server.");
    case Reason::WrongPasscode:
        return QT_TRANSLATE_NOOP("app::Texts", "The passcode is not right.");
    case Reason::PasscodeNeeded:
        return QT_TRANSLATE_NOOP("app::Texts", "This server asks for a passcode.");
    case Reason::Refused:
        return QT_TRANSLATE_NOOP("app::Texts", "The server refused the connection.");
    case Reason::CertificateTrouble:
        return QT_TRANSLATE_NOOP("app::Texts", "The server's certificate is not trusted.");
    case Reason::CertificateChanged:
        return QT_TRANSLATE_NOOP("app::Texts", "The server shows another certificate than before.");
    case Reason::InvalidAddress:
        return QT_TRANSLATE_NOOP("app::Texts",
            "No server can be at this address. Right would be ws://name:7666 or wss://name:7666.");
    }
    return nullptr;
}

} // namespace

QString failureText(const SendFailure &failure)
{
    return textOf(failure.code, failure.detail);
}

QString problemText(const chat::Problem &problem)
{
    return textOf(problem.code, problem.detail);
}

QString storeTroubleText(const QString &trouble)
{
    return translated(QT_TRANSLATE_NOOP("app::Texts",
                          "Messages cannot be kept on this computer's disk (%1). What is not sent "
                          "when Maru ends is lost."))
        .arg(trouble);
}

QString statusText(const ConnectionStatus &status)
{
    using State = ConnectionStatus::State;
    if (status.reason == ConnectionStatus::Reason::Refused && !status.detail.isEmpty())
        return translated(QT_TRANSLATE_NOOP("app::Texts", "The server refused the connection: %1"))
            .arg(status.detail);
    if (const char *reason = reasonText(status.reason))
        return translated(reason);
    switch (status.state) {
    case State::Offline:
        return translated(QT_TRANSLATE_NOOP("app::Texts", "Not connected."));
    case State::Connecting:
    case State::Waiting:
        return translated(QT_TRANSLATE_NOOP("app::Texts", "Connecting…"));
    case State::Online:
        return translated(QT_TRANSLATE_NOOP("app::Texts", "Connected."));
    }
    return {};
}

} // namespace app
