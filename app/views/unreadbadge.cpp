#include "app/views/unreadbadge.h"

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPixmap>

namespace app {

static constexpr int smallestWithNumber = 32; // below it a dot

QString UnreadBadge::number(qint64 count)
{
    constexpr qint64 most = 99;
    return count > most ? QStringLiteral("99+") : QString::number(count);
}

QString UnreadBadge::title(qint64 count)
{
    const QString name = QStringLiteral("Maru");
    return count > 0 ? QStringLiteral("(%1) %2").arg(number(count), name) : name;
}

static QPixmap badged(QPixmap pixmap, const QString &number)
{
    const qreal size = pixmap.width();
    const bool hasNumber = pixmap.width() >= smallestWithNumber;
    const qreal height = hasNumber ? size * 0.56 : size * 0.5;
    const qreal width =
        hasNumber && number.size() > 1 ? size * (0.3 + 0.2 * number.size()) : height;
    const QRectF badge(size - width, size - height, width, height);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, size / 24));
    painter.setBrush(QColor(0xd9, 0x2d, 0x20)); // on any desktop's bar
    const qreal inset = size / 48;
    const QRectF disc = badge.adjusted(inset, inset, -inset, -inset);
    painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2);
    if (hasNumber) {
        QFont font;
        font.setPixelSize(qRound(height * 0.66));
        font.setBold(true);
        painter.setFont(font);
        painter.drawText(badge, Qt::AlignCenter, number);
    }
    return pixmap;
}

QIcon UnreadBadge::icon(const QIcon &plain, qint64 count)
{
    if (count <= 0) {
        return plain;
    }
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        icon.addPixmap(badged(plain.pixmap(QSize(size, size), 1.0), number(count)));
    }
    return icon;
}

} // namespace app
