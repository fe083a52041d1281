#include "app/delegates/messagetext.h"

#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr int paragraphSpace = 8;
constexpr int itemSpace = 2;

bool isIn(const TextBlock &block, TextBlock::Container container)
{
    return std::find(block.containers.begin(), block.containers.end(), container)
        != block.containers.end();
}

int spaceBetween(const TextBlock &above, const TextBlock &below)
{
    const bool isCode = above.kind == TextBlock::Kind::Code || below.kind == TextBlock::Kind::Code;
    if (below.marker.isEmpty() || isCode || !isIn(above, TextBlock::Container::List))
        return paragraphSpace;
    const bool isSameList = above.marker.isEmpty() || above.marker.back() == below.marker.back()
        || above.containers.size() != below.containers.size();
    return isSameList ? itemSpace : paragraphSpace;
}

QString codeText(const TextBlock &block)
{
    return QString(block.text).replace(QChar::LineSeparator, u'\n');
}

} // namespace

MessageText::MessageText(
    const QString &text, int width, const Appearance &appearance, const KnownNames &names)
    : m_source(text)
    , m_width(width)
{
    qreal right = 0;
    for (TextBlock &block : parseMarkdown(text)) {
        BlockLayout layout(std::move(block), width, appearance, names);
        if (!m_blocks.empty()) {
            const BlockLayout &above = m_blocks.back();
            layout.moveTo(above.bottom() + spaceBetween(above.block(), layout.block()));
            if (isIn(above.block(), TextBlock::Container::Quote)
                && above.block().containers == layout.block().containers)
                layout.joinQuote(above.bottom());
        }
        right = std::max(right, layout.right());
        m_lastLineWidth = static_cast<int>(std::ceil(layout.lastLineRight()));
        m_blocks.push_back(std::move(layout));
    }
    m_size = QSize(
        static_cast<int>(std::ceil(right)), static_cast<int>(std::ceil(m_blocks.back().bottom())));
}

bool MessageText::isFor(const QString &text, int width) const
{
    return m_width == width && m_source == text;
}

const BlockLayout *MessageText::blockAt(QPointF point) const
{
    for (const BlockLayout &block : m_blocks) {
        if (point.y() < block.bottom())
            return &block;
    }
    return &m_blocks.back();
}

int MessageText::characterAt(QPointF point) const
{
    if (point.y() < 0)
        return 0;
    const BlockLayout *block = blockAt(point);
    const int at = block->characterAt(point);
    // What closes the text is selected with it, as what opens it is.
    const bool isEnd = block == &m_blocks.back() && at == block->block().origins.back();
    const bool isStart = block == &m_blocks.front() && at == block->block().origins.front();
    return isEnd ? static_cast<int>(m_source.size()) : isStart ? 0 : at;
}

const QUrl *MessageText::linkAt(QPointF point) const
{
    return blockAt(point)->linkAt(point);
}

QString MessageText::copyableAt(QPointF point) const
{
    const BlockLayout *block = blockAt(point);
    return block->copyButton().contains(point) ? codeText(block->block()) : QString();
}

void MessageText::draw(QPainter &painter, QPointF position, const QColor &color,
    const Appearance &appearance, const SourceRange &selection) const
{
    for (const BlockLayout &block : m_blocks)
        block.draw(painter, position, color, appearance, selection);
}

QString codeOf(const QString &text)
{
    QStringList pieces;
    for (const TextBlock &block : parseMarkdown(text)) {
        if (block.kind == TextBlock::Kind::Code)
            pieces += codeText(block);
    }
    return pieces.join(u'\n');
}

MessageTextCache::MessageTextCache(int capacity)
    : m_texts(capacity)
{
}

const MessageText &MessageTextCache::text(const QByteArray &id, const QString &text, int width,
    const Appearance &appearance, const KnownNames &names)
{
    MessageText *cached = m_texts.object(id);
    if (!cached || !cached->isFor(text, width)) {
        cached = new MessageText(text, width, appearance, names);
        m_texts.insert(id, cached);
    }
    return *cached;
}

} // namespace app
