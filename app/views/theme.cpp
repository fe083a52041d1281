#include "app/views/theme.h"

#include "app/delegates/icons.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QPainter>
#include <QStyleFactory>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace app {

static constexpr std::array zooms{75, 80, 90, 100, 110, 125, 150, 175, 200, 250};

Theme::Theme(Mode mode, QObject *parent)
    : Theme(Looks{mode}, parent)
{
}

Theme::Theme(const Looks &looks, QObject *parent)
    : QObject(parent)
    , m_systemPalette(QApplication::palette())
    , m_systemPointSize(std::max(10.0, QApplication::font().pointSizeF()))
{
    setLooks(looks);
    qApp->installEventFilter(this);
}

// The system's looks have changed: the platform tells the windows, or sets the program's palette.
bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange && !m_isApplying) {
        m_systemPalette = QApplication::palette();
        systemChanged();
    } else if (watched->isWindowType() && event->type() == QEvent::ThemeChange && !m_isApplying) {
        m_isApplying = true;
        QApplication::setPalette(QPalette()); // none of its own: the platform's comes back
        m_systemPalette = QApplication::palette();
        m_isApplying = false;
        systemChanged();
    }
    return QObject::eventFilter(watched, event);
}

void Theme::systemChanged()
{
    // Not amid the delivery of the event, which other widgets have yet to see.
    QMetaObject::invokeMethod(
        this, [this] { setLooks(m_looks); }, Qt::QueuedConnection);
}

Colors Theme::lightColors()
{
    return {
        .window = QColor(0xf3ede3),
        .base = QColor(0xfcfaf6),
        .raised = QColor(0xffffff),
        .hover = QColor(0xece4d7),
        .active = QColor(0xe3d8c6),
        .line = QColor(0xe4dbcc),
        .lineStrong = QColor(0xc9bca7),
        .text = QColor(0x2a251f),
        .textMuted = QColor(0x635a4c),
        .accent = QColor(0x1c6857),
        .accentHover = QColor(0x165546),
        .onAccent = QColor(0xffffff),
        .accentSoft = QColor(0xe6f0eb),
        .selection = QColor(0xbfdfd3),
        .danger = QColor(0xa8321f),
        .dangerSoft = QColor(0xfbeae5),
        .warning = QColor(0x7d4f00),
        .warningSoft = QColor(0xfaecc8),
    };
}

Colors Theme::darkColors()
{
    return {
        .window = QColor(0x1d1a16),
        .base = QColor(0x24201b),
        .raised = QColor(0x2e2923),
        .hover = QColor(0x302b24),
        .active = QColor(0x3d362d),
        .line = QColor(0x38322a),
        .lineStrong = QColor(0x564d41),
        .text = QColor(0xece5da),
        .textMuted = QColor(0xb0a595),
        .accent = QColor(0x72c4a8),
        .accentHover = QColor(0x8ad3ba),
        .onAccent = QColor(0x10261e),
        .accentSoft = QColor(0x263730),
        .selection = QColor(0x34604f),
        .danger = QColor(0xf2907f),
        .dangerSoft = QColor(0x44251f),
        .warning = QColor(0xecc069),
        .warningSoft = QColor(0x40331a),
    };
}

static Colors darkContrast()
{
    return {
        .window = QColor(Qt::black),
        .base = QColor(Qt::black),
        .raised = QColor(0x0d0d0d),
        .hover = QColor(0x262626),
        .active = QColor(0x3a3a3a),
        .line = QColor(0x8a8a8a),
        .lineStrong = QColor(0xffffff),
        .text = QColor(0xffffff),
        .textMuted = QColor(0xdedede),
        .accent = QColor(0xffd83d),
        .accentHover = QColor(0xffe67a),
        .onAccent = QColor(Qt::black),
        .accentSoft = QColor(0x332b00),
        .selection = QColor(0x0b4aa2),
        .danger = QColor(0xffaaa0),
        .dangerSoft = QColor(0x400b00),
        .warning = QColor(0xffc46b),
        .warningSoft = QColor(0x3a2600),
    };
}

