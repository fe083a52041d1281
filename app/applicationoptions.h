#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

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
    QString help; // --help, --version: to be printed, and nothing else
    QString error; // a sentence; nothing else is meant then

    static ApplicationOptions parse(const QStringList &arguments);
};

} // namespace app
