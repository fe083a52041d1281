#pragma once

#include "app/client/hostdiscovery.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace app {

// What the command line says.
class ApplicationOptions {
    Q_DECLARE_TR_FUNCTIONS(app::ApplicationOptions)

public:
    std::optional<QString> hostName; // --host: start hosting at once; the name may be empty
    QString join;
    QByteArray room;
    QString name;
    QString profile;
    chat::AnnouncementPlace announcements; // tests have one of their own
    QString help; // --help, --version: to be printed, and nothing else
    QString error; // a sentence; nothing else is meant then

    // "--name Ann" becomes "--name=Ann": Qt's X11 plugin takes a --name that stands alone for
    // itself.
    static std::vector<std::string> protectedArguments(int count, const char *const *arguments);
    static ApplicationOptions parse(const QStringList &arguments);
};

} // namespace app
