#include "app/delegates/messagetext.h"

#include <QPainter>
#include <QTextOption>

#include <cmath>

namespace app {

MessageText::MessageText(const QString &text, int width, const Appearance &appearance)
    : m_source(text)
    , m_width(width)
    , m_layout(QString(text).replace(u'\n', QChar::LineSeparator), appearance.fonts.body)
    , m_links(findLinks(text))
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout.setTextOption(option);
    QTextCharFormat link;
    link.setForeground(appearance.colors.accent);
    link.setFontUnderline(true);
    QList<QTextLayout::FormatRange> formats;
    for (const Link &found : m_links) {
        formats.append({found.start, found.length, link});
    }
    m_layout.setFormats(formats);
    layOut();
}

void MessageText::layOut()
{
    qreal height = 0;
    qreal width = 0;
    m_layout.setCacheEnabled(true);
    m_layout.beginLayout();
    for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
        line.setLineWidth(m_width);
        line.setPosition(QPointF(0, height));
        height += line.height();
        width = std::max(width, line.naturalTextWidth());
        m_lastLineWidth = static_cast<int>(std::ceil(line.naturalTextWidth()));
    }
    m_layout.endLayout();
    m_size = QSize(static_cast<int>(std::ceil(width)), static_cast<int>(std::ceil(height)));
}

bool MessageText::isFor(const QString &text, int width) const
{
    return m_width == width && m_source == text;
}

int MessageText::characterAt(QPointF point) const
{
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        const QTextLine line = m_layout.lineAt(i);
        if (point.y() < line.y() + line.height() || i + 1 == m_layout.lineCount()) {
            return point.y() < 0 ? 0 : line.xToCursor(point.x());
        }
    }
    return 0;
}

const Link *MessageText::linkAt(QPointF point) const
{
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        const QTextLine line = m_layout.lineAt(i);
        if (!line.naturalTextRect().contains(point)) {
            continue;
        }
        const int at = line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
        for (const Link &link : m_links) {
            if (at >= link.start && at < link.start + link.length) {
                return &link;
            }
        }
    }
    return nullptr;
}

void MessageText::draw(QPainter &painter, QPointF position, const QColor &color,
    const QList<QTextLayout::FormatRange> &selections) const
{
    painter.setPen(color);
    m_layout.draw(&painter, position, selections);
}

MessageTextCache::MessageTextCache(int capacity)
    : m_texts(capacity)
{
}

const MessageText &MessageTextCache::text(
    const QByteArray &id, const QString &text, int width, const Appearance &appearance)
{
    MessageText *cached = m_texts.object(id);
    if (!cached || !cached->isFor(text, width)) {
        cached = new MessageText(text, width, appearance);
        m_texts.insert(id, cached);
    }
    return *cached;
}

} // namespace app
