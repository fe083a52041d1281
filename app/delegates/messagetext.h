#pragma once

#include "app/delegates/appearance.h"
#include "app/delegates/links.h"

#include <QByteArray>
#include <QCache>
#include <QList>
#include <QSize>
#include <QString>
#include <QTextLayout>

#include <vector>

namespace app {

// The text of one message, laid out once for one width and painted many times.
class MessageText {
public:
    MessageText(const QString &text, int width, const Appearance &appearance);

    bool isFor(const QString &text, int width) const;
    const QString &source() const { return m_source; }
    QSize size() const { return m_size; }
    int lastLineWidth() const { return m_lastLineWidth; }

    int characterAt(QPointF point) const;
    const Link *linkAt(QPointF point) const;
    void draw(QPainter &painter, QPointF position, const QColor &color,
        const QList<QTextLayout::FormatRange> &selections) const;

private:
    void layOut();

    QString m_source;
    int m_width = 0;
    QTextLayout m_layout;
    std::vector<Link> m_links;
    QSize m_size;
    int m_lastLineWidth = 0;
};

// The laid out texts of the rows that were on the screen lately.
class MessageTextCache {
public:
    explicit MessageTextCache(int capacity = 2000);

    const MessageText &text(
        const QByteArray &id, const QString &text, int width, const Appearance &appearance);
    void clear() { m_texts.clear(); }

private:
    QCache<QByteArray, MessageText> m_texts;
};

} // namespace app
