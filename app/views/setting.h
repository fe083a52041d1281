#pragma once

#include <QString>

#include <functional>
#include <utility>
#include <variant>
#include <vector>

namespace app {

// The pages of the settings, in their order.
enum class SettingCategory { General, Appearance, Notifications, Messages, Advanced };

// How a setting is shown and changed. What is written takes effect at once.
struct SettingToggle {
    std::function<bool()> read;
    std::function<void(bool)> write;
};
struct SettingChoice {
    std::vector<std::pair<QString, QString>> values; // as it is kept, as it is shown
    std::function<QString()> read;
    std::function<void(const QString &)> write;
};
struct SettingText {
    int longest = 64;
    std::function<QString()> read;
    std::function<void(const QString &)> write;
};
struct SettingAction {
    QString label;
    std::function<void()> run;
};
struct SettingFact {
    std::function<QString()> read;
};
using SettingKind =
    std::variant<SettingToggle, SettingChoice, SettingText, SettingAction, SettingFact>;

// One row of the settings.
struct Setting {
    SettingCategory category = SettingCategory::General;
    QString title;
    QString detail; // may be empty
    QString keywords; // other words to find it by
    SettingKind kind;
};

} // namespace app
