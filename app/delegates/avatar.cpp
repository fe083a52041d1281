#include "app/delegates/avatar.h"

#include <QPainter>
#include <QStringList>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace app {

static QString firstCharacter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const auto end = finder.toNextBoundary();
    return end > 0 ? word.left(end).toUpper() : QString();
}

QString initials(const QString &name)
{
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) {
        return QStringLiteral("?");
    }
    const bool isLatin = words.first().at(0).script() == QChar::Script_Latin;
    const bool hasSecond = words.size() > 1 && words.last().at(0).isLetter();
    return firstCharacter(words.first())
        + (isLatin && hasSecond ? firstCharacter(words.last()) : QString());
}

static qreal linear(float channel)
{
    return channel <= 0.03928F ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

static qreal luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

qreal contrast(const QColor &one, const QColor &other)
{
    const qreal a = luminance(one);
    const qreal b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

// FNV-1a: the same on every machine, unlike qHash().
static std::uint32_t stableHash(const QByteArray &id)
{
    std::uint32_t hash = 2166136261U;
    for (const char byte : id) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    }
    return hash ^ (hash >> 15U);
}

QColor identityColor(const QByteArray &id, const QColor &background)
{
    constexpr std::uint32_t hues = 24;
    const float hue = static_cast<float>(stableHash(id) % hues) / hues;
    const bool isDark = luminance(background) < 0.2;
    float lightness = isDark ? 0.58F : 0.46F;
    QColor color = QColor::fromHslF(hue, isDark ? 0.42F : 0.48F, lightness);
    while (contrast(color, background) < 4.6 && lightness > 0.05F && lightness < 0.95F) {
        lightness += isDark ? 0.02F : -0.02F;
        color.setHslF(hue, color.hslSaturationF(), lightness);
    }
    return color;
}

void paintAvatar(QPainter &painter, const QRectF &rect, const QByteArray &id, const QString &name,
    const Appearance &appearance)
{
    const QColor color = identityColor(id, appearance.colors.base);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, rect.width() * 0.28, rect.width() * 0.28);
    QFont font = appearance.fonts.strong;
    font.setPixelSize(std::max(9, static_cast<int>(rect.height() * 0.38)));
    painter.setFont(font);
    painter.setPen(appearance.colors.base);
    painter.drawText(rect, Qt::AlignCenter, initials(name));
    painter.restore();
}

} // namespace app
