#include "app/hosting.h"

#include "app/client/chatclient.h"
#include "app/client/settings.h"
#include "app/views/chatpage.h"
#include "app/views/filequestion.h"
#include "app/views/mainwindow.h"
#include "app/views/roomheader.h"
#include "app/views/roomspane.h"
#include "app/views/startpage.h"

#include <QDate>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace app {

Hosting::Hosting(Settings *settings, const Theme *theme, ChatClient *client, MainWindow *window,
    const chat::AnnouncementPlace &announcements, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_client(client)
    , m_window(window)
    , m_service(announcements)
    , m_card(theme, window)
{
    connect(&m_card, &HostCard::addressesWanted, this,
        [this] { m_card.setAddresses(m_service.addresses()); });
    connect(&m_card, &HostCard::removeRequested, client, &ChatClient::removePerson);
    connect(&m_service, &HostService::started, this, &Hosting::onStarted);
    connect(&m_service, &HostService::stopped, this, &Hosting::onStopped);
    connect(&m_service, &HostService::failed, this, [this](const QString &text) {
        onStopped();
        Q_EMIT failed(text);
    });
    connect(&m_service, &HostService::finished, this, &Hosting::onFinished);
    connect(client, &ChatClient::othersPresentChanged, this, &Hosting::updateDependents);
}

HostOptions Hosting::options(const QString &passcode) const
{
    return {.directory = m_settings->serverDirectory(),
        .passcode = passcode,
        .port = m_settings->hostPort(),
        .announcedName = announcedName()};
}

QString Hosting::announcedName() const
{
    return m_settings->isAnnounced() ? m_settings->name() : QString();
}

void Hosting::updateAnnounced()
{
    m_service.setAnnouncedName(announcedName());
    updateDependents();
}

void Hosting::start(const QString &passcode)
{
    m_service.start(options(passcode));
}

void Hosting::stop()
{
    m_card.close();
    m_service.stop();
}

void Hosting::onStarted()
{
    m_settings->setHostPort(m_service.port());
    m_window->chatPage()->roomsPane()->setHosting(true);
    Q_EMIT started();
}

void Hosting::onStopped()
{
    m_window->chatPage()->header()->setHosting(false);
    m_window->chatPage()->roomsPane()->setHosting(false);
    updateDependents();
    Q_EMIT stopped();
}

void Hosting::showCard()
{
    m_window->chatPage()->header()->setHosting(true);
    m_card.setPasscode(m_service.options().passcode);
    m_card.setNote(m_service.isElsewhere() ? elsewhereText(m_service.options().port) : QString());
    m_card.setGuests(m_client->othersPresent());
    m_card.setAddresses(m_service.addresses());
    m_card.show();
    m_card.raise();
}

QString Hosting::elsewhereText(int takenPort)
{
    return tr("Port %1 was taken by another program. Addresses given out before do not work now.")
        .arg(takenPort);
}

void Hosting::updateDependents()
{
    const auto others =
        m_service.isRunning() ? m_client->othersPresent() : std::vector<chat::Author>();
    m_window->setDependents(static_cast<int>(others.size()));
    m_service.setPeople(static_cast<int>(others.size()) + 1);
    m_card.setGuests(others);
}

void Hosting::backUp()
{
    auto *question = FileQuestion::save(tr("Back up all rooms"),
        tr("Maru %1").arg(QDate::currentDate().toString(Qt::ISODate)),
        {{tr("Backups"), QStringLiteral("marubackup")}}, m_window);
    connect(question, &FileQuestion::chosen, this,
        [this](const QString &file) { m_service.backUp(file); });
    question->open();
}

void Hosting::exportRoom(const QByteArray &room, const QString &name)
{
    auto *question = FileQuestion::save(tr("Export “%1”").arg(name), name,
        {{tr("Web page"), QStringLiteral("html")}, {tr("Text"), QStringLiteral("txt")},
            {tr("JSON, for programs"), QStringLiteral("json")}},
        m_window);
    connect(question, &FileQuestion::chosen, this,
        [this, room](const QString &file) { m_service.exportRoom(room, file); });
    question->open();
}

void Hosting::restore()
{
    auto *question = FileQuestion::open(tr("Restore from a backup"),
        {{tr("Backups"), QStringLiteral("marubackup")}, {tr("All files"), QString()}}, m_window);
    connect(question, &FileQuestion::chosen, this, &Hosting::askToRestore);
    question->open();
}

void Hosting::askToRestore(const QString &file)
{
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Restore from a backup"),
        tr("Put the rooms of “%1” in the place of those that are here?")
            .arg(QFileInfo(file).fileName()),
        QMessageBox::Cancel, m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("What was said here since that backup is then gone from the rooms; the old rooms are "
           "kept as a file of their own. Whoever is connected is cut off for a moment."));
    QPushButton *restoring = question->addButton(tr("Restore"), QMessageBox::DestructiveRole);
    restoring->setProperty("role", QStringLiteral("danger"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(restoring, &QPushButton::clicked, this, [this, file] {
        const QString passcode = m_service.isRunning() ? m_service.options().passcode
                                                       : m_window->startPage()->hostPasscode();
        using State = HostService::State;
        if (m_service.state() == State::Starting || m_service.state() == State::Stopping) {
            return;
        }
        Q_EMIT this->restoring();
        m_service.restore(options(passcode), file);
    });
    question->open();
}

void Hosting::onFinished(const HostTaskOutcome &outcome)
{
    Q_EMIT noticeWanted(hostTaskText(outcome));
}

} // namespace app
