#pragma once

#include <QString>
#include <QWidget>

#include <functional>

namespace app {
class Theme;
}

namespace app::test {

// Shows a window at a size and saves its picture under a name.
using TakePicture = std::function<void(QWidget &widget, const QString &name)>;

// Searching: before anything is looked for, what was found, what is the matter.
void takeSearch(const TakePicture &take, Theme &theme, bool isKorean, const QSize &size);
// The rooms' pane in all its looks.
void takeLooks(const TakePicture &take, Theme &theme, bool isKorean, const QSize &size);
// Rooms that are left and archived, menus, and the questions they ask.
void takeRoomChanges(const TakePicture &take, Theme &theme, bool isKorean, const QSize &size);

} // namespace app::test
