#pragma once

#include "app/delegates/appearance.h"

#include <QByteArray>
#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

// The sign of a person: initials on a colour that follows from the identity, never from the name.
namespace app {

QString initials(const QString &name);

// The contrast of two colours as WCAG 2 counts it, 1 to 21.
qreal contrast(const QColor &one, const QColor &other);

// Readable on `background` (at least 4.5 : 1), the same for the same id everywhere.
QColor identityColor(const QByteArray &id, const QColor &background);

void paintAvatar(QPainter &painter, const QRectF &rect, const QByteArray &id, const QString &name,
    const Appearance &appearance);

} // namespace app
