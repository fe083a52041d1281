#pragma once

#include "app/client/chatclient.h"
#include "app/client/desktopwatch.h"
#include "app/client/profilelock.h"
#include "app/client/settings.h"
#include "app/models/timelinemodel.h"

#include <QObject>
#include <QUrl>

#include <map>
#include <memory>
#include <set>

namespace resilience {

// The client of the desktop without a window: does what it is told line by line, and tells in lines
// what becomes of it. All that lasts is in its profile, so that it may be killed at any time.
//
// Told: `open ROOM`, `say ROOM TEXT`, `reply ROOM TEXT`, `edit ROOM TEXT`, `react ROOM EMOJI`,
// `delete ROOM` (of the newest message, of its own where it has to be), `read ROOM`, `try` (does
// not wait any longer), `dump ROOM`, `quit`. What becomes of a message and is refused is discarded.
// Tells, each after a time in milliseconds: `state STATE WAITING`, `queued KEY ROOM TEXT` once it
// is on the disk, `sent KEY SEQ`, `failed KEY REASON`, `rows ROOM COUNT`,
// `unread ROOM COUNT`, `dump ROOM JSON`.
class Robot : public QObject {
    Q_OBJECT

public:
    struct Options {
        QString profile;
        QUrl url;
        QString name;
        QString identity; // empty: of the URL
    };

    explicit Robot(const Options &options, QObject *parent = nullptr);

    bool hasProfile() const { return m_lock.isHeld(); }
    void obey(const QByteArray &line);

Q_SIGNALS:
    void quitRequested();

private:
    void addRoom(app::ChatRoom *room);
    void removeRoom(const QByteArray &room);
    void mirror(app::ChatRoom *room, const app::TimelineChanges &changes);
    void tellOwn(app::ChatRoom *room, const app::TimelineItem &item);
    void tellRoom(app::ChatRoom *room);
    void tellStatus(const app::ConnectionStatus &status);
    void amend(app::ChatRoom *room, const QByteArray &verb, const QString &text);
    void completeDumps();
    void completeDump(app::ChatRoom *room);

    app::Settings m_settings;
    app::ProfileLock m_lock;
    app::ChatClient m_client;
    app::DesktopWatch m_watch;
    std::map<QByteArray, std::unique_ptr<app::TimelineModel>> m_models;
    std::map<QByteArray, app::PendingState> m_told; // state last told, by key
    std::set<QByteArray> m_dumps; // rooms to be told whole
};

} // namespace resilience
