#pragma once

#include <QColor>
#include <QFont>
#include <QStringList>

namespace app {

// Every colour of the window, by what it is for.
struct Colors {
    QColor window; // side panes
    QColor base; // the timeline
    QColor raised; // cards, fields, the composer
    QColor hover;
    QColor active; // the open room
    QColor line;
    QColor lineStrong;
    QColor text;
    QColor textMuted;
    QColor accent;
    QColor accentHover;
    QColor onAccent;
    QColor accentSoft; // mentions, the unread line
    QColor selection;
    QColor danger;
    QColor dangerSoft;
    QColor warning;
    QColor warningSoft;

    friend bool operator==(const Colors &, const Colors &) = default;
};

// The type scale.
struct Fonts {
    QFont body;
    QFont strong;
    QFont caption;
    QFont captionStrong;
    QFont title;
    QFont display;
    QFont code; // every letter as wide as any other

    friend bool operator==(const Fonts &, const Fonts &) = default;
};

// What delegates and widgets paint with; the theme makes it.
struct Appearance {
    bool isDark = false;
    bool isDense = false; // lists with more rows in less room
    int zoom = 100; // percent; the fonts have it already
    Colors colors;
    Fonts fonts;

    int scaled(int pixels) const { return (pixels * zoom + 50) / 100; }

    friend bool operator==(const Appearance &, const Appearance &) = default;
};

// Emojis made of several are one sign only where no other font has any of them.
inline QFont emojiFont(QFont font)
{
    font.setFamilies(QStringList(QStringLiteral("Noto Color Emoji")) + font.families());
    return font;
}

// Distances, all multiples of 4.
namespace Space {
inline constexpr int Tiny = 4;
inline constexpr int Small = 8;
inline constexpr int Medium = 12;
inline constexpr int Large = 16;
inline constexpr int Huge = 24;
inline constexpr int Radius = 8;
} // namespace Space

} // namespace app
