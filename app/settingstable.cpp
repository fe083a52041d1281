#include "app/settingstable.h"

#include "app/client/notifier.h"
#include "app/client/settings.h"
#include "app/hosting.h"
#include "app/views/composerspelling.h"

#include <QDesktopServices>
#include <QDir>
#include <QUrl>

#include <iterator>
#include <utility>

namespace app {

using Category = SettingCategory;

std::vector<Setting> SettingsTable::make(const Parts &parts)
{
    std::vector<Setting> all;
    for (std::vector<Setting> page : {general(parts), appearance(parts), notifications(parts),
             messages(parts), advanced(parts)}) {
        std::move(page.begin(), page.end(), std::back_inserter(all));
    }
    return all;
}

std::vector<Setting> SettingsTable::general(const Parts &parts)
{
    Settings *settings = parts.settings;
    return {
        {Category::General, tr("Your name"), tr("Others see it from the next time you join."),
            tr("nickname person"),
            SettingText{64, [settings] { return settings->name(); },
                [settings](const QString &name) { settings->setName(name); }}},
        {Category::General, tr("Language"), tr("Takes effect when Maru starts next."),
            tr("translation Korean English 한국어"),
            SettingChoice{{{QString(), tr("Like the system")},
                              {QStringLiteral("en"), QStringLiteral("English")},
                              {QStringLiteral("ko"), QStringLiteral("한국어")}},
                [settings] { return settings->language(); },
                [settings](const QString &language) { settings->setLanguage(language); }}},
        {Category::General, tr("List my rooms on this network"),
            tr("While you host, others on your network see your name and how many people are "
               "there."),
            tr("announce discover hosting privacy"),
            SettingToggle{[settings] { return settings->isAnnounced(); },
                [settings, hosting = parts.hosting](bool isOn) {
                    settings->setAnnounced(isOn);
                    hosting->updateAnnounced();
                }}},
    };
}

std::vector<Setting> SettingsTable::appearance(const Parts &parts)
{
    return {
        {Category::Appearance, tr("Colours"), QString(), tr("theme dark light mode"),
            SettingChoice{
                {{QStringLiteral("system"), tr("Like the system")},
                    {QStringLiteral("light"), tr("Light")}, {QStringLiteral("dark"), tr("Dark")}},
                [settings = parts.settings] {
                    const QString theme = settings->theme();
                    return theme.isEmpty() ? QStringLiteral("system") : theme;
                },
                parts.setTheme}},
    };
}

std::vector<Setting> SettingsTable::notifications(const Parts &parts)
{
    Settings *settings = parts.settings;
    Notifier *notifier = parts.notifier;
    const auto ruleName = [](NotificationRule rule) { return notificationRuleName(rule); };
    return {
        {Category::Notifications, tr("Tell me of"),
            tr("While you look elsewhere. Of a muted room only what calls you by name is told."),
            tr("notification mention alert mute"),
            SettingChoice{{{ruleName(NotificationRule::All), tr("Every message")},
                              {ruleName(NotificationRule::Mentions), tr("Mentions of me")},
                              {ruleName(NotificationRule::Nothing), tr("Nothing")}},
                [settings] { return notificationRuleName(settings->notificationRule()); },
                [settings](const QString &name) {
                    settings->setNotificationRule(notificationRuleFromName(name));
                }}},
        {Category::Notifications, tr("Show who wrote and what"),
            tr("Otherwise a notification only says that there is something new."),
            tr("privacy preview text"),
            SettingToggle{[settings] { return settings->showsNotificationText(); },
                [settings](bool isOn) { settings->setShowsNotificationText(isOn); }}},
        {Category::Notifications, tr("Try it"), QString(), tr("test notification"),
            SettingAction{tr("Show a notification"), [notifier] { notifier->test(); }}},
        {Category::Notifications, tr("The newest message out of view"), QString(),
            tr("why told reason"), SettingFact{[notifier] { return lastTold(*notifier); }}},
    };
}

std::vector<Setting> SettingsTable::messages(const Parts &parts)
{
    return {
        {Category::Messages, tr("Underline misspelt words"), tr("While you write."),
            tr("spelling dictionary correction"),
            SettingToggle{[spelling = parts.spelling] { return spelling->isEnabled(); },
                [spelling = parts.spelling](bool isOn) { spelling->setEnabled(isOn); }}},
    };
}

QString SettingsTable::lastTold(const Notifier &notifier)
{
    const auto &told = notifier.lastTold();
    return told ? QStringLiteral("%1 · %2").arg(told->room, reasonText(told->verdict.reason))
                : tr("None since Maru was started.");
}

std::vector<Setting> SettingsTable::advanced(const Parts &parts)
{
    Settings *settings = parts.settings;
    return {
        {Category::Advanced, tr("Servers joined lately"), QString(),
            tr("forget history clear recent"),
            SettingAction{tr("Forget them"),
                [settings, changed = parts.recentServersChanged] {
                    for (const RecentServer &server : settings->recentServers()) {
                        settings->forgetServer(server.url);
                    }
                    changed();
                }}},
        {Category::Advanced, tr("Where settings and rooms are kept"),
            QDir::toNativeSeparators(settings->directory()), tr("folder profile files"),
            SettingAction{tr("Open the folder"),
                [settings] {
                    QDesktopServices::openUrl(QUrl::fromLocalFile(settings->directory()));
                }}},
    };
}

} // namespace app
