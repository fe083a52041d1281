#pragma once

#include "app/client/certificatetrust.h"
#include "app/client/chatroom.h"
#include "app/client/connectionstatus.h"
#include "app/client/networkmessages.h"
#include "app/client/outbox.h"
#include "app/client/storesession.h"
#include "stomp/client.h"
#include "stomp/mailbox.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QThread>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace app {

class NetworkSession;
class Settings;

// The server one has joined: connection, rooms, and messages on their way. What is known of it is
// on the disk and there at once. UI thread; the connection and the store live on threads of their
// own, and they exchange values.
class ChatClient : public QObject {
    Q_OBJECT

public:
    // `settings` outlives the client. `transports` is called on the network thread; tests bring
    // their own.
    explicit ChatClient(Settings *settings, QObject *parent = nullptr);
    ChatClient(
        Settings *settings, stomp::Client::TransportFactory transports, QObject *parent = nullptr);
    ~ChatClient() override;

    // Connects and stays connected until leave(); a server joined before is left. With
    // Reason::PasscodeNeeded or WrongPasscode in status() call it again with the passcode.
    void join(const JoinOptions &options);
    // Leaves in order; rooms() is empty afterwards.
    void leave();
    // Ends the waiting, or drops a connection suspected dead, and tries at once.
    void tryNow();

    // With Reason::CertificateTrouble or CertificateChanged: what is to be decided. Nothing is
    // tried until then.
    const std::optional<CertificateQuestion> &certificateQuestion() const
    {
        return m_trust.question();
    }
    // Remembers the certificate in question, when this is its fingerprint, and connects.
    void trustCertificate(const QByteArray &fingerprint);
    // Forgets the one that is remembered, and connects, which asks about the server's new one.
    void forgetCertificate();

    bool isJoined() const { return m_isJoined; } // join() was called, whatever became of it
    const JoinOptions &joinOptions() const { return m_options; }
    const ConnectionStatus &status() const { return m_status; }
    const Self &self() const { return m_self; }

