#pragma once

#include "app/client/networkmessages.h"
#include "stomp/mailbox.h"

#include <QObject>

#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace app {

class ClientStore;

// UI → store.
struct OpenStoreCommand {
    int join = 0; // what comes of it carries this number
    QString folder;
};
struct CloseStoreCommand { };
struct KeepMessageCommand {
    OutboxMessage message;
    QByteArray replaces;
};
struct ForgetMessageCommand {
    QByteArray key;
};
struct KeepDraftCommand {
    QByteArray room;
    QByteArray replyTo;
    QString text;
};
struct KeepSelfCommand {
    QByteArray person;
    QString name;
};
struct KeepRoomCommand {
    chat::RoomInfo info;
};
struct KeepReadMarkerCommand {
    QByteArray room;
    qint64 seq = 0;
};
struct KeepEntriesCommand {
    QByteArray room;
    std::vector<chat::Entry> entries;
};
struct ForgetRoomCommand {
    QByteArray room;
};
struct LoadPageCommand {
    QByteArray room;
    qint64 before = 0;
    int limit = 0;
};
using StoreCommand = std::variant<OpenStoreCommand, CloseStoreCommand, KeepMessageCommand,
    ForgetMessageCommand, KeepDraftCommand, KeepSelfCommand, KeepRoomCommand, KeepReadMarkerCommand,
    KeepEntriesCommand, ForgetRoomCommand, LoadPageCommand>;

// The client's store on a thread of its own: what waits in the mailbox is written in one commit.
// post() may be called on any thread; what is in the mailbox at the end is still written.
class StoreSession : public QObject {
    Q_OBJECT

public:
    using Report = std::function<void(NetworkEvent)>; // called on the store's thread

    explicit StoreSession(Report report);
    ~StoreSession() override;

    void post(StoreCommand command) { m_commands.push(std::move(command)); }

public Q_SLOTS:
    void takeCommands();

private:
    struct Changes;

    void carryOut(const OpenStoreCommand &command);
    void carryOut(const CloseStoreCommand &command);
    void carryOut(const KeepMessageCommand &command);
    void carryOut(const ForgetMessageCommand &command);
    void carryOut(const KeepDraftCommand &command);
    void carryOut(const KeepSelfCommand &command);
    void carryOut(const KeepRoomCommand &command);
    void carryOut(const KeepReadMarkerCommand &command);
    void carryOut(const KeepEntriesCommand &command);
    void carryOut(const ForgetRoomCommand &command);
    void carryOut(const LoadPageCommand &command);
    void commit();
    void logWarnings();

    Report m_report;
    std::unique_ptr<ClientStore> m_store;
    std::unique_ptr<Changes> m_changes; // of the commit under way
    int m_join = 0;
    int m_warningsLogged = 0;
    stomp::Mailbox<StoreCommand> m_commands;
};

} // namespace app