static Colors lightContrast()
{
    return {
        .window = QColor(0xffffff),
        .base = QColor(0xffffff),
        .raised = QColor(0xffffff),
        .hover = QColor(0xe8e8e8),
        .active = QColor(0xd8d8d8),
        .line = QColor(0x707070),
        .lineStrong = QColor(Qt::black),
        .text = QColor(Qt::black),
        .textMuted = QColor(0x303030),
        .accent = QColor(0x003a8c),
        .accentHover = QColor(0x002f70),
        .onAccent = QColor(0xffffff),
        .accentSoft = QColor(0xdfeaff),
        .selection = QColor(0xffdf80),
        .danger = QColor(0x930000),
        .dangerSoft = QColor(0xffe3e0),
        .warning = QColor(0x553400),
        .warningSoft = QColor(0xfff0c2),
    };
}

Colors Theme::highContrastColors(bool isDark)
{
    return isDark ? darkContrast() : lightContrast();
}

QString Theme::modeName(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return QStringLiteral("light");
    case Mode::Dark:
        return QStringLiteral("dark");
    case Mode::HighContrast:
        return QStringLiteral("high-contrast");
    case Mode::System:
        break;
    }
    return QStringLiteral("system");
}

Theme::Mode Theme::modeFromName(const QString &name)
{
    for (const Mode mode : {Mode::Light, Mode::Dark, Mode::HighContrast}) {
        if (modeName(mode) == name) {
            return mode;
        }
    }
    return Mode::System;
}

static QFont font(qreal pointSize, QFont::Weight weight)
{
    // The emoji font by name: the fallback of the system shows many of them without colour.
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK KR"),
        QStringLiteral("Noto Color Emoji")});
    font.setPointSizeF(pointSize);
    font.setWeight(weight);
    return font;
}

static QFont codeFont(qreal pointSize)
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono"),
        QStringLiteral("Noto Sans Mono CJK KR"), QStringLiteral("Noto Color Emoji")});
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(pointSize);
    return font;
}

static Fonts makeFonts(qreal size)
{
    return {
        .body = font(size, QFont::Normal),
        .strong = font(size, QFont::DemiBold),
        .caption = font(size * 0.86, QFont::Normal),
        .captionStrong = font(size * 0.86, QFont::DemiBold),
        .title = font(size * 1.15, QFont::DemiBold),
        .display = font(size * 1.9, QFont::DemiBold),
        .code = codeFont(size * 0.95),
    };
}

static QPalette makePalette(const Colors &colors)
{
    QPalette palette(colors.raised, colors.window);
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.window);
    palette.setColor(QPalette::Button, colors.raised);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(role, colors.text);
        palette.setColor(QPalette::Disabled, role, colors.textMuted);
    }
    palette.setColor(QPalette::PlaceholderText, colors.textMuted);
    palette.setColor(QPalette::Highlight, colors.selection);
    palette.setColor(QPalette::HighlightedText, colors.text);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::ToolTipBase, colors.text);
    palette.setColor(QPalette::ToolTipText, colors.base);
    return palette;
}