    // By name, without those that are aside.
    std::vector<ChatRoom *> rooms() const;
    ChatRoom *room(const QByteArray &id) const;
    // The room on display; nullptr when none is.
    ChatRoom *currentRoom() const { return m_current; }
    // Puts a room on display; one nobody has heard of yet is made by the first word said in it.
    ChatRoom *openRoom(const QByteArray &id);
    // The rooms that were left, and the archived ones; openRoom() brings one of them in again. The
    // room on display stays, whatever becomes of it.
    std::vector<chat::RoomInfo> roomsAside() const;
    bool hasLeft(const QByteArray &id) const { return m_left.count(id) > 0; }
    // Nothing more is heard of the room; the others see it. Not while something waits to be sent.
    void leaveRoom(const QByteArray &id);
    bool canLeaveRoom(const QByteArray &id) const;
    // Whether one may rename or archive it: its creator and the host.
    bool isInCharge(const chat::RoomInfo &info) const;
    // searchReplied() follows.
    void search(const SearchCommand &command) { send(command); }
    // Asks the server for a new room; returns the id made for it. roomAdded() tells when it is
    // there.
    QByteArray createRoom(const QString &name, const QString &topic = {});
    // Changes a room one has made, or as the host: name, topic, archived.
    void changeRoom(const chat::RoomRequest &request);
    // Whether somebody is there, as others see it.
    void setPresence(chat::Presence presence);
    chat::Presence presence() const { return m_presence; }
    // The people in any room besides oneself, by name.
    const std::vector<chat::Author> &othersPresent() const { return m_othersPresent; }
    // As the host: somebody is out of all rooms for so long.
    void removePerson(const QByteArray &person, int minutes);

Q_SIGNALS:
    void statusChanged(const app::ConnectionStatus &status);
    void selfChanged(const app::Self &self);
    void roomAdded(app::ChatRoom *room);
    void roomRemoved(const QByteArray &id); // the object is deleted right after
    void currentRoomChanged(app::ChatRoom *room);
    void othersPresentChanged();
    // The server refused something that is no message of a room: a translated sentence.
    void problemReported(const QString &text);
    // The rooms that the disk had are there; the server may never answer.
    void roomsRestored();
    // The first list of rooms has come after joining.
    void roomsListed();
    void roomsAsideChanged();
    void searchReplied(const app::SearchEvent &event);
    // For a notification.
    void unseenMessageArrived(app::ChatRoom *room, const chat::Entry &entry, bool isMention);

private:
    void startThreads(stomp::Client::TransportFactory transports);
    void openConnection();
    QString storeFolder() const;
    Q_INVOKABLE void scheduleEvents();
    void takeEvents();
    void handle(const StatusEvent &event);
    void handle(const CertificateEvent &event);
    void handle(const SessionEvent &event);
    void handle(const RoomsEvent &event);
    void handle(const RoomChangeEvent &event);
    void handle(const SkippedEvent &event);
    void handle(const GapEvent &event);
    void handle(const HistoryEvent &event);
    void handle(const SearchEvent &event);
    void handle(const MembersEvent &event);
    void handle(const MemberChangeEvent &event);
    void handle(const ReceiptEvent &event);
    void handle(const SendFailedEvent &event);
    void handle(const TypingEvent &event);
    void handle(const ReadEvent &event);
    void handle(const ProblemEvent &event);
    void handle(const EntryEvent &event);
    void handle(const StoreLoadedEvent &event);
    void handle(const StoredPageEvent &event);
    void handle(const OutboxKeptEvent &event);
    void flushEntries();
    void carryOut(const Outbox::Actions &actions);
    ChatRoom *ensureRoom(const QByteArray &id);
    void applyInfo(const chat::RoomInfo &info);
    void putAside(const chat::RoomInfo &info);
    void enterRoom(const QByteArray &id);
    // The server has begun anew: what is shown of the room no longer holds.
    void restartRoom(const QByteArray &id);
    // The server does not know it any more.
    void dropRoom(const QByteArray &id);
    void watch(ChatRoom *room);
    ChatRoom::Requests requestsOf(const QByteArray &room);
    void removeRoom(const QByteArray &id);
    void clearRooms();
    void setStatus(ConnectionStatus status);
    void countOthers();
    ChatRoom *addRoom(const QByteArray &id);
    void connectRoom(ChatRoom *room);
    void restore(const StoredRoom &stored);
    void send(NetworkCommand command);
    void keep(StoreCommand command);

    Settings *m_settings;
    QThread m_thread;
    QThread m_storeThread;
    NetworkSession *m_session = nullptr; // lives on m_thread
    StoreSession *m_store = nullptr; // lives on m_storeThread
    std::shared_ptr<stomp::Mailbox<NetworkEvent>> m_events;
    QTimer m_eventTimer;
    QElapsedTimer m_sinceEvents;
    QTimer m_outboxTimer; // the outbox's wake-up
    JoinOptions m_options;
    CertificateTrust m_trust;
    ConnectionStatus m_status;
    Self m_self;
    std::vector<std::unique_ptr<ChatRoom>> m_rooms;
    ChatRoom *m_current = nullptr;
    std::map<QByteArray, chat::RoomInfo> m_roomsAside; // left or archived, by id
    std::set<QByteArray> m_left;
    std::map<QByteArray, RoomMarks> m_marks; // of rooms that are there, and of others
    Outbox m_outbox;
    std::map<QByteArray, Drafts> m_drafts; // of rooms that are not there yet
    QByteArray m_entriesRoom; // entries of one room that came in a row
    std::vector<chat::Entry> m_entries;
    chat::Presence m_presence = chat::Presence::Online;
    int m_join = 0;
    int m_storeJoin = 0; // the join that opened the store
    std::vector<chat::Author> m_othersPresent;
    bool m_isJoined = false;
    bool m_isLoaded = false; // what the disk had is there
    bool m_isListed = false;
    bool m_hasToldStoreTrouble = false;
};

} // namespace app
