#pragma once

#include "app/client/hostservice.h"
#include "app/views/hostcard.h"

#include <QObject>
#include <QString>

namespace app {

class ChatClient;
class MainWindow;
class Settings;
class Theme;

// What one does as the host: opening and ending one's own server, the card with its addresses, and
// backups, restores and exports of its rooms, with the questions they ask. UI thread.
class Hosting : public QObject {
    Q_OBJECT

public:
    // All of them outlive it.
    Hosting(Settings *settings, const Theme *theme, ChatClient *client, MainWindow *window,
        const chat::AnnouncementPlace &announcements = {}, QObject *parent = nullptr);

    const HostService &service() const { return m_service; }
    bool isRunning() const { return m_service.isRunning(); }
    HostCard *card() { return &m_card; }

    void start(const QString &passcode);
    void stop();
    void showCard();
    // As the settings say now.
    void updateAnnounced();
    // How many others would be cut off.
    void updateDependents();

    void backUp();
    // Also when nothing is hosted: then it begins with the rooms of the backup.
    void restore();
    void exportRoom(const QByteArray &room, const QString &name);

    // The host is not where it was last time.
    static QString elsewhereText(int takenPort);

Q_SIGNALS:
    void restoring();
    void started();
    void stopped();
    void failed(const QString &text);
    void noticeWanted(const QString &text);

private:
    HostOptions options(const QString &passcode) const;
    QString announcedName() const;
    void onStarted();
    void onStopped();
    void onFinished(const HostTaskOutcome &outcome);
    void askToRestore(const QString &file);

    Settings *m_settings;
    ChatClient *m_client;
    MainWindow *m_window;
    HostService m_service;
    HostCard m_card;
};

} // namespace app
