#pragma once

#include "app/views/setting.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace app {

class ComposerSpelling;
class Hosting;
class Notifier;
class Settings;

// Every setting that people see: a row of the dialog is a line here.
class SettingsTable {
    Q_DECLARE_TR_FUNCTIONS(app::SettingsTable)

public:
    // What settings change; all of it outlives the table.
    struct Parts {
        Settings *settings;
        Hosting *hosting;
        Notifier *notifier;
        ComposerSpelling *spelling;
        std::function<void(const QString &)> setTheme;
        std::function<void()> recentServersChanged;
    };

    static std::vector<Setting> make(const Parts &parts);

private:
    static std::vector<Setting> general(const Parts &parts);
    static std::vector<Setting> appearance(const Parts &parts);
    static std::vector<Setting> notifications(const Parts &parts);
    static std::vector<Setting> messages(const Parts &parts);
    static std::vector<Setting> advanced(const Parts &parts);
    static QString lastTold(const Notifier &notifier);
};

} // namespace app