static QString styleSheet(const Colors &colors)
{
    QFile file(QStringLiteral(":/maru.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    // Longer names first: @accent is the beginning of @accentHover.
    const std::array<std::pair<QString, QColor>, 18> tokens{{
        {QStringLiteral("@accentHover"), colors.accentHover},
        {QStringLiteral("@accentSoft"), colors.accentSoft},
        {QStringLiteral("@accent"), colors.accent},
        {QStringLiteral("@active"), colors.active},
        {QStringLiteral("@base"), colors.base},
        {QStringLiteral("@dangerSoft"), colors.dangerSoft},
        {QStringLiteral("@danger"), colors.danger},
        {QStringLiteral("@hover"), colors.hover},
        {QStringLiteral("@lineStrong"), colors.lineStrong},
        {QStringLiteral("@line"), colors.line},
        {QStringLiteral("@onAccent"), colors.onAccent},
        {QStringLiteral("@raised"), colors.raised},
        {QStringLiteral("@selection"), colors.selection},
        {QStringLiteral("@textMuted"), colors.textMuted},
        {QStringLiteral("@text"), colors.text},
        {QStringLiteral("@warningSoft"), colors.warningSoft},
        {QStringLiteral("@warning"), colors.warning},
        {QStringLiteral("@window"), colors.window},
    }};
    QString sheet = QString::fromUtf8(file.readAll());
    for (const auto &[name, color] : tokens) {
        sheet.replace(name, color.name());
    }
    return sheet;
}

int Theme::zoomStep(int percent, int step)
{
    if (step > 0) {
        const auto larger = std::upper_bound(zooms.begin(), zooms.end(), percent);
        return larger == zooms.end() ? zooms.back() : *larger;
    }
    const auto here = std::lower_bound(zooms.begin(), zooms.end(), percent);
    return here == zooms.begin() ? zooms.front() : *std::prev(here);
}

bool Theme::isSystemDark() const
{
    return m_scheme.isDark.value_or(m_systemPalette.color(QPalette::Window).lightness()
        < m_systemPalette.color(QPalette::WindowText).lightness());
}

void Theme::setMode(Mode mode)
{
    Looks looks = m_looks;
    looks.mode = mode;
    setLooks(looks);
}

void Theme::setScheme(const ColorScheme &scheme)
{
    if (scheme != m_scheme) {
        m_scheme = scheme;
        setLooks(m_looks);
    }
}

void Theme::setLooks(const Looks &looks)
{
    m_looks = looks;
    m_looks.zoom = std::clamp(looks.zoom, zooms.front(), zooms.back());
    const Mode mode = looks.mode;
    const bool followsSystem = mode == Mode::System || mode == Mode::HighContrast;
    const bool hasContrast =
        mode == Mode::HighContrast || (mode == Mode::System && m_scheme.wantsContrast);
    m_appearance.isDark = followsSystem ? isSystemDark() : mode == Mode::Dark;
    m_appearance.isDense = m_looks.isDense;
    m_appearance.zoom = m_looks.zoom;
    m_appearance.colors = hasContrast ? highContrastColors(m_appearance.isDark)
        : m_appearance.isDark         ? darkColors()
                                      : lightColors();
    m_appearance.fonts = makeFonts(m_systemPointSize * m_looks.zoom / 100);
    apply();
    Q_EMIT changed();
}

void Theme::apply()
{
    m_isApplying = true;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(makePalette(m_appearance.colors));
    QApplication::setFont(m_appearance.fonts.body);
    qApp->setStyleSheet(styleSheet(m_appearance.colors));
    m_isApplying = false;
}

QIcon Theme::icon(const QString &name) const
{
    return icon(name, m_appearance.colors.text);
}

QIcon Theme::icon(const QString &name, const QColor &color) const
{
    return tintedIcon(name, color, m_appearance.colors.lineStrong);
}

QSize Theme::leadingIconSize(int size)
{
    return {size + Space::Tiny, size};
}

QIcon Theme::leadingIcon(const QString &name, const QColor &color) const
{
    QIcon icon;
    for (const int size : {16, 20}) {
        for (const qreal ratio : {1.0, 2.0}) {
            QPixmap wide(leadingIconSize(size) * ratio);
            wide.setDevicePixelRatio(ratio);
            wide.fill(Qt::transparent);
            QPainter painter(&wide);
            painter.drawPixmap(0, 0, iconPixmap(name, color, size, ratio));
            painter.end();
            icon.addPixmap(wide);
        }
    }
    return icon;
}

} // namespace app
