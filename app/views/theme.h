#pragma once

#include "app/client/desktopcolors.h"
#include "app/delegates/appearance.h"

#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>

namespace app {

// The one place that knows colours, fonts and the style sheet. UI thread; made once by the program
// and handed to the windows.
class Theme : public QObject {
    Q_OBJECT

public:
    // HighContrast is light or dark as the system is.
    enum class Mode { System, Light, Dark, HighContrast };
    struct Looks {
        Mode mode = Mode::System;
        int zoom = 100; // percent
        bool isDense = false;

        friend bool operator==(const Looks &, const Looks &) = default;
    };

    // Applied at once: what is made before has the fonts of the system.
    explicit Theme(Mode mode = Mode::System, QObject *parent = nullptr);
    explicit Theme(const Looks &looks, QObject *parent = nullptr);

    Mode mode() const { return m_looks.mode; }
    const Looks &looks() const { return m_looks; }
    // Give the whole program its looks.
    void setMode(Mode mode);
    void setLooks(const Looks &looks);
    // What the desktop says of itself; it outranks what its palette looks like.
    void setScheme(const ColorScheme &scheme);
    // The next larger or smaller zoom, of those that there are.
    static int zoomStep(int percent, int step);
    const Appearance &appearance() const { return m_appearance; }
    const Colors &colors() const { return m_appearance.colors; }
    const Fonts &fonts() const { return m_appearance.fonts; }
    QIcon icon(const QString &name) const;
    QIcon icon(const QString &name, const QColor &color) const;
    // With some room behind it, for buttons with words: the style sheet knows no such distance.
    QIcon leadingIcon(const QString &name, const QColor &color) const;
    static QSize leadingIconSize(int size);

    static Colors lightColors();
    static Colors darkColors();
    static Colors highContrastColors(bool isDark);
    // As it is kept in the settings.
    static QString modeName(Mode mode);
    static Mode modeFromName(const QString &name);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void systemChanged();
    bool isSystemDark() const;

    QPalette m_systemPalette;
    qreal m_systemPointSize = 10;
    Looks m_looks;
    ColorScheme m_scheme;
    bool m_isApplying = false;
    Appearance m_appearance;
};

} // namespace app
