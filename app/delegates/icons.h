#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

// Action icons by name, drawn in the colour that is asked for.
namespace app {

QPixmap iconPixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio);
QIcon tintedIcon(const QString &name, const QColor &color, const QColor &disabled);
QIcon applicationIcon();

} // namespace app
