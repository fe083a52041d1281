#pragma once

#include "app/delegates/appearance.h"
#include "app/delegates/markdown.h"
#include "app/delegates/names.h"

#include <QRectF>
#include <QTextLayout>

#include <memory>

class QPainter;

namespace app {

// A selected part of what was written.
struct SourceRange {
    int start = 0;
    int length = 0;
};

// One block of a message, laid out for one width; its points are relative to the message's text.
class BlockLayout {
public:
    BlockLayout(TextBlock block, int width, const Appearance &appearance, const KnownNames &names);

    const TextBlock &block() const { return m_block; }
    bool isCode() const { return m_block.kind == TextBlock::Kind::Code; }
    void moveTo(qreal top) { m_top = top; }
    // Quotes that follow each other have one line at their side.
    void joinQuote(qreal above) { m_quoteTop = above; }
    qreal top() const { return m_top; }
    qreal bottom() const { return m_top + m_height; }
    qreal right() const { return m_right; } // of the widest line
    qreal lastLineRight() const { return m_lastLineRight; }
    QRectF copyButton() const; // of code

    // In what was written.
    int characterAt(QPointF point) const;
    const QUrl *linkAt(QPointF point) const;
    void draw(QPainter &painter, QPointF position, const QColor &color,
        const Appearance &appearance, const SourceRange &selection) const;

private:
    void layOut(int width);
    void format(const Appearance &appearance, const KnownNames &names);
    QTextCharFormat formatOf(const TextSpan &span, const Appearance &appearance) const;
    int shownAt(int origin) const;
    QPointF textPlace() const { return {m_left, m_top + m_padding}; }
    void drawFrame(QPainter &painter, QPointF position, const Appearance &appearance) const;

    TextBlock m_block;
    std::unique_ptr<QTextLayout> m_layout; // none for a rule
    qreal m_left = 0; // of the text
    qreal m_top = 0;
    qreal m_height = 0;
    qreal m_right = 0;
    qreal m_lastLineRight = 0;
    qreal m_padding = 0;
    qreal m_quoteTop = -1;
};

} // namespace app
